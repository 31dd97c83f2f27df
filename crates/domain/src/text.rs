//! Text as people search and sort it: without case, without accents, numbers by value.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Lower case without the accents of our languages: `Ação` becomes `acao`.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(fold_letter).collect())
}

/// One letter without its accent, in lower case; every letter stays one letter.
pub fn fold_letter(letter: char) -> char {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' => 'o',
        'ù'..='ü' | 'ū' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' => 's',
        'ź' | 'ž' | 'ż' => 'z',
        other => other,
    }
}

/// Orders folded texts with runs of digits by their value: `srv-2` before `srv-10`.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        match (a.first(), b.first()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (number_a, rest_a) = take_number(a);
                let (number_b, rest_b) = take_number(b);
                let order = number_a
                    .len()
                    .cmp(&number_b.len())
                    .then_with(|| number_a.cmp(number_b))
                    .then_with(|| rest_b.len().cmp(&rest_a.len()));
                if number_a != number_b {
                    return order;
                }
                (a, b) = (rest_a, rest_b);
            }
            (Some(x), Some(y)) if x != y => return x.cmp(y),
            _ => (a, b) = (&a[1..], &b[1..]),
        }
    }
}

/// The digits without leading zeros, and what follows them.
fn take_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|b| !b.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let start = digits
        .iter()
        .position(|b| *b != b'0')
        .unwrap_or(digits.len());
    (&digits[start..], rest)
}

/// A value as it stands in the query of an address. What may stand there as it is does, so
/// that people can read it.
pub fn escape_query(value: &str) -> String {
    use std::fmt::Write as _;

    let mut escaped = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b':'
            | b'@'
            | b',' => escaped.push(char::from(byte)),
            _ => {
                let _ = write!(escaped, "%{byte:02X}");
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_case_and_accents() {
        assert_eq!(fold("Sondas de REDE: Ação"), "sondas de rede: acao");
        assert!(matches!(fold("plain-01"), Cow::Borrowed(_)));
        assert_eq!(
            fold("Malmø, Łódź, Kraków, Šibenik"),
            "malmo, łodz, krakow, sibenik"
        );
    }

    #[test]
    fn a_letter_stays_one_letter() {
        for letter in ['É', 'İ', 'ß', 'ã', 'Ÿ', '🛰'] {
            let folded = fold(&letter.to_string()).into_owned();
            assert_eq!(folded.chars().count(), 1, "{letter}");
            assert_eq!(folded.chars().next(), Some(fold_letter(letter)));
        }
    }

    #[test]
    fn orders_numbers_by_value() {
        let mut names = ["srv-10", "srv-2", "srv-02", "srv", "srv-2a", "ap-1"];
        names.sort_by(|a, b| natural_order(a, b).then(a.cmp(b)));
        assert_eq!(
            names,
            ["ap-1", "srv", "srv-02", "srv-2", "srv-2a", "srv-10"]
        );
    }

    proptest! {
        #[test]
        fn natural_order_is_an_order(mut names in prop::collection::vec("[a-c0-3]{0,5}", 3)) {
            names.sort_by(|a, b| natural_order(a, b));
            for pair in names.windows(2) {
                prop_assert_ne!(natural_order(&pair[0], &pair[1]), Ordering::Greater);
            }
            prop_assert_ne!(natural_order(&names[0], &names[2]), Ordering::Greater);
        }
    }

    #[test]
    fn an_address_stays_readable() {
        assert_eq!(escape_query("acme-pmw.1_a~b/c"), "acme-pmw.1_a~b/c");
        assert_eq!(
            escape_query("a b&c=d?é#+%"),
            "a%20b%26c%3Dd%3F%C3%A9%23%2B%25"
        );
    }
}
