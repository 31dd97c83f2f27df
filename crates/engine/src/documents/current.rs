//! What a document is now.

use consul::wire::Entry;
use consul::{Consistency, kv};

use super::error::Error;
use super::heal::Restored;
use super::kind::{Look, Unfit};
use super::store::Slot;
use super::stored::Stored;

/// A value that can be used.
#[derive(Clone, Debug)]
pub(crate) struct Current {
    pub(crate) stored: Stored,
    pub(super) look: Look,
    pub(crate) bytes: Vec<u8>,
    pub(crate) index: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) current: Option<Current>,
    pub(crate) restored: Option<Restored>,
}

/// What is there, before anything is done about it.
#[derive(Debug)]
pub(super) enum Glance {
    Good(Box<Current>),
    Missing,
    Broken(Entry, String),
}

impl Slot {
    /// Reads; what is gone or broken is healed first.
    pub(crate) async fn read(&self, consistency: Consistency) -> Result<Seen, Error> {
        match self.glance(consistency).await? {
            Glance::Good(current) => Ok(Seen {
                current: Some(*current),
                restored: None,
            }),
            Glance::Missing | Glance::Broken(..) => self.heal().await,
        }
    }

    pub(super) async fn glance(&self, consistency: Consistency) -> Result<Glance, Error> {
        let answer = self.client().read(&kv::get(&self.key()), consistency).await;
        match answer?.value {
            Some(entry) => self.judge(entry),
            None => Ok(Glance::Missing),
        }
    }

    fn judge(&self, entry: Entry) -> Result<Glance, Error> {
        let stored = match Stored::decode(&entry.value) {
            Ok(stored) => stored,
            Err(why) => return Ok(Glance::Broken(entry, why)),
        };
        match self.rules.look_at(&self.key(), &stored) {
            Ok(look) => Ok(Glance::Good(Box::new(Current {
                stored,
                look,
                bytes: entry.value,
                index: entry.modify_index,
            }))),
            Err(Unfit::Newer(error)) => Err(error),
            Err(Unfit::Broken(why)) => Ok(Glance::Broken(entry, why)),
        }
    }
}
