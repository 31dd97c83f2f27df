//! Names in the path of a request.
//!
//! Consul decodes the path and then cleans it: `//`, `.` and `..` would name something
//! else (it answers 301), so such names are refused here with words.

use std::fmt::Write as _;

use crate::error::Kind;

/// What travels as it is; all else as `%XX` of its UTF-8 bytes.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)
}

/// A whole name in one segment: its slashes are encoded.
pub(crate) fn segment(name: &str) -> Result<String, Kind> {
    check(name)?;
    Ok(encoded(name, false))
}

/// A key: its slashes divide the path.
pub(crate) fn key(name: &str) -> Result<String, Kind> {
    check(name)?;
    Ok(encoded(name, true))
}

/// The beginning of keys; empty for all of them.
pub(crate) fn prefix(name: &str) -> Result<String, Kind> {
    if name.is_empty() {
        Ok(String::new())
    } else {
        key(name)
    }
}

/// A value behind `?name=`.
pub(crate) fn parameter(value: &str) -> String {
    encoded(value, false)
}

fn encoded(name: &str, keep_slashes: bool) -> String {
    let mut text = String::with_capacity(name.len() + 8);
    for byte in name.bytes() {
        if is_plain(byte) || (keep_slashes && byte == b'/') {
            text.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn check(name: &str) -> Result<(), Kind> {
    let why = if name.is_empty() {
        "it is empty"
    } else if name.starts_with('/') {
        "Consul drops the slash that it begins with"
    } else if name.contains("//") {
        "Consul turns its two slashes into one"
    } else if name.split('/').any(|part| part == "." || part == "..") {
        "Consul takes `.` and `..` between slashes for folders"
    } else if name.contains(char::is_control) {
        "Consul takes no control characters"
    } else {
        return Ok(());
    };
    Err(Kind::UnsafeName {
        name: name.chars().take(120).collect(),
        why,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a server does with a path: decodes it, and cleans it.
    fn as_consul(path: &str) -> Option<String> {
        let bytes = path.as_bytes();
        let mut decoded = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b'%' {
                let digits = std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok()?;
                decoded.push(u8::from_str_radix(digits, 16).ok()?);
                at += 3;
            } else {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
        let text = String::from_utf8(decoded).ok()?;
        let cleaned =
            text.contains("//") || text.split('/').any(|part| part == "." || part == "..");
        (!cleaned).then_some(text)
    }

    #[test]
    fn what_people_write_travels() {
        let check = |name, expected| assert_eq!(segment(name).unwrap(), expected);
        check(
            "icmp/ACME@São Paulo 100%",
            "icmp%2FACME%40S%C3%A3o%20Paulo%20100%25",
        );
        check("a?b#c;d=e&f+g", "a%3Fb%23c%3Bd%3De%26f%2Bg");
        assert_eq!(key("skills/eye/ação").unwrap(), "skills/eye/a%C3%A7%C3%A3o");
        assert_eq!(prefix("").unwrap(), "");
    }

    #[test]
    fn what_would_name_something_else_is_refused() {
        for name in [
            "", "/a", "a//b", "a/../b", "..", "./a", "a/.", "a\nb", "a\0",
        ] {
            assert!(key(name).is_err(), "{name:?}");
            assert!(segment(name).is_err(), "{name:?}");
        }
        for name in ["a/", "...", ".a", "a..b", "~", " "] {
            assert!(key(name).is_ok(), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_not_refused_arrives(name in "\\PC{0,40}") {
            for path in [segment(&name), key(&name)].into_iter().flatten() {
                prop_assert!(path.is_ascii());
                prop_assert!(!path.contains(['?', '#', ' ']));
                prop_assert_eq!(as_consul(&path), Some(name.clone()));
            }
        }

        #[test]
        fn what_is_refused_would_not_arrive(name in "[a./]{1,8}") {
            let raw = format!("{name}x");
            if key(&raw).is_err() {
                prop_assert!(raw.starts_with('/') || as_consul(&raw).is_none());
            }
        }
    }
}
