//! Programs that cargo does not bring: where they are and how they are had.

mod foreign;
mod older;
mod pinned;
mod python;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::output;
use crate::process;
use crate::project::Project;

pub(crate) use foreign::Foreign;
pub(crate) use pinned::FOREIGN;

/// The Consul that tests and proofs start.
pub(crate) fn consul(project: &Project) -> Result<PathBuf> {
    let consul = FOREIGN.iter().find(|foreign| foreign.name == "consul");
    consul.context("no Consul is pinned")?.have(project)
}

/// The wasm-opt of the npm package `binaryen`; system copies are too old for today's WASM.
pub(crate) fn wasm_opt(project: &Project) -> PathBuf {
    project.end2end().join("node_modules/.bin/wasm-opt")
}

/// Installs what `end2end/package-lock.json` names, unless it is there already.
pub(crate) fn install_npm_packages(project: &Project) -> Result<()> {
    let folder = project.end2end();
    let lock = folder.join("package-lock.json");
    let done = folder.join("node_modules/.package-lock.json");
    let newer = |path: &Path| {
        path.metadata()
            .and_then(|metadata| metadata.modified())
            .ok()
    };
    if newer(&done).is_some_and(|done| newer(&lock).is_some_and(|lock| lock <= done)) {
        return Ok(());
    }
    ensure(Tool::Npm)?;
    output::step("npm packages");
    let mut command = process::program(
        project,
        "npm",
        &["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    );
    // Browsers come from the distribution; Playwright's own are not fetched.
    command
        .current_dir(&folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(command).context("could not install the npm packages of end2end")
}

/// A program found by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Node,
    Npm,
    Chromium,
    Wrk,
    Pip,
}

impl Tool {
    pub(crate) const ALL: [Self; 5] = [Self::Node, Self::Npm, Self::Chromium, Self::Wrk, Self::Pip];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Npm => "npm",
            Self::Chromium => "chromium",
            Self::Wrk => "wrk",
            Self::Pip => "pip3",
        }
    }

    pub(crate) fn purpose(self) -> &'static str {
        match self {
            Self::Node | Self::Npm => "wasm-opt of a release, browser tests",
            Self::Chromium => "browser tests",
            Self::Wrk => "load of the benchmarks",
            Self::Pip => "tests with a client in Python",
        }
    }

    /// Other names under which it is known, and the variable that says where it is.
    fn names(self) -> (&'static [&'static str], Option<&'static str>) {
        match self {
            Self::Node => (&["node", "nodejs"], None),
            Self::Npm => (&["npm"], None),
            Self::Chromium => (
                &[
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                ],
                Some("CHROMIUM_BIN"),
            ),
            Self::Wrk => (&["wrk"], None),
            Self::Pip => (&["pip3"], None),
        }
    }

    pub(crate) fn debian_package(self) -> &'static str {
        match self {
            Self::Node => "nodejs",
            Self::Npm => "npm",
            Self::Chromium => "chromium",
            Self::Wrk => "wrk",
            Self::Pip => "python3-pip",
        }
    }

    pub(crate) fn find(self) -> Option<PathBuf> {
        let (names, variable) = self.names();
        if let Some(told) = variable.and_then(env::var_os) {
            let told = PathBuf::from(told);
            return told.is_file().then_some(told);
        }
        names.iter().find_map(|name| on_path(name))
    }

    pub(crate) fn how(self) -> String {
        format!(
            "apt-get install --no-install-recommends {}",
            self.debian_package()
        )
    }
}

/// The tool, installed when this machine allows it, or an error that says how it is had.
pub(crate) fn ensure(tool: Tool) -> Result<PathBuf> {
    if let Some(found) = tool.find() {
        return Ok(found);
    }
    if may_install() {
        install_debian(&[tool.debian_package()])?;
    }
    tool.find().with_context(|| {
        format!(
            "`{}` is missing ({}); on Debian: {}",
            tool.name(),
            tool.purpose(),
            tool.how()
        )
    })
}

/// Only as root on CI does the tool change the machine by itself.
pub(crate) fn may_install() -> bool {
    on_ci() && is_root() && on_path("apt-get").is_some()
}

pub(crate) fn on_ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// Installs Debian packages without a question.
pub(crate) fn install_debian(packages: &[&str]) -> Result<()> {
    let apt = |arguments: &[&str]| {
        let mut command = std::process::Command::new("apt-get");
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run(command)
    };
    output::note(format_args!("installing {}", packages.join(", ")));
    apt(&["update", "--quiet=2"])?;
    let mut arguments = vec!["install", "--yes", "--quiet=2", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments)
}

pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

fn is_root() -> bool {
    // The owner of this very process's entry, without a call into the C library.
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0)
}

/// The first line that a tool says about its version.
pub(crate) fn version(path: &Path) -> Result<String> {
    let mut command = std::process::Command::new(path);
    let output = command.arg("--version").output()?;
    if !output.status.success() {
        bail!(
            "`{} --version` ended with {}",
            path.display(),
            output.status
        );
    }
    // Older ones say it where errors are said.
    let said = [output.stdout, output.stderr].concat();
    match String::from_utf8_lossy(&said).lines().next() {
        Some(line) => Ok(line.trim().to_owned()),
        None => bail!("`{} --version` said nothing", path.display()),
    }
}
