//! What this process keeps of the store in memory, and how every instance is made to read
//! it again.
//!
//! Nothing is thrown away: what is shown stays until what was read again takes its place.

mod list;
mod signal;

use domain::access::{Actor, Permission};
use domain::cache::{CacheEntry, CacheList, ReadAgain};
use domain::error::AppError;

pub use signal::Signals;

use crate::Engine;

/// What can be read again by itself. A node is read with all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Catalog,
    Members,
    SiteNames,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Catalog, Self::Members, Self::SiteNames];

    /// The name of its key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Members => "members",
            Self::SiteNames => "site-names",
        }
    }
}

impl Engine {
    /// What this process keeps of the store, with its age.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no store.
    pub fn caches(&self, actor: &Actor) -> Result<CacheList, AppError> {
        actor.require(Permission::Administer)?;
        Ok(list::of(self.store()?))
    }

    /// One of them.
    ///
    /// # Errors
    ///
    /// As [`Engine::caches`], or there is no such one.
    pub fn cache(&self, actor: &Actor, key: &str) -> Result<CacheEntry, AppError> {
        let mut entries = self.caches(actor)?.entries.into_iter();
        let found = entries.find(|entry| entry.key == key);
        found.ok_or_else(|| AppError::not_found(key))
    }

    /// Makes every instance read again what these keys name; `*` stands for anything.
    ///
    /// # Errors
    ///
    /// When the actor may not, or the store cannot be used.
    pub async fn read_again(&self, actor: &Actor, pattern: &str) -> Result<ReadAgain, AppError> {
        let list = self.caches(actor)?;
        let parts = list::parts(&list, pattern);
        let keys = list::keys(&list, &parts);
        let index = match parts.is_empty() {
            true => None,
            false => Some(self.store()?.signals.send(actor, &parts).await?),
        };
        Ok(ReadAgain { keys, index })
    }
}
