//! Removing a document on purpose: what it was stays in its history.

use std::time::Duration;

use consul::txn::KvVerb;
use consul::{Consistency, kv};
use domain::access::Actor;
use tokio::time::sleep;

use super::clock;
use super::error::Error;
use super::heal::Removed;
use super::layout::HistoryKey;
use super::store::Slot;
use super::write::{Aside, Wrote};
use super::zip;

const MOST_TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(50);

impl Slot {
    /// Removes what has this index.
    pub(crate) async fn remove(&self, actor: &Actor, index: u64) -> Result<(), Error> {
        actor.require(self.rules.change).map_err(Error::Denied)?;
        let query = kv::get(&self.key());
        let mut unsure = None;
        for _ in 0..MOST_TRIES {
            let there = self.client().read(&query, Consistency::Consistent).await;
            let there = there.map_err(|error| self.still(unsure.as_deref(), error.into()))?;
            let entry = match (there.value, &unsure) {
                (Some(entry), _) if entry.modify_index == index => entry,
                (None, Some(_)) => return Ok(()),
                (Some(_), Some(why)) => return Err(self.unsure(String::clone(why))),
                (_, None) => return Err(Error::Changed { what: self.key() }),
            };
            let aside = Aside {
                key: HistoryKey::Version(index),
                bytes: zip::pack(&entry.value),
            };
            let verb = KvVerb::DeleteUnchanged { index };
            // Without this mark it would come back.
            let mark = mark(actor, index);
            let sent = self.send(verb, Some(&aside), Some(&mark)).await;
            match sent.map_err(|error| self.still(unsure.as_deref(), error))? {
                Wrote::Done(_) => {
                    self.observer().changed(self.name());
                    return Ok(());
                }
                Wrote::Lost if unsure.is_none() => {
                    return Err(Error::Changed { what: self.key() });
                }
                Wrote::Lost => {}
                Wrote::Unsure(why) => {
                    self.observer().unsure(self.name());
                    unsure = Some(why);
                    sleep(PAUSE).await;
                }
            }
        }
        Err(self.unsure(unsure.unwrap_or_default()))
    }

    /// Where it may have been removed, what fails since says nothing of it.
    fn still(&self, unsure: Option<&str>, error: Error) -> Error {
        match unsure {
            Some(why) => self.unsure(format!("{why}; then {error}")),
            None => error,
        }
    }
}

fn mark(actor: &Actor, index: u64) -> Aside {
    let removed = Removed {
        index,
        at: clock::now(),
        by: actor.name.clone(),
    };
    Aside {
        key: HistoryKey::Removed,
        bytes: serde_json::to_vec(&removed).unwrap_or_default(),
    }
}
