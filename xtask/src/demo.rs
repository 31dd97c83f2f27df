//! `cargo xtask demo`: from a fresh clone to a page, in one command.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use crate::build::{self, Flavour};
use crate::output;
use crate::process;
use crate::project::Project;

/// Builds, then becomes `skills-eye demo`: signals and the exit code are its own.
pub(crate) fn run(project: &Project, flavour: Flavour, arguments: &[String]) -> Result<ExitCode> {
    let built = build::build(project, flavour)?;
    let mut command = Command::new(&built.binary);
    command.arg("demo").args(arguments);
    output::step(process::shown(&command));
    Err(command.exec()).with_context(|| format!("could not start {}", built.binary.display()))
}
