//! JSON in the form that people read.

const INDENT: &str = "  ";

/// The text with a line for each value, or none when it is no JSON.
///
/// Only the space between values changes: keys keep their order, and numbers, which a
/// parser might round, the digits they were written with.
pub(crate) fn json(text: &str) -> Option<String> {
    if !is_json(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0;
    let mut quoted = false;
    let mut escaped = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            out.push(letter);
            quoted = letter != '"' || escaped;
            escaped = letter == '\\' && !escaped;
            continue;
        }
        match letter {
            ' ' | '\t' | '\n' | '\r' => {}
            '{' | '[' => {
                out.push(letter);
                while letters.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth -= 1;
                line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                quoted = letter == '"';
                out.push(letter);
            }
        }
    }
    Some(out)
}

pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(INDENT, depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_a_line() {
        assert_eq!(
            json("{\"b\":[1, {}],\n\"a\" : [ ]}").as_deref(),
            Some("{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": []\n}")
        );
    }

    #[test]
    fn nothing_but_space_changes() {
        let text =
            r#"{"z": 12345678901234567890123, "a": 1.10, "t": "a \\\" {,: \u00e9", "e": ""}"#;
        let formed = json(text).expect("it is JSON");
        let dense = |text: &str| text.replace([' ', '\n'], "");
        assert_eq!(dense(&formed), dense(text));
        assert_eq!(
            json(&formed).as_deref(),
            Some(formed.as_str()),
            "once is enough"
        );
    }

    #[test]
    fn what_is_no_json_has_no_form() {
        for text in ["", "{", "{\"a\":}", "[1] 2"] {
            assert_eq!(json(text), None, "{text:?}");
        }
    }
}
