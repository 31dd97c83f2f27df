//! Which lines of a diff are worth showing.

use std::ops::Range;

use super::lines::{DiffKind, DiffLine};

/// A stretch of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    Shown(Range<usize>),
    /// Equal lines far from any change.
    Hidden(Range<usize>),
}

/// Hides equal lines that are more than `context` lines away from a change. A stretch that
/// is hardly longer than the line that would stand for it stays.
pub(super) fn fold(lines: &[DiffLine], context: usize) -> Vec<Stretch> {
    const WORTH_HIDING: usize = 3;
    let near = |index: usize| {
        let around = index.saturating_sub(context)..(index + context + 1).min(lines.len());
        lines[around].iter().any(|line| line.kind != DiffKind::Same)
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let is_near = near(start);
        let end = (start..lines.len())
            .find(|index| near(*index) != is_near)
            .unwrap_or(lines.len());
        let hides = !is_near && end - start >= WORTH_HIDING;
        match stretches.last_mut() {
            Some(Stretch::Shown(shown)) if !hides => shown.end = end,
            _ if hides => stretches.push(Stretch::Hidden(start..end)),
            _ => stretches.push(Stretch::Shown(start..end)),
        }
        start = end;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::super::lines::diff_lines;
    use super::*;

    #[test]
    fn far_lines_are_hidden() {
        let old: Vec<String> = (0..20).map(|line| line.to_string()).collect();
        let mut new = old.clone();
        new[10] = "x".into();
        let lines = diff_lines(&old.join("\n"), &new.join("\n"));
        assert_eq!(
            fold(&lines, 3),
            [
                Stretch::Hidden(0..7),
                Stretch::Shown(7..15),
                Stretch::Hidden(15..21)
            ]
        );
        assert_eq!(fold(&lines, 9), [Stretch::Shown(0..21)]);
        assert_eq!(fold(&[], 3), []);
    }
}
