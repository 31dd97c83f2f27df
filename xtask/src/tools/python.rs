//! Libraries from PyPI in a folder of their own, for `PYTHONPATH`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Tool, ensure};
use crate::output;
use crate::process;
use crate::project::Project;

fn folder(project: &Project, wanted: &[&str]) -> PathBuf {
    let name = wanted[0].replace("==", "-");
    project.target.join("tools/python").join(name)
}

/// The folder, when it was filled before.
pub(super) fn find(project: &Project, wanted: &[&str]) -> Option<PathBuf> {
    Some(folder(project, wanted)).filter(|folder| folder.is_dir())
}

pub(super) fn fetch(project: &Project, wanted: &[&str]) -> Result<PathBuf> {
    ensure(Tool::Pip)?;
    output::note(format_args!("fetching {}", wanted[0]));
    let folder = folder(project, wanted);
    // Renamed when it is whole: an interrupted one must not be found.
    let whole = project.target.join("tools/python/unpacked");
    if whole.exists() {
        fs::remove_dir_all(&whole)?;
    }
    let arguments = ["-m", "pip", "install", "--quiet", "--no-deps", "--target"];
    let mut install = process::program(project, "python3", &arguments);
    install
        .arg(&whole)
        .args(wanted)
        .env("PIP_ROOT_USER_ACTION", "ignore")
        .env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    process::run(install)?;
    fs::rename(&whole, &folder).context("could not keep what was fetched")?;
    Ok(folder)
}
