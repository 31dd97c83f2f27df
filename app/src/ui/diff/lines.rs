//! What is different between two texts: lines, and words inside changed lines.

/// Above this many cells of the table the middle is taken as wholly replaced: what is then
/// shown is true, only longer than needed.
const MOST_CELLS: usize = 4_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffKind {
    Same,
    Removed,
    Added,
}

/// A part of a line; `changed` marks the words that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub changed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    pub kind: DiffKind,
    /// Line numbers in the old and in the new text, from 1.
    pub old: Option<usize>,
    pub new: Option<usize>,
    pub spans: Vec<Span>,
}

/// The lines of both texts in one order, old ones before new ones.
pub fn diff_lines(old: &str, new: &str) -> Vec<DiffLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut lines: Vec<DiffLine> = edits(&old, &new)
        .into_iter()
        .map(|edit| {
            let (kind, old_at, new_at) = match edit {
                Edit::Same(old, new) => (DiffKind::Same, Some(old), Some(new)),
                Edit::Removed(old) => (DiffKind::Removed, Some(old), None),
                Edit::Added(new) => (DiffKind::Added, None, Some(new)),
            };
            let text = match (old_at, new_at) {
                (Some(index), _) => old[index],
                (None, Some(index)) => new[index],
                (None, None) => "",
            };
            DiffLine {
                kind,
                old: old_at.map(|index| index + 1),
                new: new_at.map(|index| index + 1),
                spans: vec![plain(text)],
            }
        })
        .collect();
    mark_words(&mut lines);
    lines
}

fn plain(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        changed: false,
    }
}

/// Lines that were replaced one by one get their words compared.
fn mark_words(lines: &mut [DiffLine]) {
    let mut at = 0;
    while at < lines.len() {
        let run = |from: usize, kind| {
            lines[from..]
                .iter()
                .take_while(|line| line.kind == kind)
                .count()
        };
        let removed = run(at, DiffKind::Removed);
        let added = run(at + removed, DiffKind::Added);
        if removed > 0 && removed == added {
            for index in at..at + removed {
                let (old, new) = word_spans(
                    &lines[index].spans[0].text,
                    &lines[index + removed].spans[0].text,
                );
                lines[index].spans = old;
                lines[index + removed].spans = new;
            }
        }
        at += (removed + added).max(1);
    }
}

fn word_spans(old: &str, new: &str) -> (Vec<Span>, Vec<Span>) {
    let (old_words, new_words) = (words(old), words(new));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut kept = 0;
    for edit in edits(&old_words, &new_words) {
        match edit {
            Edit::Same(old, new) => {
                kept += old_words[old].trim().len();
                push(&mut left, old_words[old], false);
                push(&mut right, new_words[new], false);
            }
            Edit::Removed(old) => push(&mut left, old_words[old], true),
            Edit::Added(new) => push(&mut right, new_words[new], true),
        }
    }
    // Two lines with hardly a word in common are not the same line changed.
    if kept * 3 < old.trim().len().min(new.trim().len()) {
        return (vec![plain(old)], vec![plain(new)]);
    }
    (left, right)
}

fn push(spans: &mut Vec<Span>, text: &str, changed: bool) {
    match spans.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => spans.push(Span {
            text: text.to_owned(),
            changed,
        }),
    }
}

/// Words, runs of spaces, and every other sign alone.
fn words(line: &str) -> Vec<&str> {
    let class = |letter: char| match letter {
        _ if letter.is_alphanumeric() || letter == '_' => 0,
        _ if letter.is_whitespace() => 1,
        _ => 2,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (index, letter) in line.char_indices() {
        let this = class(letter);
        if last.is_some_and(|last| last != this || this == 2) {
            words.push(&line[start..index]);
            start = index;
        }
        last = Some(this);
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edit {
    Same(usize, usize),
    Removed(usize),
    Added(usize),
}

/// The longest common subsequence, after what is equal at both ends.
fn edits(old: &[&str], new: &[&str]) -> Vec<Edit> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = (old.len() - head).min(new.len() - head);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut out: Vec<Edit> = (0..head).map(|index| Edit::Same(index, index)).collect();
    middle(old, new, head..old_end, head..new_end, &mut out);
    out.extend((0..tail).map(|index| Edit::Same(old_end + index, new_end + index)));
    out
}

fn middle(
    old: &[&str],
    new: &[&str],
    left: std::ops::Range<usize>,
    right: std::ops::Range<usize>,
    out: &mut Vec<Edit>,
) {
    let (rows, columns) = (left.len(), right.len());
    if rows.saturating_mul(columns) > MOST_CELLS {
        out.extend(left.map(Edit::Removed));
        out.extend(right.map(Edit::Added));
        return;
    }
    // `common[i * width + j]` is the length that the rests from i and j have in common.
    let width = columns + 1;
    let mut common = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let at = row * width + column;
            common[at] = if old[left.start + row] == new[right.start + column] {
                common[at + width + 1] + 1
            } else {
                common[at + width].max(common[at + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        let (old_at, new_at) = (left.start + row, right.start + column);
        if row < rows && column < columns && old[old_at] == new[new_at] {
            out.push(Edit::Same(old_at, new_at));
            row += 1;
            column += 1;
        } else if column >= columns
            || row < rows && common[(row + 1) * width + column] >= common[row * width + column + 1]
        {
            out.push(Edit::Removed(old_at));
            row += 1;
        } else {
            out.push(Edit::Added(new_at));
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<String> {
        diff_lines(old, new)
            .into_iter()
            .map(|line| {
                let sign = match line.kind {
                    DiffKind::Same => ' ',
                    DiffKind::Removed => '-',
                    DiffKind::Added => '+',
                };
                let text: String = line
                    .spans
                    .iter()
                    .map(|span| match span.changed {
                        true => format!("[{}]", span.text),
                        false => span.text.clone(),
                    })
                    .collect();
                format!("{sign}{text}")
            })
            .collect()
    }

    #[test]
    fn lines_and_words_are_told_apart() {
        let check = |old: &str, new: &str, expected: &[&str]| {
            assert_eq!(shown(old, new), expected);
        };
        check("a\nb\nc", "a\nc", &[" a", "-b", " c"]);
        check("a\nc", "a\nb\nc", &[" a", "+b", " c"]);
        check("", "a", &["+a"]);
        check("a", "", &["-a"]);
        check("same", "same", &[" same"]);
        check(
            "scrape_interval: 30s",
            "scrape_interval: 15s",
            &["-scrape_interval: [30s]", "+scrape_interval: [15s]"],
        );
        check(
            "alpha beta",
            "gamma delta",
            &["-alpha beta", "+gamma delta"],
        );
    }

    #[test]
    fn numbers_are_those_of_each_text() {
        let lines = diff_lines("a\nb\nc\nd", "a\nx\ny\nd");
        let numbers: Vec<_> = lines.iter().map(|line| (line.old, line.new)).collect();
        assert_eq!(numbers.first(), Some(&(Some(1), Some(1))));
        assert_eq!(numbers.last(), Some(&(Some(4), Some(4))));
        let olds = lines.iter().filter_map(|line| line.old);
        assert_eq!(olds.collect::<Vec<_>>(), [1, 2, 3, 4]);
    }

    #[test]
    fn both_texts_come_back_out() {
        let (old, new) = ("a\nb\nb\nc\na", "b\na\nb\nc\nc\na");
        let side = |wanted: DiffKind| {
            diff_lines(old, new)
                .into_iter()
                .filter(|line| line.kind == DiffKind::Same || line.kind == wanted)
                .map(|line| {
                    line.spans
                        .into_iter()
                        .map(|span| span.text)
                        .collect::<String>()
                })
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(side(DiffKind::Removed), old);
        assert_eq!(side(DiffKind::Added), new);
    }

    #[test]
    fn huge_texts_are_answered_too() {
        let old: String = (0..4_000).map(|line| format!("old {line}\n")).collect();
        let new: String = (0..4_000).map(|line| format!("new {line}\n")).collect();
        assert_eq!(diff_lines(&old, &new).len(), 8_000);
    }
}
