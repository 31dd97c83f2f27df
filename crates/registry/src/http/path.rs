//! The path of a request, as the server of Consul's language takes it.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What such a server escapes in a path when it sends somebody elsewhere.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// Decoded, ready to be looked up.
    Clean(String),
    /// It has `//`, `.` or `..`: the same without is elsewhere.
    Elsewhere(String),
    /// It is not text, or badly escaped.
    Invalid(&'static str),
}

pub(super) fn read(raw: &str) -> Path {
    if !is_well_escaped(raw) {
        return Path::Invalid("400 Bad Request");
    }
    let Ok(path) = percent_decode_str(raw).decode_utf8() else {
        return Path::Invalid("a key or a name must be UTF-8");
    };
    let cleaned = clean(&path);
    if cleaned == path {
        Path::Clean(cleaned)
    } else {
        Path::Elsewhere(utf8_percent_encode(&cleaned, ESCAPED).to_string())
    }
}

fn is_well_escaped(raw: &str) -> bool {
    raw.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

/// Without empty segments and those that lead up, with the last slash kept.
fn clean(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(kept.pop()),
            segment => kept.push(segment),
        }
    }
    let mut cleaned = format!("/{}", kept.join("/"));
    if path.ends_with('/') && cleaned != "/" {
        cleaned.push('/');
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once_and_sent_elsewhere_if_unclean() {
        let clean = |raw: &str, path: &str| assert_eq!(read(raw), Path::Clean(path.into()));
        clean("/v1/kv/a/b", "/v1/kv/a/b");
        clean("/v1/kv/a%2Fb", "/v1/kv/a/b");
        clean("/v1/kv/a%20b+c%3Fd", "/v1/kv/a b+c?d");
        clean("/v1/kv/", "/v1/kv/");
        clean("/", "/");
        clean("/v1/kv/%C3%A9%2525", "/v1/kv/é%25");
        let elsewhere = |raw: &str, to: &str| assert_eq!(read(raw), Path::Elsewhere(to.into()));
        elsewhere("/v1/kv/a//b", "/v1/kv/a/b");
        elsewhere("/v1/kv//lead", "/v1/kv/lead");
        elsewhere("/v1/kv/a/../b", "/v1/kv/b");
        elsewhere("/v1/kv/a%2F%2Fb%20c", "/v1/kv/a/b%20c");
        for raw in ["/v1/kv/%zz", "/v1/kv/%f", "/v1/kv/%FF"] {
            assert!(matches!(read(raw), Path::Invalid(_)), "{raw}");
        }
    }
}
