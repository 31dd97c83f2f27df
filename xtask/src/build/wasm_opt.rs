//! wasm-opt, from the npm package `binaryen`: a release needs it, a demo goes without.

use std::fs;
use std::path::PathBuf;
use std::sync::Once;

use anyhow::{Context as _, Result};

use super::Profile;
use super::cache::Cache;
use crate::output;
use crate::process;
use crate::project::Project;
use crate::tools;

/// There are several modules, and one thing to say.
static TOLD: Once = Once::new();

pub(crate) fn optimise(project: &Project, profile: Profile, module: Vec<u8>) -> Result<Vec<u8>> {
    if profile == Profile::Demo {
        TOLD.call_once(|| {
            output::note("a demo build goes without wasm-opt: its WASM is larger than a release's");
        });
        return Ok(module);
    }
    let tool = find(project)?;
    let flags = &project.leptos.wasm_opt_features;
    let cache = Cache::open(project)?;
    let step = format!("wasm-opt {}", flags.join(" "));
    cache.get_or(&step, &module, || {
        let folder = project.target.join("site-cache");
        let input = folder.join(format!("wasm-opt-{}.in", std::process::id()));
        let result = folder.join(format!("wasm-opt-{}.out", std::process::id()));
        fs::write(&input, &module).with_context(|| input.display().to_string())?;
        let mut command = process::program(project, &tool, &[]);
        command.args(flags).arg(&input).arg("-o").arg(&result);
        process::run(command)?;
        let optimised = fs::read(&result).with_context(|| result.display().to_string())?;
        fs::remove_file(&input)?;
        fs::remove_file(&result)?;
        Ok(optimised)
    })
}

/// The tool that npm installed; installs it when it is not there.
fn find(project: &Project) -> Result<PathBuf> {
    let tool = tools::wasm_opt(project);
    if !tool.exists() {
        tools::install_npm_packages(project)
            .context("a release build needs wasm-opt, from the npm package `binaryen`")?;
    }
    Ok(tool)
}
