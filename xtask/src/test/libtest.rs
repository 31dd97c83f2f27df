//! Running tests with nothing but cargo: each test binary is started here and watched,
//! because cargo itself waits for a test that hangs for ever.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Message;

use super::tally::Counts;
use super::{Options, PRODUCT, Surroundings};
use crate::output;
use crate::process;
use crate::project::Project;

/// No test may run longer: when none of a binary's tests ended for this long, one hangs.
const HANG: Duration = Duration::from_secs(90);

struct TestBinary {
    name: String,
    program: PathBuf,
    /// Where cargo would run it.
    folder: PathBuf,
}

pub(super) fn run(
    project: &Project,
    packages: &[&str],
    options: &Options,
    surroundings: &Surroundings,
) -> Result<Counts> {
    let mut counts = Counts::default();
    for binary in build(project, packages)? {
        let mut command = Command::new(&binary.program);
        command
            .current_dir(&binary.folder)
            .env("CARGO_MANIFEST_DIR", &binary.folder)
            .envs(surroundings.environment.iter().cloned());
        command.args(&options.filter);
        for left_out in &surroundings.left_out {
            command.args(["--skip", left_out]);
        }
        output::line(format_args!("   {}", binary.name));
        match process::watched(command, HANG) {
            Ok(finished) => {
                let mut of_binary = Counts::of_libtest(&finished.lines);
                if !finished.success && of_binary.failed == 0 {
                    of_binary.failed = 1;
                }
                counts += of_binary;
            }
            Err(error) => {
                output::line(format_args!("{}: {error:#}", binary.name));
                counts.failed += 1;
            }
        }
    }
    Ok(counts)
}

/// One test by its whole name, for a proof that does it more often than the tests do.
pub(crate) struct Single {
    /// The last part of its folder.
    pub(crate) package: &'static str,
    pub(crate) target: &'static str,
    pub(crate) name: &'static str,
    pub(crate) variables: Vec<(&'static str, OsString)>,
    /// How long it may say nothing.
    pub(crate) silence: Duration,
}

/// Runs it as cargo would, out of the build that all tests are in; answers what it said.
pub(crate) fn single(project: &Project, single: &Single) -> Result<Vec<String>> {
    let arguments = [PRODUCT, &["--test", single.target]].concat();
    let binary = build(project, &arguments)?
        .into_iter()
        .find(|binary| binary.folder.ends_with(single.package))
        .with_context(|| format!("{} has no tests called {}", single.package, single.target))?;
    let mut command = Command::new(&binary.program);
    command
        .current_dir(&binary.folder)
        .env("CARGO_MANIFEST_DIR", &binary.folder)
        .envs(single.variables.iter().cloned())
        .args([single.name, "--exact", "--nocapture"]);
    let finished = process::watched(command, single.silence)?;
    let passed = Counts::of_libtest(&finished.lines).passed;
    if !finished.success || passed != 1 {
        bail!("{}: {passed} of 1 test passed; see above", single.name);
    }
    Ok(finished.lines)
}

fn build(project: &Project, packages: &[&str]) -> Result<Vec<TestBinary>> {
    let mut command = process::cargo(project, &["test", "--no-run"]);
    command
        .args(packages)
        .arg("--message-format=json-render-diagnostics");
    output::line(format_args!("   {}", process::shown(&command)));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("could not start cargo")?;
    let stdout = child.stdout.take().context("cargo has no output")?;
    let mut binaries = Vec::new();
    for message in Message::parse_stream(std::io::BufReader::new(stdout)) {
        if let Message::CompilerArtifact(artifact) = message?
            && let Some(program) = artifact.executable
            && artifact.profile.test
        {
            let folder = artifact
                .manifest_path
                .parent()
                .context("a manifest has a folder")?;
            binaries.push(TestBinary {
                name: format!("{} ({})", artifact.target.name, artifact.target.kind[0]),
                program: program.into(),
                folder: folder.into(),
            });
        }
    }
    if !child.wait()?.success() {
        bail!("the tests could not be built");
    }
    Ok(binaries)
}
