//! How much the registry takes over HTTP, by the example of its crate.

use anyhow::{Context as _, Result, bail};

use super::{Context, Proof};
use crate::process;
use crate::test;

/// What the example says, and how many a second it must be.
const RATES: [(&str, f64); 3] = [
    ("durable puts, 64 writers", 2_000.0),
    ("gets, 32 readers", 15_000.0),
    ("agent registrations, 16 clients", 2_500.0),
];
const WAKES: &str = "wakes after it was answered";
const WAKE_MS: f64 = 5.0;

/// Without optimisation, and beside other work, only what is plainly slow is found.
const PATIENCE: f64 = 4.0;

pub(super) struct RegistryRates;

impl Proof for RegistryRates {
    fn name(&self) -> &'static str {
        "registry-rates"
    }

    fn about(&self) -> &'static str {
        "durable puts, gets, registrations and wakes of the registry over HTTP"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let project = context.project;
        let said = if context.tenth {
            // That of the build that all tests are in.
            let mut build = process::cargo(project, &["build"]);
            build.args(test::PRODUCT).args(["--example", "load"]);
            process::run(build)?;
            let example = project.target.join("debug/examples/load");
            let mut command = process::program(project, example, &[]);
            command.env("REGISTRY_LOAD_SECONDS", "1");
            process::read(command)?
        } else {
            let mut command = process::cargo(project, &["run", "--release", "--package"]);
            command.args(["registry", "--example", "load"]);
            process::read(command)?
        };
        let patience = if context.tenth { PATIENCE } else { 1.0 };
        let mut told = Vec::new();
        let mut missed = Vec::new();
        for (what, least) in RATES {
            let rate = rate(&said, what).with_context(|| format!("no {what} in\n{said}"))?;
            told.push(format!("{what}: {rate:.0}/s"));
            if rate < least / patience {
                missed.push(format!("{what}: at least {:.0}/s", least / patience));
            }
        }
        let wake = p99(&said, WAKES).with_context(|| format!("no {WAKES} in\n{said}"))?;
        told.push(format!("{WAKES}: p99 {wake:.2} ms"));
        if wake > WAKE_MS * patience {
            missed.push(format!("{WAKES}: at most {:.1} ms", WAKE_MS * patience));
        }
        let told = told.join("; ");
        if !missed.is_empty() {
            bail!("{told}; but {}", missed.join(", "));
        }
        Ok(told)
    }
}

/// From the line after the one that begins so: `    38146 a second`.
fn rate(said: &str, what: &str) -> Option<f64> {
    let mut lines = said.lines().skip_while(|line| !line.starts_with(what));
    lines.nth(1)?.split_whitespace().next()?.parse().ok()
}

/// From `…: 500 in all, p50 0.09 ms, p99 0.11 ms`.
fn p99(said: &str, what: &str) -> Option<f64> {
    let line = said.lines().find(|line| line.starts_with(what))?;
    let rest = line.split_once("p99 ")?.1;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_example_says_is_understood() {
        let said = "gets, 32 readers: 9 in all, p50 0.10 ms, p99 0.70 ms\n    88469 a second\n\
                    wakes after it was answered: 500 in all, p50 0.09 ms, p99 0.11 ms";
        assert_eq!(rate(said, "gets, 32 readers"), Some(88_469.0));
        assert_eq!(rate(said, "puts"), None);
        assert_eq!(p99(said, WAKES), Some(0.11));
    }
}
