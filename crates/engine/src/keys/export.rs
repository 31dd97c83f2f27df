//! Everything below a folder, as one JSON document.

use domain::access::Actor;
use domain::error::AppError;
use serde::Serialize;

use super::Keys;
use super::content::Content;
use super::search::read_all;
use crate::documents::clock;

/// More is refused, because half of an export is none.
pub const MOST_EXPORTED_KEYS: usize = 10_000;
pub const MOST_EXPORTED_BYTES: usize = 64 * 1_024 * 1_024;

const AT_ONCE: usize = 8;
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
        let walked = self.walk(&folder, MOST_EXPORTED_KEYS).await?;
        if walked.more {
            let count = walked.keys.len() + 1;
            return Err(AppError::over("keys", count, MOST_EXPORTED_KEYS));
        }
        let mut bytes = 0;
        let mut keys = Vec::with_capacity(walked.keys.len());
        for part in walked.keys.chunks(AT_ONCE) {
            let values = read_all(self.client(), part).await?;
            for (key, value) in part.iter().zip(values) {
                // Gone since its name was read.
                let Some(value) = value else { continue };
                let content = Content::of(&value, self.is_ours(key));
                bytes += value.len();
                keys.push(Exported {
                    key: key.clone(),
                    content,
                });
            }
            if bytes > MOST_EXPORTED_BYTES {
                return Err(AppError::over("bytes", bytes, MOST_EXPORTED_BYTES));
            }
        }
        Ok(Export {
            skills_eye_export: FORM,
            folder,
            exported_at: clock::now(),
            keys,
        })
    }
}
