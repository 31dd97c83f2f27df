//! The table beside the best ones, in a real browser, in alternating runs.

use std::time::Duration;

use anyhow::{Result, bail};

use super::{Context, Proof};
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
        let project = context.project;
        tools::install_npm_packages(project)?;
        let node = tools::ensure(Tool::Node)?;
        let chromium = tools::ensure(Tool::Chromium)?;
        let mut command = process::program(project, node, &["grid/compare.mjs"]);
        command
            .arg(format!("--runs={}", context.share(RUNS).max(LEAST_RUNS)))
            .current_dir(project.end2end())
            .env("SKILLS_EYE_BIN", &context.binary)
            .env("CHROMIUM_BIN", chromium);
        let finished = process::watched(command, SILENCE)?;
        if !finished.success {
            bail!("the comparison does not hold; see above");
        }
        let last = finished
            .lines
            .iter()
            .rev()
            .find(|line| !line.trim().is_empty());
        Ok(last.cloned().unwrap_or_default())
    }
}
