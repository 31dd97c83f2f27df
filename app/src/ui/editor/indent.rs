//! What Tab and Enter do in the editor.

/// A text with a selection, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selected {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

const STEP: &str = "  ";

/// Two spaces at the caret, or every selected line one step in.
pub(super) fn indent(selected: Selected) -> Selected {
    if selected.start == selected.end {
        return insert(selected, STEP);
    }
    each_line(selected, |line| format!("{STEP}{line}"))
}

/// Every selected line one step out.
pub(super) fn outdent(selected: Selected) -> Selected {
    each_line(selected, |line| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        line[spaces.min(STEP.len())..].to_owned()
    })
}

/// A new line that starts where this one does, one step further after a colon or a bracket.
pub(super) fn new_line(selected: Selected) -> Selected {
    let line_start = start_of_line(&selected.text, selected.start);
    let line = &selected.text[line_start..selected.start];
    let indent: String = line.chars().take_while(|letter| *letter == ' ').collect();
    let deeper = if line.trim_end().ends_with([':', '{', '[']) {
        STEP
    } else {
        ""
    };
    insert(selected, &format!("\n{indent}{deeper}"))
}

fn insert(selected: Selected, new: &str) -> Selected {
    let Selected {
        mut text,
        start,
        end,
    } = selected;
    text.replace_range(start..end, new);
    let caret = start + new.len();
    Selected {
        text,
        start: caret,
        end: caret,
    }
}

fn each_line(selected: Selected, change: impl Fn(&str) -> String) -> Selected {
    let Selected { text, start, end } = selected;
    let from = start_of_line(&text, start);
    // A selection that ends at the start of a line does not mean that line.
    let last = if end > start && text[..end].ends_with('\n') {
        end - 1
    } else {
        end
    };
    let to = text[last..]
        .find('\n')
        .map_or(text.len(), |offset| last + offset);
    let changed: Vec<String> = text[from..to].split('\n').map(change).collect();
    let changed = changed.join("\n");
    let first_line_before = text[from..to].find('\n').unwrap_or(to - from);
    let first_line_after = changed.find('\n').unwrap_or(changed.len());
    let moved = first_line_after as isize - first_line_before as isize;
    let grown = changed.len() as isize - (to - from) as isize;
    let mut out = text;
    out.replace_range(from..to, &changed);
    let start = start.saturating_add_signed(moved).max(from);
    let end = end.saturating_add_signed(grown).max(start);
    Selected {
        text: out,
        start,
        end,
    }
}

fn start_of_line(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |index| index + 1)
}

/// The browser counts in units of UTF-16, we in bytes.
pub(super) fn to_bytes(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (index, letter) in text.char_indices() {
        if left == 0 {
            return index;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

pub(super) fn to_units(text: &str, bytes: usize) -> u32 {
    text[..bytes].encode_utf16().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the ends of the selection.
    fn parse(marked: &str) -> Selected {
        let parts: Vec<&str> = marked.split('|').collect();
        let text = parts.concat();
        let start = parts[0].len();
        let end = if parts.len() > 2 {
            start + parts[1].len()
        } else {
            start
        };
        Selected { text, start, end }
    }

    fn show(selected: &Selected) -> String {
        let Selected { text, start, end } = selected;
        if start == end {
            return format!("{}|{}", &text[..*start], &text[*start..]);
        }
        format!(
            "{}|{}|{}",
            &text[..*start],
            &text[*start..*end],
            &text[*end..]
        )
    }

    #[test]
    fn tab_moves_lines() {
        let check = |act: fn(Selected) -> Selected, before: &str, after: &str| {
            assert_eq!(show(&act(parse(before))), after, "{before:?}");
        };
        check(indent, "a|b", "a  |b");
        check(indent, "|a\nb|\nc", "  |a\n  b|\nc");
        check(indent, "a\n|b\n|c", "a\n  |b\n|c");
        check(outdent, "  |a", "|a");
        check(outdent, "    |a\n b|", "  |a\nb|");
        check(outdent, "|a", "|a");
    }

    #[test]
    fn enter_keeps_the_indent() {
        assert_eq!(show(&new_line(parse("  a: 1|"))), "  a: 1\n  |");
        assert_eq!(show(&new_line(parse("a:|"))), "a:\n  |");
        assert_eq!(show(&new_line(parse("x|yz|"))), "x\n|");
    }

    #[test]
    fn units_and_bytes_agree() {
        let text = "aç🛰b";
        for (units, bytes) in [(0, 0), (1, 1), (2, 3), (4, 7), (5, 8)] {
            assert_eq!(to_bytes(text, units), bytes);
            assert_eq!(to_units(text, bytes), units);
        }
        assert_eq!(to_bytes(text, 99), text.len());
    }
}
