//! What is surely wrong with a text while it is written, with where.
//!
//! JSON is parsed whole. YAML is only looked at for mistakes that no YAML has; the server,
//! which has a real parser, is the judge and gives its findings to the editor.

use crate::ui::code::Language;

/// Something is wrong at this place; both numbers start at 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub line: usize,
    pub column: usize,
    pub what: ProblemKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// In the parser's words, which are the same in every language.
    Json(String),
    TabIndent,
    UnclosedQuote,
    UnclosedBracket(char),
    StrayBracket(char),
    /// Somebody else's finding, in the reader's language.
    Told(String),
}

pub(super) fn check(language: Language, text: &str) -> Option<Problem> {
    if text.trim().is_empty() {
        return None;
    }
    match language {
        Language::Json => json(text),
        Language::Yaml => yaml(text),
        Language::Plain | Language::Labels => None,
    }
}

/// What is wrong with a text that nobody said is JSON, and begins as nothing else does:
/// `[section]` and `{{ name }}` are other things.
pub(crate) fn likely_json(text: &str) -> Option<Problem> {
    let mut letters = text.chars().filter(|c| !c.is_whitespace());
    let inside = |letter: char| matches!(letter, '"' | '{' | '[' | '}' | ']' | '-' | '0'..='9');
    let is_likely = match letters.next()? {
        '{' => letters.next().is_none_or(|next| matches!(next, '"' | '}')),
        '[' => letters.next().is_none_or(inside),
        _ => false,
    };
    if is_likely { json(text) } else { None }
}

fn json(text: &str) -> Option<Problem> {
    let error = serde_json::from_str::<serde_json::Value>(text).err()?;
    // The parser adds the place to its words; the editor shows it by itself.
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    Some(Problem {
        line: error.line().max(1),
        column: error.column().max(1),
        what: ProblemKind::Json(words.to_owned()),
    })
}

fn yaml(text: &str) -> Option<Problem> {
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    // The indent of the line that began a block of literal text.
    let mut literal: Option<usize> = None;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let indent = line.len() - line.trim_start_matches(' ').len();
        let problem = |column: usize, what| {
            Some(Problem {
                line: number,
                column,
                what,
            })
        };
        if line.trim().is_empty() {
            continue;
        }
        if literal.is_some_and(|parent| indent > parent) {
            continue;
        }
        literal = None;
        if open.is_empty() && line[indent..].starts_with('\t') {
            return problem(indent + 1, ProblemKind::TabIndent);
        }
        let (code, unclosed) = without_quotes(line, open.len());
        if let Some(column) = unclosed {
            // A text in quotes may go on below; only a key is surely meant to end.
            if line[..column - 1].trim_end().ends_with(':') && !goes_on(text, number) {
                return problem(column, ProblemKind::UnclosedQuote);
            }
            return None;
        }
        for (column, letter) in code {
            match letter {
                '[' | '{' => open.push((letter, number, column)),
                ']' | '}' => match open.pop() {
                    Some(('[', ..)) if letter == ']' => {}
                    Some(('{', ..)) if letter == '}' => {}
                    _ => return problem(column, ProblemKind::StrayBracket(letter)),
                },
                _ => {}
            }
        }
        let end = line.trim_end();
        if [": |", ": >", ": |-", ": >-", ": |+", ": >+", "- |", "- >"]
            .iter()
            .any(|mark| end.ends_with(mark))
        {
            literal = Some(indent);
        }
    }
    let (bracket, line, column) = open.into_iter().next_back()?;
    Some(Problem {
        line,
        column,
        what: ProblemKind::UnclosedBracket(bracket),
    })
}

/// Whether a quote appears in what follows, so that the text ends there.
fn goes_on(text: &str, line: usize) -> bool {
    text.lines()
        .skip(line)
        .any(|line| line.contains(['"', '\'']))
}

/// The brackets of a line outside quotes and comments, with their columns, and the column
/// of a quote that is not closed. `depth` brackets are open where it starts.
fn without_quotes(line: &str, mut depth: usize) -> (Vec<(usize, char)>, Option<usize>) {
    let mut brackets = Vec::new();
    let mut quote: Option<(char, usize)> = None;
    let mut escaped = false;
    let mut before = ' ';
    // A bracket is one only where a value starts, or inside another one.
    for (index, letter) in line.chars().enumerate() {
        let column = index + 1;
        match quote {
            Some((open, _)) => {
                if letter == open && !escaped {
                    quote = None;
                }
                escaped = letter == '\\' && open == '"' && !escaped;
            }
            None => {
                let starts = matches!(before, ' ' | '\t' | ',' | '[' | '{' | ':');
                match letter {
                    '"' | '\'' if starts => quote = Some((letter, column)),
                    '#' if matches!(before, ' ' | '\t') => break,
                    '[' | '{' if starts => {
                        depth += 1;
                        brackets.push((column, letter));
                    }
                    ']' | '}' if depth > 0 || line.trim_start().starts_with(letter) => {
                        depth = depth.saturating_sub(1);
                        brackets.push((column, letter));
                    }
                    _ => {}
                }
            }
        }
        before = letter;
    }
    (brackets, quote.map(|(_, column)| column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(language: Language, text: &str) -> Option<(usize, usize)> {
        check(language, text).map(|problem| (problem.line, problem.column))
    }

    #[test]
    fn json_problems_have_a_place() {
        assert_eq!(place(Language::Json, "{\"a\": 1}"), None);
        assert_eq!(place(Language::Json, ""), None);
        assert_eq!(place(Language::Json, "{\n  \"a\": ,\n}"), Some((2, 8)));
        let words = check(Language::Json, "{").map(|problem| problem.what);
        assert_eq!(
            words,
            Some(ProblemKind::Json("EOF while parsing an object".into()))
        );
    }

    #[test]
    fn what_begins_as_json_is_taken_for_it() {
        for wrong in ["{", "{\"a\": ", " [\n 1,", "[{}", "{}}"] {
            assert!(likely_json(wrong).is_some(), "{wrong:?}");
        }
        for fine in [
            "",
            "{\"a\": 1}",
            "[section]\na=1",
            "{{ name }}",
            "{%- if",
            "a: 1",
            "[1]",
        ] {
            assert_eq!(likely_json(fine), None, "{fine:?}");
        }
    }

    #[test]
    fn yaml_mistakes_that_no_yaml_has() {
        let yaml = |text| place(Language::Yaml, text);
        assert_eq!(yaml("a:\n\tb: 1"), Some((2, 1)));
        assert_eq!(yaml("a: [1, 2\nb: 3"), Some((1, 4)));
        assert_eq!(yaml("a: [1, 2}"), Some((1, 9)));
        assert_eq!(yaml("a: \"x"), Some((1, 4)));
    }

    #[test]
    fn good_yaml_is_left_alone() {
        for good in [
            "a: [1,\n  2]\nb: {c: d}",
            "# ] not code\na: it's fine",
            "regex: '(.+)[.]{1}'\nx: \"a]\"",
            "text: |\n  [ not { code\nb: 1",
            "regex: ^[a-z]+$\nurl: http://x/#a]",
            "a: \"one\n  two\"\n",
            "labels: {a: '}'}",
            "- job: ${X}",
        ] {
            assert_eq!(check(Language::Yaml, good), None, "{good:?}");
        }
    }
}
