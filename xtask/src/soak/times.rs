//! How long things took.

use std::time::Duration;

use anyhow::{Result, bail};

#[derive(Default)]
pub(super) struct Times(Vec<Duration>);

impl Times {
    pub(super) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The one that this share of all is not above.
    fn at(&mut self, share: f64) -> Duration {
        self.0.sort_unstable();
        let place = (self.0.len() as f64 * share).ceil() as usize;
        let time = self.0.get(place.clamp(1, self.0.len().max(1)) - 1);
        time.copied().unwrap_or(Duration::MAX)
    }

    /// Median and 99th percentile in words.
    pub(super) fn tell(&mut self, what: &str) -> String {
        format!("{what} p50 {}, p99 {}", ms(self.at(0.5)), ms(self.at(0.99)))
    }

    /// The same, or an error where the percentile is above the limit.
    pub(super) fn within(&mut self, what: &str, limit: Duration) -> Result<String> {
        let told = self.tell(what);
        if self.at(0.99) > limit {
            bail!("{told} of {}, at most {}", self.len(), ms(limit));
        }
        Ok(told)
    }
}

pub(super) fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_held_by_99_of_100() {
        let of = |times: &[u64]| {
            let mut kept = Times::default();
            times
                .iter()
                .for_each(|ms| kept.add(Duration::from_millis(*ms)));
            kept.within("x", Duration::from_millis(10))
        };
        let mut times = vec![1; 99];
        times.push(50);
        assert_eq!(of(&times).unwrap(), "x p50 1.00 ms, p99 1.00 ms");
        times.push(50);
        assert!(of(&times).is_err());
        assert!(of(&[]).is_err());
    }
}
