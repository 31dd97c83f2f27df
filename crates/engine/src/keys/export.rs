//! Everything below a folder, as one JSON document.

use consul::wire::Entry;
use domain::access::Actor;
use domain::error::AppError;
use serde::Serialize;

use super::Keys;
use super::content::Content;
use super::search::{AT_ONCE, read_all};
use super::value::KeyValue;
use crate::documents::clock;

/// More is refused, because half of an export is none.
pub const MOST_EXPORTED_KEYS: usize = 10_000;
pub const MOST_EXPORTED_BYTES: usize = 64 * 1_024 * 1_024;

const FORM: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Export {
    /// The version of this form.
    pub skills_eye_export: u32,
    pub folder: String,
    pub exported_at: String,
    pub keys: Vec<Exported>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exported {
    pub key: String,
    #[serde(flatten)]
    pub content: Content,
}

impl Keys {
    /// All keys below a folder with their values. What is private is not in it.
    ///
    /// # Errors
    ///
    /// When the actor or the folder may not, there is more than [`MOST_EXPORTED_KEYS`] or
    /// [`MOST_EXPORTED_BYTES`], or the store cannot be read.
    pub async fn export(&self, actor: &Actor, folder: &str) -> Result<Export, AppError> {
        let folder = self.folder(actor, folder)?;
        let entries = self.entries(&folder).await?;
        let exported = |entry: Entry| Exported {
            content: Content::of(&entry.value, self.is_ours(&entry.key)),
            key: entry.key,
        };
        Ok(Export {
            skills_eye_export: FORM,
            exported_at: clock::now(),
            keys: entries.into_iter().map(exported).collect(),
            folder,
        })
    }

    /// All keys below a folder, as [`Keys::value`] shows each.
    ///
    /// # Errors
    ///
    /// As [`Keys::export`].
    pub async fn below(&self, actor: &Actor, folder: &str) -> Result<Vec<KeyValue>, AppError> {
        let folder = self.folder(actor, folder)?;
        let entries = self.entries(&folder).await?.into_iter();
        Ok(entries.map(|entry| self.shown(entry)).collect())
    }

    async fn entries(&self, folder: &str) -> Result<Vec<Entry>, AppError> {
        let walked = self.walk(folder, MOST_EXPORTED_KEYS).await?;
        if walked.more {
            let count = walked.keys.len() + 1;
            return Err(AppError::over("keys", count, MOST_EXPORTED_KEYS));
        }
        let mut bytes = 0;
        let mut entries = Vec::with_capacity(walked.keys.len());
        for part in walked.keys.chunks(AT_ONCE) {
            let read = read_all(self.client(), part).await?;
            // What is missing is gone since its name was read.
            for entry in read.into_iter().flatten() {
                bytes += entry.value.len();
                entries.push(entry);
            }
            if bytes > MOST_EXPORTED_BYTES {
                return Err(AppError::over("bytes", bytes, MOST_EXPORTED_BYTES));
            }
        }
        Ok(entries)
    }
}
