//! A document that is gone or broken comes back from its history by itself.

use consul::{Consistency, kv};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clock;
use super::current::{Glance, Seen};
use super::error::Error;
use super::history::Names;
use super::kind::Unfit;
use super::layout::HistoryKey;
use super::store::Slot;
use super::stored::Stored;
use super::write::{Aside, Wrote};

/// That a document was restored, for who reads it then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// The version that is there again.
    pub from_index: u64,
    /// What was wrong, in words.
    pub why: String,
    pub at: String,
}

/// Others may heal it, or write it, at the same time.
const MOST_ROUNDS: u32 = 8;

const GONE: &str = "its key was gone";
const SOURCE: &str = "automatic_restore";
/// In the place of a person.
const BY: &str = "skills-eye";

/// What the history has to offer.
struct Found {
    index: u64,
    stored: Stored,
}

impl Slot {
    pub(crate) async fn heal(&self) -> Result<Seen, Error> {
        let mut ours: Vec<(String, Restored)> = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let (broken, why) = match self.glance(Consistency::Consistent).await? {
                Glance::Good(current) => {
                    let id = &current.stored.meta.write;
                    let restored = ours.into_iter().find(|(write, _)| write == id);
                    let restored = restored.map(|(_, restored)| restored);
                    if let Some(restored) = &restored {
                        self.tell(restored);
                        self.follow_up(Some(current.index), &current.bytes).await;
                    }
                    return Ok(Seen {
                        current: Some(*current),
                        restored,
                    });
                }
                Glance::Missing => (None, GONE.to_owned()),
                Glance::Broken(entry, why) => (Some(entry), why),
            };
            let names = self.names().await?;
            if broken.is_none() && self.is_absent(&names).await? {
                return Ok(Seen {
                    current: None,
                    restored: None,
                });
            }
            let Some(found) = self.newest_valid(&names).await? else {
                let why = format!("{why}; of {} versions none is good", names.versions.len());
                return Err(Error::Broken {
                    what: self.key(),
                    why,
                });
            };
            let restored = Restored {
                from_index: found.index,
                why,
                at: clock::now(),
            };
            let mut stored = found.stored;
            stored.meta.version = stored.meta.version.saturating_add(1);
            stored.meta.updated_at.clone_from(&restored.at);
            stored.meta.updated_by = BY.to_owned();
            stored.meta.source = SOURCE.to_owned();
            stored.meta.write = Uuid::now_v7().to_string();
            let next = self.seal(stored)?;
            let index = broken.as_ref().map_or(0, |entry| entry.modify_index);
            let aside = broken.map(|entry| Aside {
                key: HistoryKey::Broken(entry.modify_index),
                bytes: entry.value,
            });
            // Whatever comes of it, the next look tells, because the write has a name.
            match self.write(index, &next.bytes, aside.as_ref()).await? {
                Wrote::Done(_) | Wrote::Lost => {}
                Wrote::Unsure(_) => self.observer().unsure(self.name()),
            }
            ours.push((next.stored.meta.write, restored));
        }
        Err(Error::Contended {
            what: self.key(),
            rounds: MOST_ROUNDS,
        })
    }

    fn tell(&self, restored: &Restored) {
        self.observer().restored(self.name());
        tracing::warn!(
            document = self.name(),
            from_index = restored.from_index,
            why = restored.why,
            "a document was restored from its history"
        );
    }

    /// Whether nothing is missing: it never was, or was removed on purpose.
    pub(super) async fn is_absent(&self, names: &Names) -> Result<bool, Error> {
        let Some(newest) = names.versions.first() else {
            return Ok(true);
        };
        if !names.removed {
            return Ok(false);
        }
        let key = self.layout().history_key(self.name(), HistoryKey::Removed);
        let query = kv::get(&key);
        let entry = self.client().read(&query, Consistency::Consistent).await?;
        let removed = entry.value.and_then(|entry| Removed::decode(&entry.value));
        Ok(removed.is_some_and(|removed| removed.index >= *newest))
    }

    async fn newest_valid(&self, names: &Names) -> Result<Option<Found>, Error> {
        for index in names.versions.iter().copied() {
            let Some(packed) = self.packed(index).await? else {
                continue;
            };
            let Ok(stored) = Stored::decode(&packed) else {
                continue;
            };
            match self.rules.look_at(&self.key(), &stored) {
                Ok(_) => return Ok(Some(Found { index, stored })),
                // An older value must not take the place of one that only we cannot read.
                Err(Unfit::Newer(error)) => return Err(error),
                Err(Unfit::Broken(_)) => {}
            }
        }
        Ok(None)
    }
}

/// Says that a document was removed on purpose, and must not come back by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Removed {
    /// Of the value that was there last.
    pub(super) index: u64,
    pub(super) at: String,
    pub(super) by: String,
}

impl Removed {
    fn decode(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}
