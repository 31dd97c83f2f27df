//! Leaves a server alone for a while after it failed again and again, then tries it with
//! one request.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::settings::BreakerSettings;

/// How a server has done lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Health {
    /// It answers.
    Good,
    /// It failed too often and is left alone.
    Resting,
    /// Its rest is over: one request tries it.
    Probing,
}

impl Health {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Resting => "resting",
            Self::Probing => "probing",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Breaker {
    settings: BreakerSettings,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    failures: u32,
    rest: Duration,
    /// Set while the server is not trusted.
    rests_until: Option<Instant>,
    probing: bool,
    last_failure: Option<Failure>,
}

/// When a server last failed, and how.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) at: Instant,
    pub(crate) why: String,
}

/// Leave to ask; given back with what came of it. Dropping it says nothing about the
/// server, because the caller may just have gone.
#[derive(Debug)]
pub(crate) struct Leave<'a> {
    breaker: &'a Breaker,
    probe: bool,
}

impl Breaker {
    pub(crate) fn new(settings: BreakerSettings) -> Self {
        Self {
            settings,
            state: Mutex::new(State {
                failures: 0,
                rest: settings.rest,
                rests_until: None,
                probing: false,
                last_failure: None,
            }),
        }
    }

    /// Leave to ask the server now, unless it rests.
    pub(crate) fn enter(&self) -> Option<Leave<'_>> {
        let mut state = self.lock();
        let probe = match state.rests_until {
            None => false,
            Some(until) if Instant::now() < until || state.probing => return None,
            Some(_) => {
                state.probing = true;
                true
            }
        };
        Some(Leave {
            breaker: self,
            probe,
        })
    }

    pub(crate) fn health(&self) -> Health {
        let state = self.lock();
        match state.rests_until {
            None => Health::Good,
            Some(_) if state.probing => Health::Probing,
            Some(_) => Health::Resting,
        }
    }

    pub(crate) fn last_failure(&self) -> Option<Failure> {
        self.lock().last_failure.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leave<'_> {
    /// The server answered; what its health is now, when that is new.
    pub(crate) fn answered(self) -> Option<Health> {
        let mut state = self.breaker.lock();
        state.failures = 0;
        state.rest = self.breaker.settings.rest;
        state.rests_until.take().map(|_| Health::Good)
    }

    /// The server failed; what its health is now, when that is new.
    pub(crate) fn failed(self, why: &str) -> Option<Health> {
        let settings = self.breaker.settings;
        let mut state = self.breaker.lock();
        let now = Instant::now();
        state.last_failure = Some(Failure {
            at: now,
            why: why.to_owned(),
        });
        state.failures = state.failures.saturating_add(1);
        if self.probe {
            state.rest = (state.rest * 2).min(settings.longest_rest);
            state.rests_until = Some(now + state.rest);
            return Some(Health::Resting);
        }
        if state.failures < settings.failures || state.rests_until.is_some() {
            return None;
        }
        state.rests_until = Some(now + state.rest);
        Some(Health::Resting)
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.probe {
            self.breaker.lock().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;

    use super::*;

    const REST: Duration = Duration::from_millis(40);

    fn breaker() -> Breaker {
        Breaker::new(BreakerSettings {
            failures: 2,
            rest: REST,
            longest_rest: REST * 3,
        })
    }

    #[test]
    fn failures_in_a_row_open_it_and_one_request_tries() {
        let breaker = breaker();
        assert_eq!(breaker.enter().unwrap().failed("x"), None);
        assert_eq!(breaker.enter().unwrap().answered(), None);
        assert_eq!(breaker.enter().unwrap().failed("x"), None);
        assert_eq!(breaker.enter().unwrap().failed("y"), Some(Health::Resting));
        assert!(breaker.enter().is_none());
        assert_eq!(breaker.last_failure().unwrap().why, "y");
        sleep(REST);
        let probe = breaker.enter().unwrap();
        assert_eq!(breaker.health(), Health::Probing);
        assert!(breaker.enter().is_none(), "only one probe at a time");
        assert_eq!(probe.answered(), Some(Health::Good));
        assert!(breaker.enter().is_some());
    }

    #[test]
    fn a_failed_probe_doubles_the_rest() {
        let breaker = breaker();
        for _ in 0..2 {
            breaker.enter().unwrap().failed("x");
        }
        sleep(REST);
        breaker.enter().unwrap().failed("x");
        sleep(REST);
        assert!(breaker.enter().is_none());
        sleep(REST + REST / 2);
        assert!(breaker.enter().is_some());
    }

    #[test]
    fn a_probe_that_is_given_up_leaves_its_place() {
        let breaker = breaker();
        for _ in 0..2 {
            breaker.enter().unwrap().failed("x");
        }
        sleep(REST);
        drop(breaker.enter().unwrap());
        assert!(breaker.enter().is_some());
    }
}
