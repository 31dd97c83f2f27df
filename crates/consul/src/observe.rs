//! What an operator wants to count: `consul_requests_total`,
//! `consul_request_duration_seconds` and `consul_server_fallback_total`.

use std::time::Duration;

use crate::breaker::Health;

/// Told about every request. It must not wait: it is called on the way of the answer.
/// All words are of small sets and may be labels: servers are the configured ones, operations
/// are names in this crate, and never a key or a node.
pub trait Observer: Send + Sync + 'static {
    /// A request to one server ended; a call may need several. One whose caller has gone
    /// is not told.
    fn finished(&self, _request: &Finished<'_>) {}

    /// Another server gave the answer than the one that comes first, or in a watch than the
    /// one before.
    fn fell_over(&self, _operation: &'static str, _from: &str, _to: &str) {}

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
    /// The server was asked to wait for a change, so what it took is not its speed.
    pub blocking: bool,
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
