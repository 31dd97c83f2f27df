//! What lies in a folder.

use std::collections::BTreeSet;

use consul::{Consistency, kv};
use domain::access::Actor;
use domain::error::AppError;
use serde::Serialize;

use super::scope::Scope;
use super::{Keys, ask};
use crate::documents::Error;

/// Of one folder; that there are more is said.
pub const MOST_CHILDREN: usize = 5_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    /// With its slash at the end; empty for the top.
    pub folder: String,
    pub children: Vec<Child>,
    /// How many there are; more than `children` when they are over [`MOST_CHILDREN`].
    pub total: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Child {
    /// The whole key; of a folder with its slash.
    pub key: String,
    pub is_folder: bool,
}

impl Keys {
    /// One level, without values.
    ///
    /// # Errors
    ///
    /// When the actor or the folder may not, or the store cannot be read.
    pub async fn tree(&self, actor: &Actor, folder: &str) -> Result<Level, AppError> {
        let (folder, keys) = self.names(actor, folder).await?;
        let total = keys.len();
        let child = |key: String| Child {
            is_folder: key.ends_with('/'),
            key,
        };
        Ok(Level {
            folder,
            children: keys.into_iter().take(MOST_CHILDREN).map(child).collect(),
            total,
        })
    }

    /// The folder as it is written, and every name of its level.
    pub(super) async fn names(
        &self,
        actor: &Actor,
        folder: &str,
    ) -> Result<(String, Vec<String>), AppError> {
        ask(actor)?;
        let folder = Scope::folder(folder)?;
        if self.scope.is_above(&folder) {
            let ways = self.ways(&folder);
            return Ok((folder, ways));
        }
        self.scope.may_read(&folder)?;
        let level = self.level(&folder).await?;
        Ok((folder, level))
    }

    /// Above what may be seen there are only the ways to it, whatever else the store has.
    fn ways(&self, folder: &str) -> Vec<String> {
        let roots = self.scope.roots_below(folder);
        let first = |root: &String| {
            let rest = root.strip_prefix(folder)?;
            let (first, _) = rest.split_once('/')?;
            Some(format!("{folder}{first}/"))
        };
        let ways: BTreeSet<String> = roots.iter().filter_map(first).collect();
        ways.into_iter().collect()
    }

    /// The keys and folders of one folder that may be shown.
    pub(super) async fn level(&self, folder: &str) -> Result<Vec<String>, Error> {
        let query = kv::keys(folder, Some("/"));
        let keys = self
            .client()
            .read(&query, Consistency::Default)
            .await?
            .value;
        let shown = |key: &String| key != folder && self.scope.shows(key);
        Ok(keys.into_iter().filter(shown).collect())
    }
}
