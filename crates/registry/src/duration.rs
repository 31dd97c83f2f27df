//! Durations as Consul's language writes them: `1h30m`, `1.5s`, `300ms`.

use std::time::Duration;

const UNITS: [(&str, f64); 8] = [
    ("ns", 1.0),
    ("us", 1e3),
    ("µs", 1e3),
    ("μs", 1e3),
    ("ms", 1e6),
    ("s", 1e9),
    ("m", 60e9),
    ("h", 3_600e9),
];
/// What fits a signed number of nanoseconds, as there.
const LONGEST_NS: f64 = 9.2e18;

/// A duration, or why it is none, in the words that are used there.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let invalid = || format!("time: invalid duration {text:?}");
    let positive = text.strip_prefix('+').unwrap_or(text);
    if positive == "0" {
        return Ok(Duration::ZERO);
    }
    if positive.is_empty() {
        return Err(invalid());
    }
    let mut rest = positive;
    let mut total = 0.0_f64;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let number: f64 = number.parse().map_err(|_| invalid())?;
        let end = after
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        if unit.is_empty() {
            return Err(format!("time: missing unit in duration {text:?}"));
        }
        let (_, factor) = UNITS
            .iter()
            .find(|(name, _)| *name == unit)
            .ok_or_else(|| format!("time: unknown unit {unit:?} in duration {text:?}"))?;
        total += number * factor;
        rest = after;
    }
    if total > LONGEST_NS {
        return Err(invalid());
    }
    Ok(Duration::from_nanos(total.round() as u64))
}

/// As it is printed there: `90m` as `1h30m0s`, `1500ms` as `1.5s`.
pub(crate) fn print(duration: Duration) -> String {
    if duration.is_zero() {
        return "0s".to_owned();
    }
    if duration < Duration::from_secs(1) {
        let nanos = f64::from(duration.subsec_nanos());
        return match duration.subsec_nanos() {
            ns @ 0..1_000 => format!("{ns}ns"),
            1_000..1_000_000 => format!("{}µs", nanos / 1e3),
            _ => format!("{}ms", nanos / 1e6),
        };
    }
    let seconds = duration.as_secs();
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    let fraction = format!("{:09}", duration.subsec_nanos());
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    let last = format!("{}{point}{fraction}s", seconds % 60);
    match (hours, minutes) {
        (0, 0) => last,
        (0, _) => format!("{minutes}m{last}"),
        _ => format!("{hours}h{minutes}m{last}"),
    }
}

pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_printed_as_there() {
        let check = |text: &str, printed: &str| {
            assert_eq!(parse(text).map(print).as_deref(), Ok(printed), "{text}");
        };
        check("90m", "1h30m0s");
        check("1.5s", "1.5s");
        check("1500ms", "1.5s");
        check("0", "0s");
        check("10ms", "10ms");
        check("5us", "5µs");
        check("7ns", "7ns");
        check("2h0.25s", "2h0m0.25s");
        check("24h", "24h0m0s");
    }

    #[test]
    fn what_is_none_is_refused_with_its_words() {
        let check = |text: &str, words: &str| {
            assert_eq!(parse(text).err().as_deref(), Some(words), "{text}");
        };
        check("abc", "time: invalid duration \"abc\"");
        check("", "time: invalid duration \"\"");
        check("5", "time: missing unit in duration \"5\"");
        check("5x", "time: unknown unit \"x\" in duration \"5x\"");
        check("-5s", "time: invalid duration \"-5s\"");
        check("1.2.3s", "time: invalid duration \"1.2.3s\"");
        check("9999999999h", "time: invalid duration \"9999999999h\"");
    }
}
