//! What comes back, with where it is from.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// A value and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    pub value: T,
    pub meta: Meta,
}

impl<T> Answer<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            value: change(self.value),
            meta: self.meta,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Which of the configured servers it was.
    pub server: Arc<str>,
    /// Absent where the endpoint has none.
    pub index: Option<u64>,
    /// Whether the server knew a leader; absent where the endpoint does not say.
    pub known_leader: Option<bool>,
    /// How long the server had not heard of the leader.
    pub last_contact: Duration,
    pub received: Instant,
}

impl Meta {
    /// How old the value may be by now.
    pub fn age(&self) -> Duration {
        self.received.elapsed() + self.last_contact
    }
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) status: StatusCode,
    pub(crate) meta: Meta,
    pub(crate) body: Bytes,
}

impl Raw {
    pub(crate) fn new(
        server: &Arc<str>,
        status: StatusCode,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let number = |name: &str| text(name).and_then(|text| text.trim().parse::<u64>().ok());
        let meta = Meta {
            server: Arc::clone(server),
            index: number("x-consul-index"),
            known_leader: text("x-consul-knownleader").map(|text| text.trim() == "true"),
            last_contact: Duration::from_millis(number("x-consul-lastcontact").unwrap_or(0)),
            received: Instant::now(),
        };
        Self { status, meta, body }
    }
}
