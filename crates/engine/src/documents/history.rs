//! What a document was before.

use std::collections::BTreeSet;

use consul::kv::{self, Condition};
use consul::{Answer, Consistency};

use super::error::Error;
use super::layout::{HistoryKey, Place};
use super::store::{Slot, VERSIONS};
use super::stored::{Meta, Stored, Written};
use super::zip;

/// Of bytes that could not be read.
const MOST_BROKEN: usize = 3;

const READ: Consistency = Consistency::Consistent;

/// One earlier value.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub index: u64,
    /// Bytes before they were packed, as the document itself has them.
    pub size: usize,
    /// Absent when it cannot be read.
    pub meta: Option<Meta>,
}

/// What lies in the folder of a document's history.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The newest first.
    pub(super) versions: Vec<u64>,
    pub(super) broken: Vec<u64>,
    pub(super) removed: bool,
}

impl Names {
    /// A name beyond the store's own index was written to another store before its keys were
    /// carried here; what this store wrote itself is newer than all of these.
    fn of(keys: impl Iterator<Item = HistoryKey>, store_index: u64) -> Self {
        let mut names = Self::default();
        for key in keys {
            match key {
                HistoryKey::Version(index) => names.versions.push(index),
                HistoryKey::Broken(index) => names.broken.push(index),
                HistoryKey::Removed => names.removed = true,
            }
        }
        let age = |index: &u64| (*index <= store_index, *index);
        names
            .versions
            .sort_by_key(|index| std::cmp::Reverse(age(index)));
        names
            .broken
            .sort_by_key(|index| std::cmp::Reverse(age(index)));
        names
    }
}

impl Slot {
    pub(super) async fn names(&self) -> Result<Names, Error> {
        let folder = self.layout().history(self.name());
        let Answer { value, meta } = self.client().read(&kv::keys(&folder, None), READ).await?;
        let keys = value
            .iter()
            .filter_map(|key| match self.layout().place(key) {
                Place::History(_, key) => Some(key),
                _ => None,
            });
        Ok(Names::of(keys, meta.index.unwrap_or(u64::MAX)))
    }

    /// The bytes of an earlier value as they are stored.
    pub(super) async fn packed(&self, index: u64) -> Result<Option<Vec<u8>>, Error> {
        let key = self.version_key(index);
        let entry = self.client().read(&kv::get(&key), READ).await?.value;
        Ok(entry.map(|entry| entry.value))
    }

    pub(super) fn version_key(&self, index: u64) -> String {
        let key = HistoryKey::Version(index);
        self.layout().history_key(self.name(), key)
    }

    /// The earlier values, the newest first.
    pub(crate) async fn versions(&self) -> Result<Vec<Version>, Error> {
        let now = self.client().read(&kv::get(&self.key()), READ).await?.value;
        let now = now.map(|entry| entry.modify_index);
        let mut versions = Vec::new();
        for index in self.names().await?.versions {
            // The newest value has its copy there as well, and is no earlier one.
            if Some(index) == now {
                continue;
            }
            let Some(packed) = self.packed(index).await? else {
                continue;
            };
            versions.push(Version {
                index,
                size: zip::unpack(&packed).map_or(packed.len(), |plain| plain.len()),
                meta: Stored::decode(&packed).ok().map(|stored| stored.meta),
            });
        }
        Ok(versions)
    }

    pub(super) async fn last_version(&self) -> Result<u64, Error> {
        for index in self.names().await?.versions {
            if let Some(packed) = self.packed(index).await?
                && let Ok(stored) = Stored::decode(&packed)
            {
                return Ok(stored.meta.version);
            }
        }
        Ok(0)
    }

    /// The value that the document had, or has, under this index.
    pub(crate) async fn at(&self, index: u64) -> Result<Stored, Error> {
        let bytes = self.bytes_at(index).await?;
        Stored::decode(&bytes).map_err(|why| self.broken(index, why))
    }

    /// The same with the data as it is written.
    pub(crate) async fn written_at(&self, index: u64) -> Result<Written, Error> {
        let bytes = self.bytes_at(index).await?;
        Written::decode(&bytes).map_err(|why| self.broken(index, why))
    }

    async fn bytes_at(&self, index: u64) -> Result<Vec<u8>, Error> {
        let entry = self.client().read(&kv::get(&self.key()), READ).await?.value;
        let bytes = match entry {
            Some(entry) if entry.modify_index == index => Some(entry.value),
            _ => self.packed(index).await?,
        };
        bytes.ok_or_else(|| Error::NotFound {
            what: self.version_name(index),
        })
    }

    fn broken(&self, index: u64, why: String) -> Error {
        let what = self.version_name(index);
        Error::Broken { what, why }
    }

    fn version_name(&self, index: u64) -> String {
        format!("{} {index}", self.key())
    }

    /// After a write: a copy of the new value, so that even the last change outlives a lost
    /// key, and the old ones removed. The write is done; nothing here can make it fail.
    pub(super) async fn follow_up(&self, index: Option<u64>, bytes: &[u8]) {
        let followed = async {
            if let Some(index) = index {
                let (key, packed) = (self.version_key(index), zip::pack(bytes));
                self.client()
                    .kv()
                    .put(&key, packed, 0, Condition::Absent)
                    .await?;
            }
            self.prune().await
        };
        if let Err(error) = followed.await {
            tracing::debug!(document = self.name(), %error, "the history waits for the next write");
        }
    }

    async fn prune(&self) -> Result<(), Error> {
        let names = self.names().await?;
        // One more than the earlier ones: the copy of the newest.
        let old = names.versions.into_iter().skip(VERSIONS + 1);
        let old = old.map(HistoryKey::Version);
        let broken = names.broken.into_iter().skip(MOST_BROKEN);
        let broken = broken.map(HistoryKey::Broken);
        for key in old.chain(broken).collect::<BTreeSet<_>>() {
            let key = self.layout().history_key(self.name(), key);
            self.client().kv().delete(&key).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_an_earlier_store_are_the_oldest() {
        let keys = [500, 7, 600, 9].map(HistoryKey::Version);
        let names = Names::of(keys.into_iter(), 20);
        assert_eq!(names.versions, [9, 7, 600, 500]);
        let names = Names::of(keys.into_iter(), 1_000);
        assert_eq!(names.versions, [600, 500, 9, 7]);
    }
}
