//! Everything that can be set, and what is wrong with it, in words.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use crate::server::{self, Address};

#[derive(Clone, Debug)]
pub struct Settings {
    /// In order: the first that can answer is asked. Empty only for a registry in process.
    pub servers: Vec<String>,
    pub token: Option<SecretString>,
    /// PEM of the authorities that sign the servers' certificates. With it, no others count.
    pub ca: Option<Vec<u8>>,
    pub pool: Pool,
    pub connect_timeout: Duration,
    /// One request, from sending it to the last byte of its answer. Where a leader is
    /// needed, the seconds for which a server waits for one are added.
    pub timeout: Duration,
    pub retry: Retry,
    /// Calls under way at the same time, watches apart. One more waits for its turn as long
    /// as it would for its answer, and is then [`crate::Kind::Busy`].
    pub parallel: usize,
    /// How long writes and strict reads wait for a leader.
    pub hold: Duration,
    pub breaker: BreakerSettings,
    /// Bytes of one answer.
    pub answer_limit: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Connections kept open to one server with nothing to do.
    pub idle: usize,
    /// Connections at the same time; what `parallel` leaves of them is for watches, see
    /// [`Settings::watches`]. Consul itself takes 200 from one address, unless it is told
    /// otherwise (`limits.http_max_conns_per_client`).
    pub connections: usize,
    /// For how long an idle connection is kept.
    pub idle_for: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Rounds over the servers, the first included.
    pub attempts: u32,
    /// Before the second round; it doubles, and is spread at random.
    pub delay: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakerSettings {
    /// Failures in a row after which a server is left alone.
    pub failures: u32,
    /// For how long at first; it doubles while probes fail.
    pub rest: Duration,
    pub longest_rest: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            token: None,
            ca: None,
            pool: Pool {
                idle: 20,
                // Two watches for each of 64 nodes and some more beside all other calls, and
                // still below Consul's limit when each of those asks for the leader as well.
                connections: 168,
                idle_for: Duration::from_secs(30),
            },
            connect_timeout: Duration::from_secs(2),
            timeout: Duration::from_secs(5),
            retry: Retry {
                attempts: 2,
                delay: Duration::from_millis(500),
            },
            parallel: 32,
            hold: Duration::from_secs(15),
            breaker: BreakerSettings {
                failures: 3,
                rest: Duration::from_secs(1),
                longest_rest: Duration::from_secs(15),
            },
            answer_limit: 128 * 1_024 * 1_024,
        }
    }
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub setting: &'static str,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { "; " };
            write!(f, "{before}{}: {}", problem.setting, problem.why)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl Problems {
    pub(crate) fn one(setting: &'static str, why: impl Into<String>) -> Self {
        let why = why.into();
        Self(vec![Problem { setting, why }])
    }
}

/// Shorter waits would make a busy loop, longer ones nobody means.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

impl Settings {
    /// How many questions may wait for a change at the same time. One more is refused at
    /// once as [`crate::Kind::TooManyWatches`]: it would wait for those that do not end.
    pub fn watches(&self) -> usize {
        self.pool.connections.saturating_sub(self.parallel)
    }

    /// The addresses, when everything can be used.
    pub(crate) fn check(&self) -> Result<Vec<Address>, Problems> {
        let mut found = Vec::new();
        let addresses = self.addresses(&mut found);
        let mut say = |setting, good: bool, why: &str| {
            if !good {
                let why = why.to_owned();
                found.push(Problem { setting, why });
            }
        };
        let token = self.token.as_ref().map(ExposeSecret::expose_secret);
        say(
            "token",
            token.is_none_or(|token| {
                !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic())
            }),
            "a token is made of visible ASCII letters without spaces",
        );
        say(
            "parallel",
            self.parallel >= 1,
            "at least 1 call must be possible",
        );
        say(
            "pool.connections",
            self.pool.connections > self.parallel,
            "it must be more than `parallel`; the rest is for watches",
        );
        say("retry.attempts", self.retry.attempts >= 1, "at least 1");
        say(
            "retry.attempts",
            self.retry.attempts <= 20,
            "more than 20 attempts would hide that Consul is gone",
        );
        say("breaker.failures", self.breaker.failures >= 1, "at least 1");
        say(
            "breaker.longest_rest",
            self.breaker.longest_rest >= self.breaker.rest,
            "it cannot be shorter than `breaker.rest`",
        );
        say(
            "answer_limit",
            self.answer_limit >= 1_024,
            "answers of less than 1024 bytes are useless",
        );
        for (setting, wait) in [
            ("connect_timeout", self.connect_timeout),
            ("timeout", self.timeout),
            ("retry.delay", self.retry.delay),
            ("breaker.rest", self.breaker.rest),
        ] {
            say(setting, !wait.is_zero(), "it cannot be 0");
            say(
                setting,
                wait <= LONGEST_WAIT,
                "more than an hour cannot be meant",
            );
        }
        say(
            "hold",
            self.hold <= LONGEST_WAIT,
            "more than an hour cannot be meant",
        );
        if found.is_empty() {
            Ok(addresses)
        } else {
            Err(Problems(found))
        }
    }

    fn addresses(&self, found: &mut Vec<Problem>) -> Vec<Address> {
        let mut known = BTreeSet::new();
        let mut addresses = Vec::new();
        for text in &self.servers {
            let why = match server::parse(text) {
                Ok(address) if known.insert(address.name.clone()) => {
                    addresses.push(address);
                    continue;
                }
                Ok(_) => "it is named twice".to_owned(),
                Err(why) => why,
            };
            found.push(Problem {
                setting: "servers",
                why: format!("{text:?}: {why}"),
            });
        }
        addresses
    }
}
