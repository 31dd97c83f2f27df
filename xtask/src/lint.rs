//! `cargo xtask lint`: form, lints, documentation and tidy rules; warnings are errors.

use anyhow::Result;

use crate::build::{self, WASM_TARGET};
use crate::output;
use crate::process;
use crate::project::Project;
use crate::tidy;

/// All of ours that runs natively, apart from the tool (see `test::RUNS`).
const NATIVE: [&str; 5] = ["--workspace", "--exclude", "frontend", "--exclude", "xtask"];

pub(crate) fn run(project: &Project) -> Result<()> {
    output::step("form");
    process::run(process::cargo(project, &["fmt", "--all", "--check"]))?;
    tidy::run(project)?;
    output::step("clippy");
    // Warnings are denied by an argument, never by RUSTFLAGS: other flags build the world anew.
    clippy(project, &["--package", "xtask", "--all-targets"])?;
    clippy(
        project,
        &[&NATIVE[..], &["--all-targets", "--features", "server/kit"]].concat(),
    )?;
    // What is shipped has no kit; something may be unused only there.
    clippy(project, &["--package", "server"])?;
    build::ensure_target(project)?;
    for features in [&[] as &[&str], &["--features", "kit"]] {
        clippy(
            project,
            &[
                &["--package", "frontend", "--target", WASM_TARGET],
                features,
            ]
            .concat(),
        )?;
    }
    output::step("pure crates in the browser");
    let pure = [
        "check",
        "--package",
        "domain",
        "--package",
        "promconf",
        "--target",
        WASM_TARGET,
    ];
    process::run(process::cargo(project, &pure))?;
    output::step("documentation");
    let mut doc = process::cargo(project, &["doc", "--no-deps", "--document-private-items"]);
    doc.args(NATIVE).env("RUSTDOCFLAGS", "-D warnings");
    process::run(doc)
}

fn clippy(project: &Project, arguments: &[&str]) -> Result<()> {
    let mut command = process::cargo(project, &["clippy", "--quiet", "--keep-going"]);
    command.args(arguments).args(["--", "--deny", "warnings"]);
    process::run(command)
}
