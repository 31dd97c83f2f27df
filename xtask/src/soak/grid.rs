//! The table beside the best ones, in a real browser, in alternating runs.

use std::time::Duration;

use anyhow::{Result, bail};

use super::{Context, Proof};
use crate::output;
use crate::process;
use crate::tools::{self, Tool};

/// One run of one table takes about 20 s; nothing is said meanwhile.
const SILENCE: Duration = Duration::from_secs(300);

const RUNS: u64 = 7;

/// A median of fewer says nothing.
const LEAST_RUNS: u64 = 3;

pub(super) struct Comparison;

impl Proof for Comparison {
    fn name(&self) -> &'static str {
        "grid-comparison"
    }

    fn about(&self) -> &'static str {
        "scrolling 100,000 rows beside AG Grid and TanStack Virtual"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let compare = |runs| in_browser(context, "grid/compare.mjs", &format!("--runs={runs}"));
        let runs = context.share(RUNS).max(LEAST_RUNS);
        compare(runs).or_else(|missed| {
            if runs == RUNS {
                return Err(missed);
            }
            // Frames come in steps, so a neighbour of this machine doubles a figure at once:
            // what few runs have missed is decided by all of them.
            output::failure(&missed);
            compare(RUNS)
        })
    }
}

pub(super) struct KeyPresses;

/// From a key to painted rows.
const TARGET_MS: u64 = 100;

/// Where other work may run beside it, only what is plainly slow is found.
const TARGET_BUSY_MS: u64 = 400;

impl Proof for KeyPresses {
    fn name(&self) -> &'static str {
        "key-presses"
    }

    fn about(&self) -> &'static str {
        "from a key press to the painted rows, sorting and searching 100,000"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let target = if context.tenth {
            TARGET_BUSY_MS
        } else {
            TARGET_MS
        };
        in_browser(context, "grid/latency.mjs", &format!("--target={target}"))
    }
}

/// Runs a script that ends with what it saw, and fails when that is too little.
fn in_browser(context: &Context<'_>, script: &str, option: &str) -> Result<String> {
    let project = context.project;
    tools::install_npm_packages(project)?;
    let node = tools::ensure(Tool::Node)?;
    let chromium = tools::ensure(Tool::Chromium)?;
    let mut command = process::program(project, node, &[script, option]);
    command
        .current_dir(project.end2end())
        .env("SKILLS_EYE_BIN", &context.binary)
        .env("CHROMIUM_BIN", chromium);
    let finished = process::watched(command, SILENCE)?;
    if !finished.success {
        bail!("{script}: the target is missed; see above");
    }
    let last = finished
        .lines
        .iter()
        .rev()
        .find(|line| !line.trim().is_empty());
    Ok(last.cloned().unwrap_or_default())
}
