//! The only place that writes to the terminal. A closed pipe is the reader's decision,
//! and no failure of ours.

use std::io::Write as _;

pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

pub(super) fn text(text: &str) {
    bytes(text.as_bytes());
}

pub(super) fn bytes(bytes: &[u8]) {
    let _ = std::io::stdout().write_all(bytes);
}

pub(super) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "skills-eye: {text}");
}
