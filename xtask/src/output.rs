//! The only place where the tool writes to the terminal.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

/// A plain line.
pub(crate) fn line(text: impl Display) {
    // A closed pipe (`cargo xtask … | head`) is no reason to fail a build.
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// The beginning of a step.
pub(crate) fn step(text: impl Display) {
    let (bold, off) = emphasis();
    line(format_args!("{bold}== {text}{off}"));
}

/// Something that a person should know although nothing failed.
pub(crate) fn note(text: impl Display) {
    line(format_args!("note: {text}"));
}

/// The error that ends the tool, with its causes.
pub(crate) fn failure(error: &anyhow::Error) {
    let _ = writeln!(io::stderr().lock(), "error: {error:#}");
}

/// `1 min 02.3 s`, or `4.2 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let minutes = duration.as_secs() / 60;
    let seconds = duration.as_secs_f64() - (minutes * 60) as f64;
    if minutes == 0 {
        format!("{seconds:.1} s")
    } else {
        format!("{minutes} min {seconds:04.1} s")
    }
}

/// `12.3 kB`, or `1.2 MB`; decimal, as the budgets are.
pub(crate) fn bytes(count: u64) -> String {
    if count < 1_000_000 {
        format!("{:.1} kB", count as f64 / 1_000.0)
    } else {
        format!("{:.2} MB", count as f64 / 1_000_000.0)
    }
}

/// Rows under a header, every column as wide as its widest cell.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) {
    let mut widths: Vec<usize> = header.iter().map(|cell| cell.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let print = |cells: &[String]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        line(padded.join("  ").trim_end());
    };
    print(&header.iter().map(ToString::to_string).collect::<Vec<_>>());
    print(
        &widths
            .iter()
            .map(|width| "-".repeat(*width))
            .collect::<Vec<_>>(),
    );
    rows.iter().for_each(|row| print(row));
}

fn emphasis() -> (&'static str, &'static str) {
    if io::stdout().is_terminal() {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_sizes_read_well() {
        assert_eq!(seconds(Duration::from_millis(4_230)), "4.2 s");
        assert_eq!(seconds(Duration::from_millis(62_300)), "1 min 02.3 s");
        assert_eq!(bytes(350_000), "350.0 kB");
        assert_eq!(bytes(12_345_678), "12.35 MB");
    }
}
