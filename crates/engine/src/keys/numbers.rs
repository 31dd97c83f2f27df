//! Numbers that would not come back as they were written.
//!
//! A document is read and written as JSON whose numbers have 64 bits. More digits would be
//! rounded in silence, so they are refused.

use std::str::from_utf8;

/// The first number of a JSON text that would become another one.
pub(super) fn rounded(json: &[u8]) -> Option<&str> {
    let mut rest = json;
    while let Some((&first, after)) = rest.split_first() {
        match first {
            b'"' => rest = after_string(after),
            b'-' | b'0'..=b'9' => {
                let length = rest.iter().position(|byte| !is_of_number(*byte));
                let (number, after) = rest.split_at(length.unwrap_or(rest.len()));
                let number = from_utf8(number).ok()?;
                if !is_kept(number) {
                    return Some(number);
                }
                rest = after;
            }
            _ => rest = after,
        }
    }
    None
}

fn after_string(mut text: &[u8]) -> &[u8] {
    loop {
        match text {
            [b'\\', _, rest @ ..] => text = rest,
            [b'"', rest @ ..] => return rest,
            [_, rest @ ..] => text = rest,
            [] => return text,
        }
    }
}

fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E' | b'0'..=b'9')
}

fn is_kept(number: &str) -> bool {
    let is_whole = !number.contains(['.', 'e', 'E']);
    if is_whole {
        return number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok();
    }
    let Ok(value) = number.parse::<f64>() else {
        return false;
    };
    value.is_finite() && normal(number) == normal(&format!("{value:e}"))
}

/// Digits without zeros at the ends, and the power of ten of the first.
fn normal(number: &str) -> Option<(String, i64)> {
    let number = number.trim_start_matches('-').to_ascii_lowercase();
    let (mantissa, exponent) = number.split_once('e').unwrap_or((&number, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Some((String::new(), 0));
    }
    let zeros = i64::try_from(digits.len() - significant.len()).ok()?;
    let places = i64::try_from(whole.len()).ok()?;
    let power = exponent.checked_add(places - zeros)?;
    Some((significant.trim_end_matches('0').to_owned(), power))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Option<&str>) {
        assert_eq!(rounded(json.as_bytes()), expected, "{json}");
    }

    #[test]
    fn what_comes_back_as_it_was_written_is_fine() {
        check(
            r#"{"a":[1,-2,0,1.50,1e3,1E-3,-0.0,18446744073709551615]}"#,
            None,
        );
        check("-9223372036854775808", None);
        check("0.1", None);
        check("1.7976931348623157e308", None);
        check("100000000000000000000.0", None);
        check(r#""99999999999999999999""#, None);
        check(r#"{"a\"99999999999999999999":1}"#, None);
    }

    #[test]
    fn what_would_be_rounded_is_found() {
        check("[1,18446744073709551616]", Some("18446744073709551616"));
        check("-9223372036854775809", Some("-9223372036854775809"));
        check("3.14159265358979323846", Some("3.14159265358979323846"));
        check("1e400", Some("1e400"));
        check("1e-400", Some("1e-400"));
        check(
            r#"{"\\":0.10000000000000000001}"#,
            Some("0.10000000000000000001"),
        );
    }
}
