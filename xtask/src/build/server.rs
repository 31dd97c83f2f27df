//! The native half: the server with the site inside.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::{Flavour, Profile};
use crate::process;
use crate::project::Project;

pub(crate) fn build(project: &Project, flavour: Flavour, site: &Path) -> Result<PathBuf> {
    let cargo_writes = cargo_writes(project, flavour.profile);
    if !flavour.kit {
        compile(project, flavour, site)?;
        return Ok(cargo_writes);
    }
    // Cargo gives both flavours the same name: the one to ship is put aside meanwhile.
    let aside = cargo_writes.with_extension("shipping");
    let _ = fs::remove_file(&aside);
    let had_one = fs::rename(&cargo_writes, &aside).is_ok();
    let outcome =
        compile(project, flavour, site).and_then(|()| keep(project, flavour, &cargo_writes));
    let _ = fs::remove_file(&cargo_writes);
    if had_one {
        fs::rename(&aside, &cargo_writes)?;
    }
    outcome
}

pub(crate) fn cargo_writes(project: &Project, profile: Profile) -> PathBuf {
    project
        .target
        .join(folder(profile))
        .join(&project.leptos.bin_target)
}

/// Where the browser tests find their server.
pub(crate) fn kit_binary(project: &Project, profile: Profile) -> PathBuf {
    let name = &project.leptos.bin_target;
    match profile {
        Profile::Release => project.target.join("e2e").join(name),
        Profile::Demo => project.target.join("e2e").join(format!("{name}-demo")),
    }
}

fn keep(project: &Project, flavour: Flavour, built: &Path) -> Result<PathBuf> {
    let kept = kit_binary(project, flavour.profile);
    if let Some(folder) = kept.parent() {
        fs::create_dir_all(folder)?;
    }
    // Replaced, never overwritten: an older copy may be running.
    let fresh = kept.with_extension("new");
    fs::copy(built, &fresh).with_context(|| built.display().to_string())?;
    fs::rename(&fresh, &kept).with_context(|| kept.display().to_string())?;
    Ok(kept)
}

fn compile(project: &Project, flavour: Flavour, site: &Path) -> Result<()> {
    let leptos = &project.leptos;
    let mut command = process::cargo(
        project,
        &[
            "build",
            "--package",
            &leptos.bin_package,
            "--bin",
            &leptos.bin_target,
        ],
    );
    command.args([
        "--features",
        if flavour.kit {
            "embed-assets,kit"
        } else {
            "embed-assets"
        },
    ]);
    if flavour.profile == Profile::Release {
        command.arg("--release");
    }
    command.env("SKILLS_EYE_SITE", OsString::from(site));
    process::run(command)
}

fn folder(profile: Profile) -> &'static str {
    match profile {
        Profile::Demo => "debug",
        Profile::Release => "release",
    }
}
