//! How old what is known is, and why it may be wrong.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Why something cannot be read any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub since: Instant,
    /// Stable; that of [`consul::Error::code`].
    pub code: &'static str,
    pub why: Arc<str>,
}

impl Trouble {
    pub(crate) fn new(since: Instant, error: &consul::Error) -> Self {
        Self {
            since,
            code: error.code(),
            why: error.to_string().into(),
        }
    }
}

/// What is known about the age of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has answered yet.
    NotYet,
    /// The last answer covering it came so long ago.
    Confirmed { age: Duration },
    /// It is shown as it was, and may be otherwise now. The age is that of the last
    /// answer, if there ever was one.
    Failing {
        age: Option<Duration>,
        trouble: Trouble,
    },
}

impl Standing {
    /// Since somebody last answered.
    pub fn age(&self) -> Option<Duration> {
        match self {
            Self::NotYet => None,
            Self::Confirmed { age } => Some(*age),
            Self::Failing { age, .. } => *age,
        }
    }

    pub fn is_failing(&self) -> bool {
        matches!(self, Self::Failing { .. })
    }
}

/// A sign of life that is taken without making a new image.
#[derive(Debug)]
pub struct Pulse {
    beat: Mutex<Beat>,
    patience: Patience,
}

/// For how long silence means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Who is silent for longer cannot be believed any more.
    For(Duration),
    /// What is known is always the present: nothing lies in between.
    Forever,
}

#[derive(Clone, Debug, Default)]
struct Beat {
    answered: Option<Instant>,
    trouble: Option<Trouble>,
    /// Somebody has said that it is silent.
    told: bool,
}

pub(super) const SILENT: &str = "silent";

impl Pulse {
    pub(crate) fn new(patience: Patience) -> Self {
        Self {
            beat: Mutex::default(),
            patience,
        }
    }

    /// True when there was trouble, which is over.
    pub(crate) fn answered(&self, at: Instant) -> bool {
        let mut beat = self.lock();
        beat.answered = beat.answered.max(Some(at));
        beat.told = false;
        beat.trouble.take().is_some()
    }

    /// True when there was none before.
    pub(crate) fn failed(&self, trouble: Trouble) -> bool {
        let mut beat = self.lock();
        let is_new = beat.trouble.is_none();
        let since = beat.trouble.as_ref().map_or(trouble.since, |old| old.since);
        beat.trouble = Some(Trouble { since, ..trouble });
        is_new
    }

    /// True once for each silence that lasts too long.
    pub(super) fn falls_silent(&self) -> bool {
        let mut beat = self.lock();
        let age = beat.answered.map(|at| at.elapsed());
        let is_silent = beat.trouble.is_none() && age.is_some_and(|age| self.is_too_old(age));
        let is_new = is_silent && !beat.told;
        beat.told |= is_silent;
        is_new
    }

    pub fn standing(&self) -> Standing {
        let beat = self.lock().clone();
        let age = beat.answered.map(|at| match self.patience {
            Patience::For(_) => at.elapsed(),
            Patience::Forever => Duration::ZERO,
        });
        match (beat.trouble, age) {
            (Some(trouble), age) => Standing::Failing { age, trouble },
            (None, None) => Standing::NotYet,
            (None, Some(age)) if self.is_too_old(age) => {
                let since = beat.answered.unwrap_or_else(Instant::now);
                let why = format!("no answer for {} s", age.as_secs());
                let trouble = Trouble {
                    since,
                    code: SILENT,
                    why: why.into(),
                };
                Standing::Failing {
                    age: Some(age),
                    trouble,
                }
            }
            (None, Some(age)) => Standing::Confirmed { age },
        }
    }

    fn is_too_old(&self, age: Duration) -> bool {
        matches!(self.patience, Patience::For(most) if age > most)
    }

    fn lock(&self) -> MutexGuard<'_, Beat> {
        self.beat.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(code: &'static str) -> Trouble {
        Trouble {
            since: Instant::now(),
            code,
            why: "no".into(),
        }
    }

    #[test]
    fn trouble_lasts_until_the_next_answer_and_keeps_its_beginning() {
        let pulse = Pulse::new(Patience::For(Duration::from_secs(60)));
        assert_eq!(pulse.standing(), Standing::NotYet);
        let first = trouble("unreachable");
        assert!(pulse.failed(first.clone()));
        assert!(!pulse.failed(trouble("no_leader")));
        match pulse.standing() {
            Standing::Failing { age: None, trouble } => {
                assert_eq!((trouble.code, trouble.since), ("no_leader", first.since));
            }
            other => panic!("{other:?}"),
        }
        assert!(pulse.answered(Instant::now()));
        assert!(!pulse.answered(Instant::now()));
        assert!(matches!(pulse.standing(), Standing::Confirmed { .. }));
    }

    #[test]
    fn who_is_silent_for_too_long_is_failing() {
        let pulse = Pulse::new(Patience::For(Duration::from_millis(5)));
        pulse.answered(Instant::now());
        std::thread::sleep(Duration::from_millis(10));
        assert!(pulse.falls_silent());
        assert!(!pulse.falls_silent(), "it is told once");
        match pulse.standing() {
            Standing::Failing {
                age: Some(_),
                trouble,
            } => assert_eq!(trouble.code, SILENT),
            other => panic!("{other:?}"),
        }
    }
}
