//! The only place that writes to the terminal.

use std::io::Write as _;

/// A line of the answer to a command. A closed pipe is the reader's decision.
pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

pub(super) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "skills-eye: {text}");
}
