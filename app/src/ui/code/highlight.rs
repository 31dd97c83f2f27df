//! Colours for YAML, JSON and label sets, one line at a time.
//!
//! It reads as little as colouring needs: a line is never refused, at worst it is plain.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Plain,
    Json,
    Yaml,
    /// `name="value"` pairs, as Prometheus writes labels.
    Labels,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Key,
    Text,
    Literal,
    Comment,
    Mark,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Plain => "",
            Kind::Key => "code-key",
            Kind::Text => "code-text",
            Kind::Literal => "code-literal",
            Kind::Comment => "code-comment",
            Kind::Mark => "code-mark",
        }
    }
}

/// The line as pieces with their colours.
pub(crate) fn highlighted(language: Language, line: &str) -> Vec<AnyView> {
    pieces(language, line)
        .into_iter()
        .map(|(kind, piece)| match kind {
            Kind::Plain => piece.to_owned().into_any(),
            _ => view! { <span class=kind.class()>{piece.to_owned()}</span> }.into_any(),
        })
        .collect()
}

fn pieces(language: Language, line: &str) -> Vec<(Kind, &str)> {
    if language == Language::Plain || line.is_empty() {
        return vec![(Kind::Plain, line)];
    }
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let before = &line[..line.len() - rest.len()];
        let (kind, length) = match first {
            '"' | '\'' => quoted(language, rest, first),
            '#' if language == Language::Yaml && starts_comment(before) => {
                (Kind::Comment, rest.len())
            }
            '{' | '}' | '[' | ']' | ',' | ':' | '=' => (Kind::Mark, 1),
            '-' if language == Language::Yaml && before.trim().is_empty() => (Kind::Mark, 1),
            ' ' | '\t' => (Kind::Plain, rest.len() - rest.trim_start().len()),
            _ => word(language, rest),
        };
        out.push((kind, &rest[..length]));
        rest = &rest[length..];
    }
    out
}

fn starts_comment(before: &str) -> bool {
    before.is_empty() || before.ends_with([' ', '\t'])
}

/// A text in quotes; a key when a colon follows.
fn quoted(language: Language, rest: &str, quote: char) -> (Kind, usize) {
    let mut escaped = false;
    let end = rest
        .char_indices()
        .skip(1)
        .find_map(|(index, letter)| {
            let closes = letter == quote && !escaped;
            escaped = letter == '\\' && quote == '"' && !escaped;
            closes.then_some(index + 1)
        })
        .unwrap_or(rest.len());
    let is_key = language != Language::Labels && rest[end..].trim_start().starts_with(':');
    (if is_key { Kind::Key } else { Kind::Text }, end)
}

fn word(language: Language, rest: &str) -> (Kind, usize) {
    let is_end = |letter: char| match language {
        Language::Yaml => matches!(letter, ',' | ']' | '}' | '#' | '"'),
        _ => matches!(letter, ',' | ']' | '}' | '{' | '[' | ':' | '=' | ' ' | '"'),
    };
    let mut end = rest.find(is_end).unwrap_or(rest.len());
    if language == Language::Yaml {
        if let Some(colon) = key_end(&rest[..end]) {
            return (Kind::Key, colon);
        }
        // A `#` inside a word is part of it.
        if rest[end..].starts_with('#') && !rest[..end].ends_with(' ') {
            end = rest.len();
        }
    }
    let text = rest[..end].trim_end();
    let kind = if language == Language::Labels && rest[end..].starts_with('=') {
        Kind::Key
    } else if is_literal(text) {
        Kind::Literal
    } else {
        Kind::Plain
    };
    (
        kind,
        if text.is_empty() {
            end.max(1)
        } else {
            text.len()
        },
    )
}

/// Where a key of YAML ends: at a colon with nothing or a space after it.
fn key_end(text: &str) -> Option<usize> {
    let found = text
        .match_indices(':')
        .find(|(index, _)| matches!(text[index + 1..].chars().next(), None | Some(' ')));
    found.map(|(index, _)| index)
}

fn is_literal(text: &str) -> bool {
    matches!(text, "true" | "false" | "null" | "~") || is_measure(text)
}

/// A number, perhaps with the unit of a duration.
fn is_measure(text: &str) -> bool {
    let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = &text[number.len()..];
    !number.is_empty()
        && number.parse::<f64>().is_ok()
        && matches!(unit, "" | "ms" | "s" | "m" | "h" | "d" | "w" | "y")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, line: &str, expected: &[(Kind, &str)]) {
        let found = pieces(language, line);
        let seen: Vec<_> = found
            .iter()
            .filter(|(_, piece)| !piece.trim().is_empty())
            .copied()
            .collect();
        assert_eq!(seen, expected, "{line:?}");
        let whole: String = found.iter().map(|(_, piece)| *piece).collect();
        assert_eq!(whole, line, "nothing is lost");
    }

    #[test]
    fn yaml_has_keys_texts_and_comments() {
        use Kind::{Comment, Key, Literal, Mark, Plain, Text};
        check(
            Language::Yaml,
            "  - job_name: 'icmp' # ping",
            &[
                (Mark, "-"),
                (Key, "job_name"),
                (Mark, ":"),
                (Text, "'icmp'"),
                (Comment, "# ping"),
            ],
        );
        check(
            Language::Yaml,
            "scrape_interval: 30s",
            &[(Key, "scrape_interval"), (Mark, ":"), (Literal, "30s")],
        );
        check(
            Language::Yaml,
            "url: http://a:80/#x",
            &[(Key, "url"), (Mark, ":"), (Plain, "http://a:80/#x")],
        );
        check(Language::Yaml, "# só isto", &[(Comment, "# só isto")]);
        check(
            Language::Yaml,
            "ação: ção",
            &[(Key, "ação"), (Mark, ":"), (Plain, "ção")],
        );
    }

    #[test]
    fn json_and_labels_too() {
        use Kind::{Key, Literal, Mark, Text};
        check(
            Language::Json,
            r#"{"a\"b": "c", "d": 1}"#,
            &[
                (Mark, "{"),
                (Key, r#""a\"b""#),
                (Mark, ":"),
                (Text, "\"c\""),
                (Mark, ","),
                (Key, "\"d\""),
                (Mark, ":"),
                (Literal, "1"),
                (Mark, "}"),
            ],
        );
        check(
            Language::Labels,
            r#"company="Acme Varejo" env="prod""#,
            &[
                (Key, "company"),
                (Mark, "="),
                (Text, "\"Acme Varejo\""),
                (Key, "env"),
                (Mark, "="),
                (Text, "\"prod\""),
            ],
        );
        check(Language::Json, "\"unfinished", &[(Text, "\"unfinished")]);
    }
}
