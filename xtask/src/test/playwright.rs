//! Reading what Playwright says.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::tally::{Counts, before};
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

/// Reads the closing lines `  2 failed`, `  1 flaky`, `  3 skipped`, `  40 passed (1.2m)`.
fn parse(lines: &[String]) -> Counts {
    let mut counts = Counts::default();
    for line in lines
        .iter()
        .filter(|line| line.starts_with("  "))
        .map(|line| line.trim())
    {
        let count = |word: &str| {
            let alone = line == format!("{} {word}", before(line, word));
            let timed = line.starts_with(&format!("{} {word} (", before(line, word)));
            if alone || timed {
                before(line, word)
            } else {
                0
            }
        };
        counts.passed += count("passed");
        // A test that passed only the second time failed once.
        counts.failed += count("failed") + count("flaky") + count("interrupted");
        counts.skipped += count("skipped");
        if line.ends_with("did not run") {
            counts.skipped += before(line, "did");
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
            "  ✓  1 [chromium] › shell.spec.ts:3:1 › 5 passed things (20ms)",
            "  1) [chromium] › kit.spec.ts:9:1 › opens ────",
            "  2 failed",
            "    [chromium] › kit.spec.ts:9:1 › opens ────",
            "  1 flaky",
            "  3 skipped",
            "  4 did not run",
            "  40 passed (1.2m)",
        ];
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            parse(&lines),
            Counts {
                passed: 40,
                failed: 3,
                skipped: 7
            }
        );
    }
}
