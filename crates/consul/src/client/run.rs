//! The way of a call: over the servers in order, again after a pause, until it is done,
//! cannot be helped, or has waited long enough.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::SemaphorePermit;
use tokio::time::{sleep, timeout};

use super::judge::{Reason, Sort, Verdict};
use super::{Client, Server};
use crate::answer::Raw;
use crate::call::{Call, Effect};
use crate::error::{Error, Kind, Trouble};

/// Between two rounds, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// An answer, and how an earlier try of the same call ended when that is unknown.
pub(crate) struct Taken {
    pub(crate) raw: Raw,
    pub(crate) place: usize,
    pub(crate) earlier: Option<Kind>,
}

/// What one round over the servers came to.
struct Round {
    tried: Vec<Trouble>,
    worst: Sort,
}

/// What is known of a call while it goes on.
pub(super) struct Progress {
    pub(super) started: Instant,
    /// Where and why it is unknown whether the write was done.
    unsure: Option<Kind>,
}

enum Ended {
    Taken(Taken),
    Round(Round),
}

impl Client {
    /// Does a call, with all the patience it deserves.
    pub(crate) async fn run(&self, call: &Call) -> Result<Taken, Error> {
        let settings = &self.inner.settings;
        let mut progress = Progress::new();
        let mut rounds = 0;
        loop {
            rounds += 1;
            let round = {
                let place = self.place(call).await;
                let _place = place.map_err(|kind| progress.error(call, kind))?;
                match self.round(call, &mut progress).await? {
                    Ended::Taken(taken) => {
                        if taken.place > 0 && call.only.is_none() {
                            self.fell_over(call.operation, 0, taken.place);
                        }
                        return Ok(taken);
                    }
                    Ended::Round(round) => round,
                }
            };
            let again = if round.worst == Sort::NoLeader && call.effect.needs_leader() {
                self.leader_comes(&progress, settings.retry.delay).await
            } else if rounds < settings.retry.attempts {
                sleep(pause(settings.retry.delay, rounds)).await;
                true
            } else {
                false
            };
            if !again {
                return Err(failure(call, round, &progress));
            }
        }
    }

    /// One try at one server: for watches, which stay with a server while it answers.
    pub(crate) async fn try_at(&self, call: &Call, place: usize) -> Result<Taken, Error> {
        let mut progress = Progress::new();
        match self
            .ask_in_turn(call, place..place + 1, &mut progress)
            .await?
        {
            Ended::Taken(taken) => Ok(taken),
            Ended::Round(round) => Err(failure(call, round, &progress)),
        }
    }

    pub(crate) fn fell_over(&self, operation: &'static str, from: usize, to: usize) {
        let name = |place: usize| &*self.inner.servers[place].name;
        let observer = &self.inner.observer;
        observer.fell_over(operation, name(from), name(to));
    }

    /// A place among the calls under way. What waits for a change has it among the watches,
    /// or a few of them would keep everything else from being asked.
    async fn place(
        &self,
        call: &Call,
    ) -> Result<(SemaphorePermit<'_>, Option<SemaphorePermit<'_>>), Kind> {
        let settings = &self.inner.settings;
        if call.blocking {
            let limit = settings.watches();
            let place = self.inner.watches.try_acquire();
            let place = place.map_err(|_| Kind::TooManyWatches { limit })?;
            return Ok((place, None));
        }
        let patience = if call.effect.needs_leader() {
            settings.timeout.max(settings.hold)
        } else {
            settings.timeout
        };
        let places = async {
            let with_leader = if call.effect.needs_leader() {
                self.inner.leader_calls.acquire().await.ok()
            } else {
                None
            };
            let place = self.inner.calls.acquire().await.ok();
            place.map(|place| (place, with_leader))
        };
        let place = timeout(patience, places).await.ok().flatten();
        place.ok_or(Kind::Busy {
            limit: settings.parallel,
            waited: patience,
        })
    }

    async fn round(&self, call: &Call, progress: &mut Progress) -> Result<Ended, Error> {
        let places = match (call.only, call.effect) {
            (Some(place), _) => place..place + 1,
            // Another agent has another state.
            (None, Effect::WriteAgent) => 0..1,
            (None, _) => 0..self.inner.servers.len(),
        };
        self.ask_in_turn(call, places, progress).await
    }

    async fn ask_in_turn(
        &self,
        call: &Call,
        places: std::ops::Range<usize>,
        progress: &mut Progress,
    ) -> Result<Ended, Error> {
        let mut tried = Vec::new();
        let mut worst = None;
        for place in places {
            let server = &self.inner.servers[place];
            let Some(leave) = server.breaker.enter() else {
                tried.push(resting(server));
                worst = Some(graver(worst, Sort::Unreachable));
                continue;
            };
            match self.ask(call, server, leave).await {
                Verdict::Done(raw) => {
                    return Ok(Ended::Taken(Taken {
                        raw,
                        place,
                        earlier: progress.unsure.clone(),
                    }));
                }
                Verdict::Stop(kind) => return Err(progress.error(call, kind)),
                Verdict::Next(Reason { why, sort, unsure }) => {
                    if unsure {
                        let kind = Kind::Unsure {
                            server: Arc::clone(&server.name),
                            why: why.clone(),
                        };
                        if call.effect != Effect::WriteRepeatable {
                            return Err(Error::new(call.operation, kind));
                        }
                        progress.unsure = Some(kind);
                    }
                    worst = Some(graver(worst, sort));
                    tried.push(Trouble {
                        server: Arc::clone(&server.name),
                        why,
                    });
                    // Each further server might keep the call for as long.
                    let late = progress.started.elapsed() > self.inner.settings.hold / 2;
                    if sort == Sort::NoLeader && late {
                        break;
                    }
                }
            }
        }
        Ok(Ended::Round(Round {
            tried,
            worst: worst.unwrap_or(Sort::Unreachable),
        }))
    }
}

impl Progress {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            unsure: None,
        }
    }

    /// A refusal after a try that may have been done says nothing: that try may be the
    /// very reason for it.
    fn error(&self, call: &Call, kind: Kind) -> Error {
        Error::new(call.operation, self.unsure.clone().unwrap_or(kind))
    }
}

fn resting(server: &Server) -> Trouble {
    let failure = server.breaker.last_failure();
    let why = failure.map_or_else(
        || "it is being tried".to_owned(),
        // Without a time: the words are kept and shown for longer than it would be true.
        |failure| format!("left alone after a failure: {}", failure.why),
    );
    Trouble {
        server: Arc::clone(&server.name),
        why,
    }
}

/// Of what several servers said, what counts: a lost leader is worth waiting for, and a
/// server that is there says more than one that is not.
fn graver(one: Option<Sort>, other: Sort) -> Sort {
    let rank = |sort| match sort {
        Sort::Unreachable => 0,
        Sort::Failed => 1,
        Sort::Throttled => 2,
        Sort::Stale(_) => 3,
        Sort::NoLeader => 4,
    };
    match one {
        Some(one) if rank(one) >= rank(other) => one,
        _ => other,
    }
}

fn failure(call: &Call, round: Round, progress: &Progress) -> Error {
    let Round { tried, worst } = round;
    let waited = progress.started.elapsed();
    let kind = match (worst, call.effect) {
        (Sort::Unreachable, _) => Kind::Unreachable { tried },
        (Sort::NoLeader, _) => Kind::NoLeader { waited, tried },
        (Sort::Failed, _) => Kind::Failed { tried },
        (Sort::Throttled, _) => Kind::Throttled {
            said: tried
                .into_iter()
                .map(|trouble| trouble.why)
                .next()
                .unwrap_or_default(),
        },
        (
            Sort::Stale(last_contact),
            Effect::Read(crate::Consistency::Stale {
                max_last_contact: limit,
            }),
        ) => Kind::TooStale {
            last_contact,
            limit,
        },
        (Sort::Stale(_), _) => Kind::Failed { tried },
    };
    progress.error(call, kind)
}

/// Doubles with every round, and is spread so that clients do not come back all at once.
pub(super) fn pause(first: Duration, rounds: u32) -> Duration {
    let whole = first
        .saturating_mul(2_u32.saturating_pow(rounds.saturating_sub(1).min(16)))
        .min(LONGEST_PAUSE);
    whole.mul_f64(0.5 + fastrand::f64() / 2.0)
}
