//! Reading what Playwright says.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::tally::{Counts, before};
use crate::process;

/// Playwright has a time-out for each test; this one catches Playwright itself.
const SILENCE: Duration = Duration::from_secs(300);

/// How the reporter of `end2end/support` begins its closing line.
const CLOSING: &str = "browser tests: ";

pub(crate) fn run(command: Command) -> Result<Counts> {
    let finished = process::watched(command, SILENCE)?;
    let Some((mut counts, planned)) = parse(&finished.lines) else {
        bail!("Playwright ended without saying how the tests went");
    };
    // A run of none fails, except when a filter wants tests that are not in the browser.
    if !finished.success && counts.failed == 0 && planned > 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// Reads `browser tests: 40 passed, 2 failed, 3 skipped, 4 not run, of 49: failed`;
/// the last number is how many there are.
fn parse(lines: &[String]) -> Option<(Counts, u64)> {
    let line = lines
        .iter()
        .rev()
        .find_map(|line| line.strip_prefix(CLOSING))?;
    let counts = Counts {
        passed: before(line, "passed"),
        failed: before(line, "failed"),
        skipped: before(line, "skipped") + before(line, "not"),
    };
    let planned = line
        .split(" of ")
        .nth(1)?
        .split(':')
        .next()?
        .trim()
        .parse()
        .ok()?;
    Some((counts, planned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_is_understood() {
        let check = |line: &str, expected| assert_eq!(parse(&[line.to_owned()]), expected);
        let counts = Counts {
            passed: 40,
            failed: 2,
            skipped: 7,
        };
        check(
            "browser tests: 40 passed, 2 failed, 3 skipped, 4 not run, of 49: failed",
            Some((counts, 49)),
        );
        check(
            "browser tests: 0 passed, 0 failed, 0 skipped, 0 not run, of 0: passed",
            Some((Counts::default(), 0)),
        );
        check("  40 passed (1.2m)", None);
    }
}
