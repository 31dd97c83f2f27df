//! A query that is asked again and again, each time until something changes.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::{Duration, Instant};

use tokio::sync::OwnedSemaphorePermit;
use tokio::time::sleep_until;

use crate::answer::{Answer, Meta};
use crate::breaker::Health;
use crate::call::Call;
use crate::client::{Client, Taken};
use crate::consistency::Consistency;
use crate::error::{Error, Kind};
use crate::query::Query;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchOptions {
    pub consistency: Consistency,
    /// How long the server waits for a change before it answers all the same.
    pub wait: Duration,
    /// Between the beginnings of two rounds: changes in a burst are seen as one.
    pub least_pause: Duration,
    pub tell: Tell,
}

/// Which answers a watch tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// Those that differ from the one before.
    Changes,
    /// All of them, for who must know that a server still confirms what was told.
    EveryAnswer,
}

impl WatchOptions {
    pub fn new(consistency: Consistency) -> Self {
        Self {
            consistency,
            wait: Duration::from_secs(60),
            least_pause: Duration::from_millis(200),
            tell: Tell::Changes,
        }
    }
}

/// What a watch has to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<T> {
    /// The first value, or another than before.
    Changed(Answer<T>),
    /// It cannot be read since then. Said once, and again when the reason is another.
    Lost { since: Instant, error: Error },
    /// It can be read again, and is what it was.
    Regained(Meta),
    /// It still is what it was; told only to who wants every answer. The index may have
    /// moved with things that have nothing to do with the value.
    Confirmed(Meta),
}

/// Stays with one server as long as that answers, because others count their indexes apart.
pub struct Watch<T> {
    client: Client,
    query: Query<T>,
    options: WatchOptions,
    place: usize,
    placed: Instant,
    /// Where it was before servers began to fail, until one answers.
    left: Option<usize>,
    index: Option<u64>,
    /// That of the last answer that was believed, whichever server gave it.
    believed: Option<u64>,
    /// Of the last answer that was told.
    hash: Option<u64>,
    answered: Option<Instant>,
    next_round: Instant,
    outage: Option<Outage>,
    _permit: OwnedSemaphorePermit,
}

struct Outage {
    since: Instant,
    failures: u32,
    /// The code of the error that was told last.
    told: Option<&'static str>,
}

/// After a fail-over, the earlier servers are left in peace for this long.
const STAY: Duration = Duration::from_secs(60);

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

impl Client {
    /// Follows what a query reads.
    ///
    /// # Errors
    ///
    /// When no more watches are allowed, or a name cannot travel.
    pub fn watch<T>(&self, query: Query<T>, options: WatchOptions) -> Result<Watch<T>, Error> {
        query.call(options.consistency)?;
        let (places, limit) = self.watch_places();
        let permit = places
            .try_acquire_owned()
            .map_err(|_| Error::new(query.operation(), Kind::TooManyWatches { limit }))?;
        let now = Instant::now();
        Ok(Watch {
            client: self.clone(),
            query,
            options,
            place: 0,
            placed: now,
            left: None,
            index: None,
            believed: None,
            hash: None,
            answered: None,
            next_round: now,
            outage: None,
            _permit: permit,
        })
    }
}

impl<T> Watch<T> {
    /// Waits for the next thing to say. May be dropped while waiting: nothing is lost but
    /// the round that was under way.
    pub async fn next(&mut self) -> Seen<T> {
        loop {
            sleep_until(self.next_round.into()).await;
            self.next_round = Instant::now() + self.options.least_pause;
            let outcome = match self.call() {
                Ok(call) => self.client.try_at(&call, self.place).await,
                Err(error) => Err(error),
            };
            let outcome = match outcome {
                Ok(taken) if self.is_behind(&taken) => self.ask_the_leader().await,
                other => other,
            };
            let seen = match outcome {
                Ok(taken) => self.take(&taken),
                Err(error) => Err(error),
            };
            match seen {
                Ok(Some(seen)) => return seen,
                Ok(None) => {}
                Err(error) => {
                    if let Some(seen) = self.fail(error) {
                        return seen;
                    }
                }
            }
        }
    }

    /// When a server last confirmed what this watch has told.
    pub fn answered(&self) -> Option<Instant> {
        self.answered
    }

    fn call(&self) -> Result<Call, Error> {
        let call = self.query.call(self.options.consistency)?;
        Ok(match self.index {
            Some(index) => call
                .with("index", &index.to_string())
                .waiting(self.options.wait),
            None => call,
        })
    }

    /// A server that has just started answers out of nothing while it reads its log, and says
    /// that it has a leader; to believe it would be to forget what is known.
    fn is_behind(&self, taken: &Taken) -> bool {
        let may_be = matches!(self.options.consistency, Consistency::Stale { .. });
        may_be && taken.raw.meta.index.map(|index| index.max(1)) < self.believed
    }

    /// Whether it is so that the index went back, as in a cluster that was restored.
    async fn ask_the_leader(&self) -> Result<Taken, Error> {
        let call = self.query.call(Consistency::Default)?;
        self.client.try_at(&call, self.place).await
    }

    fn take(&mut self, taken: &Taken) -> Result<Option<Seen<T>>, Error> {
        let raw = &taken.raw;
        let index = raw.meta.index.ok_or_else(|| {
            let server = raw.meta.server.clone();
            let why = "it has no index".to_owned();
            Error::new(self.query.operation(), Kind::Undecodable { server, why })
        })?;
        let mut hasher = DefaultHasher::new();
        raw.status.hash(&mut hasher);
        raw.body.hash(&mut hasher);
        let hash = hasher.finish();
        // An index moves with things that have nothing to do with this query.
        let changed = self.hash != Some(hash);
        let answer = changed.then(|| self.query.decode(raw)).transpose()?;

        self.index = match self.index {
            // A restored or rebuilt server counts from lower again.
            Some(before) if index < before => None,
            // Without an index a server would answer at once, for ever.
            _ => Some(index.max(1)),
        };
        self.believed = Some(index.max(1));
        self.hash = Some(hash);
        self.answered = Some(raw.meta.received);
        // The first one again is where it belongs.
        if let Some(from) = self.left.take()
            && taken.place != from
            && taken.place > 0
        {
            let operation = self.query.operation();
            self.client.fell_over(operation, from, taken.place);
        }
        let regained = self
            .outage
            .take()
            .is_some_and(|outage| outage.told.is_some());
        self.go_back();
        Ok(match answer {
            Some(answer) => Some(Seen::Changed(answer)),
            None if regained => Some(Seen::Regained(raw.meta.clone())),
            None if self.options.tell == Tell::EveryAnswer => {
                Some(Seen::Confirmed(raw.meta.clone()))
            }
            None => None,
        })
    }

    fn fail(&mut self, error: Error) -> Option<Seen<T>> {
        let servers = self.client.servers().len();
        let outage = self.outage.get_or_insert_with(|| Outage {
            since: Instant::now(),
            failures: 0,
            told: None,
        });
        outage.failures = outage.failures.saturating_add(1);
        let rounds = outage.failures / u32::try_from(servers).unwrap_or(u32::MAX).max(1);
        let everywhere = rounds > 0;
        if everywhere || matches!(error.kind, Kind::Throttled { .. }) {
            let factor = 2_u32.saturating_pow(rounds.saturating_sub(1).min(16));
            let pause = FIRST_PAUSE.saturating_mul(factor).min(LONGEST_PAUSE);
            let pause = pause.mul_f64(0.5 + fastrand::f64() / 2.0);
            self.next_round = self.next_round.max(Instant::now() + pause);
        }
        let news = everywhere && outage.told != Some(error.code());
        let since = outage.since;
        if news {
            outage.told = Some(error.code());
        }
        self.left.get_or_insert(self.place);
        self.move_to((self.place + 1) % servers.max(1));
        news.then_some(Seen::Lost { since, error })
    }

    /// To an earlier server, once that has been well for a while.
    fn go_back(&mut self) {
        if self.place == 0 || self.placed.elapsed() < STAY {
            return;
        }
        let states = self.client.servers();
        let good = |state: &crate::ServerState| {
            let quiet = |(at, _): &(Instant, String)| at.elapsed() >= STAY;
            state.health == Health::Good && state.last_failure.as_ref().is_none_or(quiet)
        };
        if let Some(earlier) = states[..self.place].iter().position(good) {
            self.move_to(earlier);
        }
    }

    fn move_to(&mut self, place: usize) {
        if place != self.place {
            self.place = place;
            self.placed = Instant::now();
        }
        // Another server, or another life of this one, may count differently.
        self.index = None;
    }
}
