//! What an operator wants to count.

use std::time::Duration;

use crate::breaker::Health;

/// Told about every request. It must not wait: it is called on the way of the answer.
/// Server names are the configured ones, so there are few.
pub trait Observer: Send + Sync + 'static {
    /// A request to one server ended; a call may need several.
    fn finished(&self, _request: &Finished<'_>) {}

    /// A server that is not the first gave the answer.
    fn fell_over(&self, _operation: &'static str, _to: &str) {}

    /// A server is left alone, or trusted again.
    fn health(&self, _server: &str, _health: Health) {}
}

/// Counts nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished<'a> {
    pub server: &'a str,
    pub operation: &'static str,
    pub outcome: Outcome,
    pub took: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Ok,
    /// The server understood and said no (4xx).
    Refused,
    NoLeader,
    /// An answer too far behind the leader.
    Stale,
    /// 429
    Throttled,
    /// 5xx
    ServerError,
    /// No connection.
    Unreachable,
    TimedOut,
    /// The connection broke, or what came over it was no answer.
    Broken,
}

impl Outcome {
    pub const ALL: [Self; 9] = [
        Self::Ok,
        Self::Refused,
        Self::NoLeader,
        Self::Stale,
        Self::Throttled,
        Self::ServerError,
        Self::Unreachable,
        Self::TimedOut,
        Self::Broken,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Refused => "refused",
            Self::NoLeader => "no_leader",
            Self::Stale => "stale",
            Self::Throttled => "throttled",
            Self::ServerError => "server_error",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Broken => "broken",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_outcome_has_a_label_of_its_own() {
        let labels: BTreeSet<_> = Outcome::ALL.into_iter().map(Outcome::as_str).collect();
        assert_eq!(labels.len(), Outcome::ALL.len());
    }
}
