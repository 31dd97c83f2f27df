//! `cargo xtask test`: unit to browser, every part under a time-out.
//!
//! The last line of the output is the sum of all parts, alone on its line.

mod libtest;
mod nextest;
mod playwright;
mod tally;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::e2e;
use crate::output;
use crate::process;
use crate::project::Project;
use crate::tools;

pub(crate) use libtest::{Single, single};
pub(crate) use playwright::run as browser;
pub(crate) use tally::{Counts, Tally};

/// Tests whose path contains this word talk to a real Consul, Prometheus or sshd.
const NEEDS_SERVER: &str = "real_tools";

/// A part that says nothing for this long hangs. Compiling counts, so it is generous;
/// a single test is stopped far earlier by the runner.
const SILENCE: Duration = Duration::from_secs(600);

pub(crate) struct Options {
    pub(crate) filter: Option<String>,
    /// Only what needs no browser and no external server.
    pub(crate) quick: bool,
    pub(crate) browser: e2e::Options,
}

/// The programs that tests are run with, and the tests for which there is none.
#[derive(Default)]
struct Surroundings {
    environment: Vec<(&'static str, PathBuf)>,
    left_out: Vec<&'static str>,
}

/// All of ours but the tool and what runs in the browser, as it is built for tests.
pub(crate) const PRODUCT: &[&str] = &[
    "--workspace",
    "--exclude",
    "frontend",
    "--exclude",
    "xtask",
    "--features",
    "server/kit",
];

/// The packages are tested in two runs, because one run with both would unify the features
/// of the tool's dependencies with the server's and build many of them once more.
const RUNS: [(&str, &[&str]); 2] = [("product", PRODUCT), ("xtask", &["--package", "xtask"])];

pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    let mut tally = rust(project, options);
    if !options.quick {
        output::step("browser tests");
        match e2e::missing_tool() {
            Some(error) => tally.skip("browser", &error),
            None => {
                let filter = options.filter.as_deref();
                tally.add_outcome("browser", e2e::run(project, &options.browser, filter));
            }
        }
    }
    tally.conclude()
}

/// Everything written in Rust: unit, integration, documentation and tidy tests.
fn rust(project: &Project, options: &Options) -> Tally {
    let mut tally = Tally::default();
    let surroundings = surroundings(project, options, &mut tally);
    let nextest = tools::on_path("cargo-nextest").is_some();
    output::step(if nextest {
        "Rust tests (nextest)"
    } else {
        "Rust tests (cargo test)"
    });
    for (name, packages) in RUNS {
        let started = Instant::now();
        let outcome = if nextest {
            nextest::run(project, packages, options, &surroundings)
        } else {
            libtest::run(project, packages, options, &surroundings)
        };
        output::line(format_args!(
            "   {name}: {}",
            output::seconds(started.elapsed())
        ));
        tally.add_outcome(name, outcome);
    }
    // A filter is a word of a test's name; the examples in the documentation have none.
    if options.filter.is_none() {
        output::step("examples in the documentation");
        tally.add_outcome("doc", documentation(project));
    }
    tally
}

fn surroundings(project: &Project, options: &Options, tally: &mut Tally) -> Surroundings {
    let mut found = Surroundings::default();
    if options.quick {
        found.left_out.push(NEEDS_SERVER);
        return found;
    }
    for foreign in &tools::FOREIGN {
        match foreign.have(project) {
            Ok(place) => found.environment.push((foreign.variable, place)),
            Err(error) => {
                tally.skip(foreign.tests, &error);
                found.left_out.push(foreign.tests);
            }
        }
    }
    found
}

fn documentation(project: &Project) -> Result<Counts> {
    let mut command = process::cargo(project, &["test", "--quiet", "--doc"]);
    command.args(PRODUCT);
    let finished = process::watched(command, SILENCE)?;
    let mut counts = Counts::of_libtest(&finished.lines);
    if !finished.success && counts.failed == 0 {
        counts.failed += 1;
    }
    Ok(counts)
}
