//! `cargo xtask e2e`: the real binary in a real browser.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::build::{self, Flavour, Profile};
use crate::output;
use crate::process;
use crate::project::Project;
use crate::test::{self, Tally};
use crate::tools::{self, Tool};

#[derive(Clone, Default)]
pub(crate) struct Options {
    /// The quickly built binary: right for working on a page, wrong for measuring it.
    pub(crate) demo_build: bool,
    /// Use the binary of the last time.
    pub(crate) no_build: bool,
    /// Passed on to Playwright.
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Vec<(&'static str, &'static str)>,
}

pub(crate) fn command(project: &Project, options: &Options) -> ExitCode {
    let mut tally = Tally::default();
    tally.add_outcome("browser", run(project, options, None));
    tally.conclude()
}

/// Why there can be no browser tests here, after installing what may be installed.
pub(crate) fn missing_tool() -> Option<anyhow::Error> {
    [Tool::Node, Tool::Npm, Tool::Chromium]
        .into_iter()
        .find_map(|tool| tools::ensure(tool).err())
}

/// Runs the tests whose title contains the filter.
pub(crate) fn run(
    project: &Project,
    options: &Options,
    filter: Option<&str>,
) -> Result<test::Counts> {
    let profile = if options.demo_build {
        Profile::Demo
    } else {
        Profile::Release
    };
    let binary = if options.no_build {
        build::kit_binary(project, profile)
    } else {
        build::build(project, Flavour { profile, kit: true })?.binary
    };
    if !binary.is_file() {
        bail!("{} is not there; run without --no-build", binary.display());
    }
    tools::install_npm_packages(project)?;
    let chromium = tools::ensure(Tool::Chromium)?;
    let node = tools::ensure(Tool::Node)?;
    output::step("Playwright");
    let cli = project
        .end2end()
        .join("node_modules/@playwright/test/cli.js");
    let mut command = process::program(project, node, &[]);
    command.arg(cli).arg("test").current_dir(project.end2end());
    if let Some(filter) = filter {
        command.args(["--grep", filter, "--pass-with-no-tests"]);
    }
    command
        .args(&options.arguments)
        .envs(options.environment.iter().copied())
        .env("SKILLS_EYE_BIN", &binary)
        .env("CHROMIUM_BIN", &chromium)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    test::browser(command)
}
