//! What a value is, for eyes and for editors.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::documents::unpack;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Content {
    /// As it is written: order of members and digits of numbers stay.
    Json(String),
    Text(String),
    /// As base64.
    Binary(String),
}

impl Content {
    /// What is compressed and ours is shown unpacked.
    pub(super) fn of(value: &[u8], ours: bool) -> Self {
        let plain = if ours {
            unpack(value).unwrap_or(Cow::Borrowed(value))
        } else {
            Cow::Borrowed(value)
        };
        let Ok(text) = std::str::from_utf8(&plain) else {
            return Self::Binary(STANDARD.encode(&plain));
        };
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        if is_json {
            Self::Json(text.to_owned())
        } else if text.contains(|c: char| c.is_control() && !c.is_whitespace()) {
            Self::Binary(STANDARD.encode(&plain))
        } else {
            Self::Text(text.to_owned())
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Json(text) | Self::Text(text) => Some(text),
            Self::Binary(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_need_not_be_json() {
        let check =
            |value: &[u8], expected: Content| assert_eq!(Content::of(value, true), expected);
        for json in ["42", "[1,2]", "null", "\"x\"", "{ \"b\":1.10, \"a\":2 }"] {
            check(json.as_bytes(), Content::Json(json.to_owned()));
        }
        check(b"texto simples", Content::Text("texto simples".to_owned()));
        check(b"", Content::Text(String::new()));
        check(&[0xff, 0], Content::Binary("/wA=".to_owned()));
        check(b"a\0b", Content::Binary("YQBi".to_owned()));
    }
}
