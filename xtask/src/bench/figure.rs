//! A measured number, or a distribution of them, with what it may be.

use std::time::Duration;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) unit: String,
    /// The median, or the only value.
    pub(crate) p50: f64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) p95: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) p99: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) budget: Option<Budget>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Budget {
    pub(crate) of: Rank,
    pub(crate) bound: Bound,
    pub(crate) value: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Rank {
    P50,
    P95,
    P99,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Bound {
    AtMost,
    AtLeast,
}

impl Figure {
    pub(crate) fn single(name: impl Into<String>, unit: &str, value: f64) -> Self {
        Self {
            name: name.into(),
            unit: unit.to_owned(),
            p50: value,
            p95: None,
            p99: None,
            budget: None,
        }
    }

    /// Milliseconds, out of many durations.
    pub(crate) fn times(name: impl Into<String>, mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let rank = |share: f64| {
            let index = ((times.len() as f64 * share).ceil() as usize).max(1) - 1;
            times
                .get(index)
                .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        Self {
            name: name.into(),
            unit: "ms".to_owned(),
            p50: rank(0.50),
            p95: Some(rank(0.95)),
            p99: Some(rank(0.99)),
            budget: None,
        }
    }

    pub(crate) fn at_most(self, of: Rank, value: f64) -> Self {
        Self {
            budget: Some(Budget {
                of,
                bound: Bound::AtMost,
                value,
            }),
            ..self
        }
    }

    pub(crate) fn at_least(self, of: Rank, value: f64) -> Self {
        Self {
            budget: Some(Budget {
                of,
                bound: Bound::AtLeast,
                value,
            }),
            ..self
        }
    }

    pub(crate) fn rank(&self, rank: Rank) -> f64 {
        match rank {
            Rank::P50 => self.p50,
            Rank::P95 => self.p95.unwrap_or(self.p50),
            Rank::P99 => self.p99.unwrap_or(self.p50),
        }
    }

    pub(crate) fn holds(&self) -> bool {
        self.budget.is_none_or(|budget| match budget.bound {
            Bound::AtMost => self.rank(budget.of) <= budget.value,
            Bound::AtLeast => self.rank(budget.of) >= budget.value,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_those_of_the_sorted_values() {
        let times = (1..=100).rev().map(Duration::from_millis).collect();
        let figure = Figure::times("x", times);
        assert_eq!(
            (figure.p50, figure.p95, figure.p99),
            (50.0, Some(95.0), Some(99.0))
        );
    }

    #[test]
    fn a_budget_holds_or_not() {
        let figure = || Figure::single("x", "kB", 30.0);
        assert!(figure().holds());
        assert!(figure().at_most(Rank::P50, 30.0).holds());
        assert!(!figure().at_most(Rank::P99, 29.9).holds());
        assert!(!figure().at_least(Rank::P50, 31.0).holds());
    }
}
