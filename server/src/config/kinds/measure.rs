//! Bytes and times.

use std::fmt;
use std::time::Duration;

use super::quoted;
use crate::config::kind::Kind;

/// A count of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ByteSize(usize);

impl ByteSize {
    const UNITS: [(&'static str, usize); 3] = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

    pub(crate) const fn kib(count: usize) -> Self {
        Self(count << 10)
    }

    pub(crate) fn get(self) -> usize {
        self.0
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = Self::UNITS
            .into_iter()
            .find(|(_, size)| self.0.is_multiple_of(*size));
        let (unit, size) = unit.unwrap_or(("B", 1));
        write!(f, "{} {unit}", self.0 / size)
    }
}

impl Kind for ByteSize {
    const NAME: &'static str = "a size such as 256 KiB or 4 MiB";

    fn from_text(text: &str) -> Result<Self, String> {
        let (number, unit) = split(text);
        Self::UNITS
            .into_iter()
            .find(|(name, _)| *name == unit)
            .and_then(|(_, size)| number.parse::<usize>().ok()?.checked_mul(size))
            .filter(|bytes| *bytes > 0)
            .map(Self)
            .ok_or_else(|| format!("found {text:?}"))
    }

    fn show(&self) -> Option<String> {
        quoted(self)
    }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeSpan(Duration);

impl TimeSpan {
    /// Nobody means more, and much more cannot be added to a clock.
    const MOST: Duration = Duration::from_secs(31 * 24 * 3_600);
    const UNITS: [(&'static str, u64); 4] =
        [("h", 3_600_000), ("min", 60_000), ("s", 1_000), ("ms", 1)];

    pub(crate) const fn seconds(count: u64) -> Self {
        Self(Duration::from_secs(count))
    }

    pub(crate) const fn millis(count: u64) -> Self {
        Self(Duration::from_millis(count))
    }

    pub(crate) fn get(self) -> Duration {
        self.0
    }
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX);
        let unit = Self::UNITS
            .into_iter()
            .find(|(_, size)| millis.is_multiple_of(*size));
        let (unit, size) = unit.unwrap_or(("ms", 1));
        write!(f, "{} {unit}", millis / size)
    }
}

impl Kind for TimeSpan {
    const NAME: &'static str = "a time such as 500 ms, 10 s or 2 min";

    fn from_text(text: &str) -> Result<Self, String> {
        let (number, unit) = split(text);
        let time = Self::UNITS
            .into_iter()
            .find(|(name, _)| *name == unit)
            .and_then(|(_, size)| number.parse::<u64>().ok()?.checked_mul(size))
            .filter(|millis| *millis > 0)
            .map(Duration::from_millis)
            .ok_or_else(|| format!("found {text:?}"))?;
        if time > Self::MOST {
            return Err(format!("found {text:?}, which is more than 31 days"));
        }
        Ok(Self(time))
    }

    fn show(&self) -> Option<String> {
        quoted(self)
    }
}

/// How long Consul may hold a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait(TimeSpan);

impl Wait {
    /// Consul's own: it would answer earlier than we expect.
    const MOST: Duration = Duration::from_secs(600);

    pub(crate) const fn seconds(count: u64) -> Self {
        Self(TimeSpan::seconds(count))
    }

    pub(crate) fn get(self) -> Duration {
        self.0.get()
    }
}

impl Kind for Wait {
    const NAME: &'static str = "a time of at most 10 min, such as 30 s";

    fn from_text(text: &str) -> Result<Self, String> {
        let span = TimeSpan::from_text(text)?;
        if span.get() > Self::MOST {
            return Err(format!("found {text:?}"));
        }
        Ok(Self(span))
    }

    fn show(&self) -> Option<String> {
        self.0.show()
    }
}

/// `10s` and `10 s` alike.
fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    (number, unit.trim())
}
