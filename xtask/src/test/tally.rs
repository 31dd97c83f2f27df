//! Counting what passed, over all parts.

use std::ops::AddAssign;
use std::process::ExitCode;

use anyhow::Result;

use crate::output;
use crate::tools;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Counts {
    /// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; …`, once a test binary.
    pub(crate) fn of_libtest(lines: &[String]) -> Self {
        let mut counts = Self::default();
        for line in lines.iter().filter(|line| line.starts_with("test result:")) {
            counts += Self {
                passed: before(line, "passed"),
                failed: before(line, "failed"),
                skipped: before(line, "ignored"),
            };
        }
        counts
    }
}

/// The number that stands before a word.
pub(crate) fn before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line
        .split([' ', ';', ',', ':'])
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .find(|pair| pair[1] == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

#[derive(Default)]
pub(crate) struct Tally {
    parts: Vec<(String, Counts)>,
    troubles: Vec<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, part: &str, counts: Counts) {
        if counts.failed > 0 {
            self.troubles
                .push(format!("{part}: {} failed", counts.failed));
        }
        self.parts.push((part.to_owned(), counts));
    }

    /// A part for which this machine lacks a tool: said, and counted.
    pub(crate) fn skip(&mut self, part: &str, why: &anyhow::Error) {
        output::line(format_args!("SKIPPED {part}: {why:#}"));
        self.parts.push((
            part.to_owned(),
            Counts {
                skipped: 1,
                ..Counts::default()
            },
        ));
    }

    /// A part that could not even be run counts as one failure.
    pub(crate) fn add_outcome(&mut self, part: &str, outcome: Result<Counts>) {
        match outcome {
            Ok(counts) => self.add(part, counts),
            Err(error) => {
                self.troubles.push(format!("{part}: {error:#}"));
                self.parts.push((
                    part.to_owned(),
                    Counts {
                        failed: 1,
                        ..Counts::default()
                    },
                ));
            }
        }
    }

    /// Prints the closing line and says how the whole went.
    pub(crate) fn conclude(self) -> ExitCode {
        let mut whole = Counts::default();
        self.parts.iter().for_each(|(_, counts)| whole += *counts);
        for trouble in &self.troubles {
            output::line(format_args!("FAILED {trouble}"));
        }
        let skips_fail = tools::on_ci() && whole.skipped > 0;
        if skips_fail {
            output::line("FAILED on CI every test must run; some were skipped");
        }
        let Counts {
            passed,
            failed,
            skipped,
        } = whole;
        output::line(format_args!(
            "{passed} passed, {failed} failed, {skipped} skipped"
        ));
        if failed > 0 || skips_fail {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_binaries_add_up() {
        let lines = [
            "running 2 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        ];
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            Counts::of_libtest(&lines),
            Counts {
                passed: 13,
                failed: 2,
                skipped: 1
            }
        );
    }
}
