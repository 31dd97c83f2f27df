//! The browser's half: compiled, bound to JavaScript, made small.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::cache::hex;
use super::site::{Files, list};
use super::{Flavour, Profile, wasm_opt};
use crate::output;
use crate::process;
use crate::project::Project;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds `pkg/NAME.wasm`, `pkg/NAME.js` and the snippets that it imports.
pub(crate) fn add(project: &Project, flavour: Flavour, files: &mut Files) -> Result<()> {
    ensure_target(project)?;
    let module = compile(project, flavour)?;
    let folder = bind(project, &module)?;
    let name = &project.leptos.output_name;
    let package = &project.leptos.site_pkg_dir;
    for path in list(&folder)? {
        let content = fs::read(folder.join(&path)).with_context(|| path.clone())?;
        if path == format!("{name}_bg.wasm") {
            let optimised = wasm_opt::optimise(project, flavour.profile, content)?;
            files.add(format!("{package}/{name}.wasm"), optimised)?;
        } else if path == format!("{name}.js") {
            let content = String::from_utf8(content).context("the glue is not text")?;
            // Leptos asks for NAME.wasm. Only the default address is changed: the module
            // imports `./NAME_bg.js` by that name.
            let content = content.replace(&format!("{name}_bg.wasm"), &format!("{name}.wasm"));
            files.add(format!("{package}/{name}.js"), content.into_bytes())?;
        } else {
            files.add(format!("{package}/{path}"), content)?;
        }
    }
    Ok(())
}

fn compile(project: &Project, flavour: Flavour) -> Result<std::path::PathBuf> {
    let package = &project.leptos.lib_package;
    let profile = match flavour.profile {
        Profile::Demo => "wasm-demo",
        Profile::Release => &project.leptos.lib_profile_release,
    };
    let mut command = process::cargo(
        project,
        &[
            "build",
            "--package",
            package,
            "--lib",
            "--target",
            TARGET,
            "--profile",
            profile,
        ],
    );
    if flavour.kit {
        command.args(["--features", "kit"]);
    }
    process::run(command)?;
    let module = project
        .target
        .join(TARGET)
        .join(profile)
        .join(format!("{package}.wasm"));
    if !module.is_file() {
        bail!("cargo did not write {}", module.display());
    }
    Ok(module)
}

/// Runs wasm-bindgen, unless it ran on the very same module before.
fn bind(project: &Project, module: &Path) -> Result<std::path::PathBuf> {
    let bytes = fs::read(module).with_context(|| module.display().to_string())?;
    let digest = {
        use sha2::{Digest as _, Sha256};
        hex(&Sha256::digest(&bytes))
    };
    let folder = project.target.join("bindgen");
    let stamp = project.target.join("bindgen.stamp");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == digest) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_bytes(&project.leptos.output_name, bytes)
        .out_name(&project.leptos.output_name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    fs::write(&stamp, digest)?;
    Ok(folder)
}

/// Adds the WASM target to the toolchain when it is not there.
pub(crate) fn ensure_target(project: &Project) -> Result<()> {
    if has_target(project)? {
        return Ok(());
    }
    output::note(format_args!(
        "the Rust target {TARGET} is missing; adding it"
    ));
    process::run(process::program(
        project,
        "rustup",
        &["target", "add", TARGET],
    ))
    .with_context(|| {
        format!(
            "the browser's half needs the Rust target {TARGET}, and rustup could not add it; \
                 without rustup install your distribution's package for it \
                 (Debian: libstd-rust-dev-wasm32)"
        )
    })
}

pub(crate) fn has_target(project: &Project) -> Result<bool> {
    let sysroot = process::read(process::program(project, "rustc", &["--print", "sysroot"]))?;
    Ok(Path::new(&sysroot)
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib")
        .is_dir())
}
