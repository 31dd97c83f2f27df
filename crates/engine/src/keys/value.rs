//! One key.

use consul::wire::Entry;
use consul::{Consistency, kv};
use domain::access::Actor;
use domain::error::AppError;
use serde::Serialize;

use super::content::Content;
use super::scope::Target;
use super::{Keys, ask};
use crate::documents::{Error, Place, Stored};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyValue {
    pub key: String,
    /// What compare-and-set compares.
    pub index: u64,
    pub created_index: u64,
    pub flags: u64,
    /// Bytes as they are stored.
    pub size: usize,
    pub content: Content,
    /// The session that holds it as a lock.
    pub session: Option<String>,
    /// It is a document, with a history.
    pub document: bool,
    pub writable: bool,
}

impl Keys {
    /// The value, as fresh as an edit needs it.
    ///
    /// # Errors
    ///
    /// When the actor or the key may not, there is no such key, or the store cannot be read.
    pub async fn value(&self, actor: &Actor, key: &str) -> Result<KeyValue, AppError> {
        ask(actor)?;
        self.scope.may_read(key)?;
        let mut entry = self.entry(key).await?;
        if let Ok(Target::Document(name)) = self.scope.may_write(key) {
            let is_good = |entry: &Entry| Stored::decode(&entry.value).is_ok();
            if !entry.as_ref().is_some_and(is_good) && self.heal(&name).await? {
                entry = self.entry(key).await?;
            }
        }
        match entry {
            Some(entry) => Ok(self.shown(entry)),
            None => Err(AppError::not_found(key)),
        }
    }

    /// Whether the history had something to put in the place of what is gone or broken.
    async fn heal(&self, name: &str) -> Result<bool, AppError> {
        match self.slot(name)?.heal().await {
            Ok(seen) => Ok(seen.restored.is_some()),
            // Then what is there is shown, broken as it is.
            Err(Error::Broken { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn entry(&self, key: &str) -> Result<Option<Entry>, Error> {
        let query = kv::get(key);
        let read = self.client().read(&query, Consistency::Consistent);
        Ok(read.await?.value)
    }

    pub(super) fn shown(&self, entry: Entry) -> KeyValue {
        let target = self.scope.may_write(&entry.key);
        KeyValue {
            content: Content::of(&entry.value, self.is_ours(&entry.key)),
            size: entry.value.len(),
            index: entry.modify_index,
            created_index: entry.create_index,
            flags: entry.flags,
            session: entry.session,
            document: matches!(target, Ok(Target::Document(_))),
            writable: target.is_ok(),
            key: entry.key,
        }
    }

    pub(super) fn is_ours(&self, key: &str) -> bool {
        !matches!(
            self.scope.layout().place(key),
            Place::Legacy | Place::Outside
        )
    }
}
