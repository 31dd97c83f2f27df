//! Reading what Playwright says.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::tally::Counts;
use crate::process;

/// Playwright has a time-out for each test; this one catches Playwright itself.
const SILENCE: Duration = Duration::from_secs(300);

pub(crate) fn run(command: Command) -> Result<Counts> {
    let finished = process::watched(command, SILENCE)?;
    let mut counts = parse(&finished.lines);
    if !finished.success && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// Reads the closing lines of the reporters `list` and `line`: `  2 failed`, `  1 flaky`,
/// `  3 skipped`, `  4 did not run`, `  1 error was not a part of any test`, `  40 passed (1m)`.
fn parse(lines: &[String]) -> Counts {
    let mut counts = Counts::default();
    for line in lines {
        let Some((number, what)) = line
            .strip_prefix("  ")
            .and_then(|line| line.split_once(' '))
        else {
            continue;
        };
        let Ok(number) = number.parse::<u64>() else {
            continue;
        };
        match what.split(" (").next().unwrap_or(what).trim_end() {
            "passed" => counts.passed += number,
            // A test that passed only the second time failed once.
            "failed" | "flaky" | "interrupted" => counts.failed += number,
            "skipped" | "did not run" => counts.skipped += number,
            what if what.contains("not a part of any test") => counts.failed += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_are_understood() {
        let lines = [
            "  ✓  1 [behaviour] › shell.spec.ts:3:1 › 5 passed things (20ms)",
            "  2 failed",
            "    [behaviour] › kit.spec.ts:9:1 › opens ────",
            "  1 flaky",
            "  1 error was not a part of any test, see above for details",
            "  3 skipped",
            "  4 did not run",
            "  40 passed (1.2m)",
            "    5 passed",
        ];
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            parse(&lines),
            Counts {
                passed: 40,
                failed: 4,
                skipped: 7
            }
        );
    }
}
