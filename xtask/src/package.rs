//! `cargo xtask package`: a tarball with the binary, its unit, an example and install notes.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::build::{self, Flavour};
use crate::output;
use crate::process;
use crate::project::Project;

const FILES: [&str; 3] = ["INSTALL.md", "skills-eye.service", "skills-eye.toml"];

pub(crate) fn run(project: &Project) -> Result<()> {
    let binary = build::build(project, Flavour::RELEASE)?.binary;
    output::step("package");
    let name = format!(
        "{}-{}-{}",
        project.leptos.bin_target,
        project.version,
        std::env::consts::ARCH
    );
    let folder = project.target.join("package");
    let inside = folder.join(&name);
    if inside.exists() {
        fs::remove_dir_all(&inside)?;
    }
    fs::create_dir_all(&inside)?;
    copy(&binary, &inside.join(&project.leptos.bin_target))?;
    for file in FILES {
        copy(
            &project.root.join("xtask/packaging").join(file),
            &inside.join(file),
        )?;
    }
    copy(&project.root.join("LICENSE"), &inside.join("LICENSE"))?;
    let tarball = format!("{name}.tar.gz");
    // The same input gives the same bytes: no owner, no time, a fixed order.
    let mut command = process::program(
        project,
        "tar",
        &[
            "--create",
            "--gzip",
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
        ],
    );
    command
        .args(["--mtime=@0", "--file", &tarball, &name])
        .current_dir(&folder);
    process::run(command)?;
    let size = fs::metadata(folder.join(&tarball))?.len();
    output::line(format_args!(
        "   target/package/{tarball} is {}",
        output::bytes(size)
    ));
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}
