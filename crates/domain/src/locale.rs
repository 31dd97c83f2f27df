//! The two languages, and how each writes numbers and dates.
//!
//! Formatting lives here rather than in the browser's `Intl`, so that the server
//! renders exactly what the browser hydrates.

use serde::{Deserialize, Serialize};

/// Name of the cookie that remembers the language.
pub const LOCALE_COOKIE: &str = "locale";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    #[serde(rename = "pt-BR")]
    PtBr,
    #[serde(rename = "en")]
    En,
}

impl Locale {
    pub const ALL: [Locale; 2] = [Locale::PtBr, Locale::En];

    /// As in `<html lang>` and in the cookie.
    pub fn as_str(self) -> &'static str {
        match self {
            Locale::PtBr => "pt-BR",
            Locale::En => "en",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|locale| locale.as_str().eq_ignore_ascii_case(text))
    }

    /// The best of ours for an `Accept-Language` header; ours is Portuguese when nothing fits.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best: Option<(f32, Locale)> = None;
        for part in accept_language.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            let quality = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.parse::<f32>().ok())
                .unwrap_or(0.0);
            let locale = match tag.split('-').next() {
                Some("pt") => Locale::PtBr,
                Some("en") => Locale::En,
                _ => continue,
            };
            if quality > 0.0 && best.is_none_or(|(q, _)| quality > q) {
                best = Some((quality, locale));
            }
        }
        best.map_or(Locale::default(), |(_, locale)| locale)
    }

    fn separators(self) -> (char, char) {
        match self {
            Locale::PtBr => ('.', ','),
            Locale::En => (',', '.'),
        }
    }

    /// `10412` as `10.412` or `10,412`.
    pub fn integer(self, value: i64) -> String {
        let (group, _) = self.separators();
        let digits = value.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if value < 0 {
            text.push('−');
        }
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        text
    }

    /// A number with a fixed count of decimals: `62,4` or `62.4`.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let (_, point) = self.separators();
        let text = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let negative = value < 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0');
        let whole = self.integer(whole.parse().unwrap_or(i64::MAX));
        let sign = if negative { "−" } else { "" };
        if fraction.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{point}{fraction}")
        }
    }

    /// A share between 0 and 1: `99,3%` or `99.3%`.
    pub fn percent(self, share: f64, decimals: usize) -> String {
        let number = self.decimal(share * 100.0, decimals);
        format!("{number}%")
    }

    /// Both languages know one and other; Portuguese counts 0 as one.
    pub fn plural<T>(self, count: u64, one: T, other: T) -> T {
        let is_one = match self {
            Locale::PtBr => count <= 1,
            Locale::En => count == 1,
        };
        if is_one { one } else { other }
    }

    /// How long ago, in the shortest form that is still exact enough to act on.
    pub fn ago(self, seconds: u64) -> String {
        let span = self.span(seconds);
        match self {
            Locale::PtBr => format!("há {span}"),
            Locale::En => format!("{span} ago"),
        }
    }

    /// How long, in the largest unit that is reached.
    pub fn span(self, seconds: u64) -> String {
        let (value, unit) = match seconds {
            0..60 => (seconds, "s"),
            60..3_600 => (seconds / 60, "min"),
            3_600..86_400 => (seconds / 3_600, "h"),
            _ => (seconds / 86_400, "d"),
        };
        format!("{value}\u{a0}{unit}")
    }

    /// Bytes in binary units, as operators read them.
    pub fn bytes(self, bytes: u64) -> String {
        const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
        let mut value = bytes as f64;
        let mut unit = 0;
        while value >= 1024.0 && unit + 1 < UNITS.len() {
            value /= 1024.0;
            unit += 1;
        }
        let decimals = if unit == 0 || value >= 100.0 { 0 } else { 1 };
        format!("{}\u{a0}{}", self.decimal(value, decimals), UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negotiates_the_language() {
        let check = |header: &str, expected: Locale| {
            assert_eq!(Locale::negotiate(header), expected, "{header:?}");
        };
        check("", Locale::PtBr);
        check("de", Locale::PtBr);
        check("en-US,en;q=0.9", Locale::En);
        check("pt;q=0.4, en;q=0.8", Locale::En);
        check("en;q=0, pt;q=0.1", Locale::PtBr);
        check("en;q=nonsense, pt-PT;q=0.1", Locale::PtBr);
        check(";;;,,,q=", Locale::PtBr);
    }

    #[test]
    fn writes_numbers_as_each_language_does() {
        assert_eq!(Locale::PtBr.integer(10_412), "10.412");
        assert_eq!(Locale::En.integer(-1_284_000), "−1,284,000");
        assert_eq!(Locale::En.integer(0), "0");
        assert_eq!(Locale::PtBr.decimal(1_062.45, 1), "1.062,5");
        assert_eq!(Locale::En.decimal(-0.04, 1), "0.0");
        assert_eq!(Locale::En.decimal(f64::NAN, 1), "–");
        assert_eq!(Locale::PtBr.percent(0.993, 1), "99,3%");
        assert_eq!(Locale::En.bytes(1_572_864), "1.5\u{a0}MiB");
        assert_eq!(Locale::PtBr.plural(0, "alvo", "alvos"), "alvo");
        assert_eq!(Locale::En.plural(0, "target", "targets"), "targets");
        assert_eq!(Locale::PtBr.ago(125), "há 2\u{a0}min");
    }
}
