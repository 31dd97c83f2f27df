//! The browser's half: compiled, bound to JavaScript, made small.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::cache::hex;
use super::divide::divide;
use super::site::{Files, list};
use super::{Flavour, Profile, wasm_opt};
use crate::output;
use crate::process;
use crate::project::Project;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Which files a part of the module needs, for whoever wants them early.
const NEEDS: &str = "parts.json";

/// Adds `pkg/NAME.wasm`, `pkg/NAME.js`, the snippets that it imports, and the parts.
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
        } else if path.ends_with(".wasm") {
            let optimised = wasm_opt::optimise(project, flavour.profile, content)?;
            files.add(format!("{package}/{path}"), optimised)?;
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
            "rustc",
            "--package",
            package,
            "--lib",
            "--crate-type",
            "cdylib",
            "--target",
            TARGET,
            "--profile",
            profile,
        ],
    );
    if flavour.kit {
        command.args(["--features", "kit"]);
    }
    // For this last step only; flags for everything would build the world twice.
    command.args(["--", "-Clink-args=--emit-relocs"]);
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

/// Divides the module and runs wasm-bindgen, unless that was done with the very same one.
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
    let name = &project.leptos.output_name;
    let apart = project.target.join("divided");
    let divided = divide(&bytes, &format!("{name}.js"), &apart).context("dividing failed")?;
    Bindgen::new()
        .input_bytes(name, divided.main)
        .out_name(name)
        // The parts use what the main module exports by these names.
        .keep_lld_exports(true)
        .demangle(false)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    for (path, content) in divided.beside {
        fs::write(folder.join(&path), content).with_context(|| path.clone())?;
    }
    fs::write(folder.join(NEEDS), serde_json::to_vec(&divided.needs)?)?;
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
