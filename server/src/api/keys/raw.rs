//! JSON as it is stored: members in their order, numbers with all their digits.

use serde_json::value::{RawValue, to_raw_value};

/// Readers give up at some depth, and would lose the rest of the answer as well.
const DEEPEST: usize = 100;

/// As it is; as a text where it is nested too deep.
pub(super) fn json(written: &str) -> Box<RawValue> {
    if depth(written) > DEEPEST {
        return text(written);
    }
    serde_json::from_str(written).unwrap_or_else(|_| text(written))
}

pub(super) fn text(words: &str) -> Box<RawValue> {
    to_raw_value(words).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn depth(json: &str) -> usize {
    let (mut deepest, mut depth) = (0_usize, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in json.bytes() {
        if quoted {
            quoted = byte != b'"' || escaped;
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
