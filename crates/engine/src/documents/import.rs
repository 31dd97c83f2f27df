//! The first start beside the earlier system: its keys are read, and left as they are.

use consul::{Consistency, kv};
use domain::access::Actor;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::change::Next;
use super::clock;
use super::document::Document;
use super::error::Error;
use super::kind::Kind;
use super::layout::{HistoryKey, Layout};
use super::legacy::{self, Backup};
use super::settle::{Base, Sent};
use super::store::{Slot, VERSIONS};
use super::stored::{Meta, Stored};
use super::write::Aside;
use super::zip;

/// What was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The key of the earlier system.
    pub from: String,
    pub index: Option<u64>,
    /// Its backups that are in the history now.
    pub backups: usize,
}

const SOURCE: &str = "import";

impl<T: Kind> Document<T> {
    /// Takes over what the earlier system has, if this document never was.
    ///
    /// # Errors
    ///
    /// When the store cannot be used, or the earlier value cannot be understood.
    pub async fn import(&self, actor: &Actor) -> Result<Option<Imported>, Error> {
        let slot = self.slot();
        actor.require(slot.rules.change).map_err(Error::Denied)?;
        if slot.read(Consistency::Consistent).await?.current.is_some() {
            return Ok(None);
        }
        if !slot.names().await?.versions.is_empty() {
            // It was, and was removed on purpose.
            return Ok(None);
        }
        let Some((from, value)) = self.earlier().await? else {
            return Ok(None);
        };
        let backups = self.backups(&from).await?;
        let (newest, older) = self.versions(actor, &from, value, backups)?;
        let base = Base {
            index: 0,
            version: newest.stored.meta.version - 1,
        };
        let id = &newest.stored.meta.write;
        let Sent::Done(index) = slot.write_surely(&base, &newest.bytes, id, None).await? else {
            // Another instance was quicker with the same.
            return Ok(None);
        };
        let index = match index {
            Some(index) => Some(index),
            None => slot.index_of(&base, id).await,
        };
        let backups = older.len();
        for (name, backup) in (1..).zip(older) {
            // Indexes so low were never given to a value of anybody's.
            let key = HistoryKey::Version(name);
            let bytes = zip::pack(&backup.bytes);
            slot.keep(&Aside { key, bytes }).await?;
        }
        slot.observer().changed(slot.name());
        slot.follow_up(index, &newest.bytes).await;
        Ok(Some(Imported {
            from,
            index,
            backups,
        }))
    }

    /// The newest value, and those before it, the oldest first, ready to be written.
    fn versions(
        &self,
        actor: &Actor,
        from: &str,
        value: Value,
        backups: Vec<Backup>,
    ) -> Result<(Next, Vec<Next>), Error> {
        let by = legacy::updated_by(&value).unwrap_or(&actor.name).to_owned();
        let at = legacy::updated_at(&value).map(str::to_owned);
        let newest = T::from_legacy(legacy::unwrap(value)).map_err(|why| Error::Broken {
            what: from.to_owned(),
            why,
        })?;
        let mut version = 0;
        let mut older = Vec::new();
        for backup in backups.into_iter().take(VERSIONS).rev() {
            if let Ok(earlier) = T::from_legacy(backup.data) {
                version += 1;
                older.push(self.imported(from, &earlier, version, (backup.at, String::new()))?);
            }
        }
        let newest = self.imported(from, &newest, version + 1, (at, by))?;
        Ok((newest, older))
    }

    fn imported(
        &self,
        from: &str,
        value: &T,
        version: u64,
        (at, by): (Option<String>, String),
    ) -> Result<Next, Error> {
        let at = at.unwrap_or_else(clock::now);
        let from = ("imported_from".to_owned(), Value::from(from));
        let meta = Meta {
            schema: T::SCHEMA,
            version,
            created_at: at.clone(),
            updated_at: at,
            updated_by: by,
            source: SOURCE.to_owned(),
            write: Uuid::now_v7().to_string(),
            more: [from].into_iter().collect(),
        };
        self.slot().seal(Stored {
            data: self.value(value)?,
            meta,
            more: Map::new(),
        })
    }

    /// The first of the earlier keys that is there.
    async fn earlier(&self) -> Result<Option<(String, serde_json::Value)>, Error> {
        let slot = self.slot();
        let mut prefixes = vec![slot.layout().prefix()];
        prefixes.extend(Layout::EARLIER);
        for prefix in prefixes {
            for key in T::LEGACY {
                let key = format!("{prefix}/{key}");
                if let Some(value) = slot.legacy_json(&key).await? {
                    return Ok(Some((key, value)));
                }
            }
        }
        Ok(None)
    }

    async fn backups(&self, key: &str) -> Result<Vec<Backup>, Error> {
        for ending in [".backup.history", ".backup"] {
            match self.slot().legacy_json(&format!("{key}{ending}")).await {
                Ok(Some(value)) => return Ok(legacy::history(value)),
                // A backup that cannot be read must not keep the newest value out.
                Ok(None) | Err(Error::Broken { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Vec::new())
    }
}

impl Slot {
    async fn legacy_json(&self, key: &str) -> Result<Option<Value>, Error> {
        let query = kv::get(key);
        let entry = self.client().read(&query, Consistency::Consistent).await?;
        let Some(entry) = entry.value else {
            return Ok(None);
        };
        let value = serde_json::from_slice(&entry.value);
        let value = value.map_err(|error| Error::Broken {
            what: key.to_owned(),
            why: error.to_string(),
        })?;
        Ok(Some(value))
    }
}
