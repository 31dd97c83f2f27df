//! What became of a write whose fate is unknown: found out by reading.

use std::collections::BTreeSet;
use std::time::Duration;

use consul::Consistency;
use tokio::time::sleep;

use super::current::{Current, Glance};
use super::error::Error;
use super::store::Slot;
use super::stored::Stored;
use super::write::{Aside, Wrote};

/// What a write is made on.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// 0 when the document is absent.
    pub(super) index: u64,
    pub(super) version: u64,
}

#[derive(Debug)]
enum Fate {
    Done(u64),
    /// It was not, and cannot be any more.
    NotDone,
    /// Nothing has changed; it may still be on its way.
    Open,
}

#[derive(Debug, PartialEq)]
pub(super) enum Sent {
    Done(Option<u64>),
    Lost,
}

/// The same bytes on the same index again and again are one write, whichever arrives.
const MOST_TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(50);

impl Slot {
    /// The count of versions goes on where the history of an absent document ends.
    pub(super) async fn base(&self, current: Option<&Current>) -> Result<Base, Error> {
        Ok(match current {
            Some(current) => Base {
                index: current.index,
                version: current.stored.meta.version,
            },
            None => Base {
                index: 0,
                version: self.last_version().await?,
            },
        })
    }

    /// Writes, and does not come back before it is known what happened, or that it cannot
    /// be known.
    pub(super) async fn write_surely(
        &self,
        base: &Base,
        bytes: &[u8],
        id: &str,
        aside: Option<&Aside>,
    ) -> Result<Sent, Error> {
        let mut unsure: Option<String> = None;
        for _ in 0..MOST_TRIES {
            match (self.write(base.index, bytes, aside).await, &unsure) {
                (Ok(Wrote::Done(index)), _) => return Ok(Sent::Done(index)),
                (Ok(Wrote::Lost), None) => return Ok(Sent::Lost),
                (Err(error), None) => return Err(error),
                // Who was quicker may be ourselves, a moment ago.
                (Ok(Wrote::Lost) | Err(_), Some(_)) => {}
                (Ok(Wrote::Unsure(why)), _) => {
                    self.observer().unsure(self.name());
                    unsure = Some(why);
                }
            }
            match self.settle(base, id).await {
                Ok(Fate::Done(index)) => return Ok(Sent::Done(Some(index))),
                Ok(Fate::NotDone) => return Ok(Sent::Lost),
                Ok(Fate::Open) => sleep(PAUSE).await,
                Err(error) => return Err(self.unsure(error.to_string())),
            }
        }
        Err(self.unsure(unsure.unwrap_or_default()))
    }

    pub(super) fn unsure(&self, why: String) -> Error {
        let what = self.key();
        Error::Unsure { what, why }
    }

    async fn settle(&self, base: &Base, id: &str) -> Result<Fate, Error> {
        let current = match self.glance(Consistency::Consistent).await? {
            Glance::Good(current) => current,
            Glance::Missing if base.index == 0 && self.is_absent(&self.names().await?).await? => {
                return Ok(Fate::Open);
            }
            Glance::Missing => return Err(self.unsure("it is gone since".to_owned())),
            Glance::Broken(_, why) => return Err(self.unsure(why)),
        };
        if current.stored.meta.write == id {
            return Ok(Fate::Done(current.index));
        }
        if current.index == base.index {
            return Ok(Fate::Open);
        }
        self.settle_by_history(base, id, &current).await
    }

    /// Others wrote since: every value between is in the history, ours or not.
    async fn settle_by_history(
        &self,
        base: &Base,
        id: &str,
        current: &Current,
    ) -> Result<Fate, Error> {
        let mut missing: BTreeSet<u64> = (base.version + 1..current.stored.meta.version).collect();
        for index in self.names().await?.versions {
            if index <= base.index || index >= current.index {
                continue;
            }
            let Some(packed) = self.packed(index).await? else {
                continue;
            };
            let Ok(stored) = Stored::decode(&packed) else {
                continue;
            };
            if stored.meta.write == id {
                return Ok(Fate::Done(index));
            }
            missing.remove(&stored.meta.version);
        }
        if missing.is_empty() {
            Ok(Fate::NotDone)
        } else {
            let why = format!("{} versions since are not kept any more", missing.len());
            Err(self.unsure(why))
        }
    }

    /// The index of a write that was done, where others have not hidden it already.
    pub(super) async fn index_of(&self, base: &Base, id: &str) -> Option<u64> {
        match self.settle(base, id).await {
            Ok(Fate::Done(index)) => Some(index),
            _ => None,
        }
    }
}
