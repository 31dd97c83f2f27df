//! All keys below a folder, without ever asking for those that are private.

use consul::{Consistency, kv};
use domain::access::Actor;
use domain::error::AppError;

use super::scope::Scope;
use super::{Keys, ask};
use crate::documents::{Error, Folder};

#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) keys: Vec<String>,
    /// There are more than were wanted.
    pub(super) more: bool,
}

impl Keys {
    /// The folder, when this actor may look into it, or at something below it.
    pub(super) fn folder(&self, actor: &Actor, folder: &str) -> Result<String, AppError> {
        ask(actor)?;
        let folder = Scope::folder(folder)?;
        if self.scope.is_above(&folder) {
            return Ok(folder);
        }
        self.scope.may_read(&folder)?;
        Ok(folder)
    }

    /// At most so many keys. A folder with something private below it is gone through level
    /// by level, so that no request covers what is private.
    pub(super) async fn walk(&self, folder: &str, most: usize) -> Result<Walked, Error> {
        let mut walked = Walked::default();
        let mut open = if self.scope.is_above(folder) {
            self.scope.roots_below(folder)
        } else {
            vec![folder.to_owned()]
        };
        while let Some(folder) = open.pop() {
            if walked.keys.len() > most {
                break;
            }
            if self.scope.holds_private(&folder) {
                for key in self.level(&folder).await? {
                    if key.ends_with('/') {
                        open.push(key);
                    } else {
                        walked.keys.push(key);
                    }
                }
            } else {
                let query = kv::keys(&folder, None);
                let read = self.client().read(&query, Consistency::Default);
                let keys = read.await?.value;
                let room = (most + 1).saturating_sub(walked.keys.len());
                let shown = keys.into_iter().filter(|key| self.scope.shows(key));
                walked.keys.extend(shown.take(room));
            }
        }
        walked.more = walked.keys.len() > most;
        walked.keys.truncate(most);
        walked.keys.sort();
        Ok(walked)
    }

    /// Earlier values would be found again and again.
    pub(super) fn is_history(&self, key: &str) -> bool {
        key.starts_with(&self.scope.layout().folder(Folder::History))
    }
}
