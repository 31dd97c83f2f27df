//! Running tests with cargo-nextest, where a machine has it.
//! `.config/nextest.toml` stops a test that hangs.

use anyhow::{Result, bail};

use super::tally::{Counts, before};
use super::{Options, SILENCE, Surroundings};
use crate::process;
use crate::project::Project;

/// No test matched the filter; see `--no-tests`.
const NOTHING: &str = "no tests to run";

pub(super) fn run(
    project: &Project,
    packages: &[&str],
    options: &Options,
    surroundings: &Surroundings,
) -> Result<Counts> {
    let mut command = process::cargo(project, &["nextest", "run", "--no-tests=warn"]);
    command.args(packages);
    command.envs(surroundings.environment.iter().cloned());
    // Several of these would be joined by `or`.
    let left_out: Vec<String> = surroundings
        .left_out
        .iter()
        .map(|name| format!("not test({name})"))
        .collect();
    if !left_out.is_empty() {
        command.args(["--filterset", &left_out.join(" and ")]);
    }
    command.args(&options.filter);
    let finished = process::watched(command, SILENCE)?;
    let mut counts = parse(&finished.lines);
    // Nextest calls everything skipped that was not asked for.
    if options.filter.is_some() || !surroundings.left_out.is_empty() {
        counts.skipped = 0;
    }
    let nothing = finished.lines.iter().any(|line| line.contains(NOTHING));
    if !finished.success && counts.failed == 0 {
        bail!("the tests could not be built or run");
    }
    if counts == Counts::default() && !nothing && options.filter.is_none() {
        bail!("nextest ran, but its summary could not be read");
    }
    Ok(counts)
}

/// Reads `Summary [ 0.5s] 12 tests run: 10 passed, 1 failed, 1 timed out, 3 skipped`.
fn parse(lines: &[String]) -> Counts {
    let Some(summary) = lines
        .iter()
        .rev()
        .find(|line| line.trim_start().starts_with("Summary ["))
    else {
        return Counts::default();
    };
    // `1 timed out` and `1 exec failed` are failures by other names.
    let summary = summary
        .replace("timed out", "timeout")
        .replace("exec failed", "execfailed");
    Counts {
        passed: before(&summary, "passed"),
        failed: before(&summary, "failed")
            + before(&summary, "timeout")
            + before(&summary, "execfailed"),
        skipped: before(&summary, "skipped"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_understood() {
        let check = |line: &str, passed, failed, skipped| {
            let expected = Counts {
                passed,
                failed,
                skipped,
            };
            assert_eq!(parse(&[line.to_owned()]), expected, "{line}");
        };
        check(
            "     Summary [   0.512s] 12 tests run: 12 passed, 3 skipped",
            12,
            0,
            3,
        );
        check(
            "     Summary [   9s] 1 test run: 1 passed (1 slow), 0 skipped",
            1,
            0,
            0,
        );
        check(
            " Summary [ 1s] 4 tests run: 1 passed, 2 failed, 1 timed out, 0 skipped",
            1,
            3,
            0,
        );
    }
}
