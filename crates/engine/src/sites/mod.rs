//! What sites are called. Until sites are documents of ours, the earlier system's are read.

mod names;
mod old;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use consul::{Client, Consistency, kv};
use tokio::sync::Notify;
use tokio::time::timeout;
use tracing::warn;

pub use old::{OldSite, OldSites};

use crate::mirror::{Patience, Pulse, Standing, Trouble};

/// Which address belongs to which site. The last good answer is kept, however old.
#[derive(Debug)]
pub struct SiteNames {
    known: RwLock<Option<Known>>,
    again: Notify,
    lifetime: Duration,
    pulse: Pulse,
}

#[derive(Clone, Debug)]
struct Known {
    names: Arc<HashMap<String, String>>,
    old: Arc<OldSites>,
    at: Instant,
}

/// How the names stand, for the metric that dashboards know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CacheStatus {
    /// It was answered from memory, and is young.
    Fresh,
    /// It could not be read, and is what it was.
    Stale,
    /// It has never been read.
    Missing,
}

impl CacheStatus {
    pub const ALL: [Self; 3] = [Self::Fresh, Self::Stale, Self::Missing];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Stale => "stale",
            Self::Missing => "missing",
        }
    }
}

/// Where the earlier system keeps them.
const OLD_KEY: &str = "skills/eye/metadata/sites";
/// After a failure it is tried again sooner.
const SOON: Duration = Duration::from_secs(5);

impl SiteNames {
    pub(crate) fn new(lifetime: Duration) -> Self {
        Self {
            known: RwLock::default(),
            again: Notify::new(),
            lifetime,
            pulse: Pulse::new(Patience::For(lifetime * 3)),
        }
    }

    /// The site to which an address belongs.
    pub fn of(&self, address: &str) -> Option<String> {
        let known = self.known();
        known.and_then(|known| known.names.get(address).cloned())
    }

    /// How old the names are; nothing when they have never been read.
    pub fn age(&self) -> Option<Duration> {
        self.known().map(|known| known.at.elapsed())
    }

    /// The sites themselves; nothing when they have never been read.
    pub fn old(&self) -> Option<Arc<OldSites>> {
        self.known().map(|known| known.old)
    }

    /// How well they are known.
    pub fn standing(&self) -> Standing {
        self.pulse.standing()
    }

    /// How long they are believed.
    pub fn lifetime(&self) -> Duration {
        self.lifetime
    }

    pub fn len(&self) -> usize {
        self.known().map_or(0, |known| known.names.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads them again, soon; until then they are what they were.
    pub fn forget(&self) {
        self.again.notify_one();
    }

    /// Keeps them up for as long as it is polled.
    pub(crate) async fn follow(&self, client: Client, told: impl Fn(CacheStatus)) {
        loop {
            let pause = match read(&client).await {
                Ok((names, old)) => {
                    self.keep(names, old);
                    self.pulse.answered(Instant::now());
                    told(CacheStatus::Fresh);
                    self.lifetime
                }
                Err(error) => {
                    warn!(code = error.code(), %error, "site names cannot be read");
                    self.pulse.failed(Trouble::new(Instant::now(), &error));
                    told(match self.known() {
                        Some(_) => CacheStatus::Stale,
                        None => CacheStatus::Missing,
                    });
                    SOON.min(self.lifetime)
                }
            };
            // Either is a reason to read them again.
            let _ = timeout(pause, self.again.notified()).await;
        }
    }

    fn known(&self) -> Option<Known> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    fn keep(&self, names: HashMap<String, String>, old: OldSites) {
        let known = Known {
            names: Arc::new(names),
            old: Arc::new(old),
            at: Instant::now(),
        };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }
}

/// A key that is not there is an answer: there are no names.
async fn read(client: &Client) -> Result<(HashMap<String, String>, OldSites), consul::Error> {
    let answer = client.read(&kv::raw(OLD_KEY), Consistency::ANY_AGE).await?;
    let Some(bytes) = answer.value else {
        return Ok(Default::default());
    };
    Ok(match serde_json::from_slice(&bytes) {
        Ok(value) => (names::by_address(&value), OldSites::read(&value)),
        Err(error) => {
            warn!(key = OLD_KEY, %error, "it is no JSON, so no site has a name");
            Default::default()
        }
    })
}
