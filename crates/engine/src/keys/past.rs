//! What a document was, for whoever looks at its key.

use domain::access::Actor;
use domain::error::AppError;

use super::scope::{Target, refused};
use super::{Keys, ask};
use crate::documents::diff::{self, Differences};
use crate::documents::{Slot, Stored, Version, Written};

impl Keys {
    /// The earlier values, the newest first.
    ///
    /// # Errors
    ///
    /// When the actor may not, the key is no document, or the store cannot be read.
    pub async fn history(&self, actor: &Actor, key: &str) -> Result<Vec<Version>, AppError> {
        Ok(self.document(actor, key)?.versions().await?)
    }

    /// The value that a document had, or has, under an index.
    ///
    /// # Errors
    ///
    /// As [`Keys::history`], and when there is no such value.
    pub async fn at(&self, actor: &Actor, key: &str, index: u64) -> Result<Stored, AppError> {
        Ok(self.document(actor, key)?.at(index).await?)
    }

    /// The same with the data as it is written.
    ///
    /// # Errors
    ///
    /// As [`Keys::at`].
    pub async fn written_at(
        &self,
        actor: &Actor,
        key: &str,
        index: u64,
    ) -> Result<Written, AppError> {
        Ok(self.document(actor, key)?.written_at(index).await?)
    }

    /// What is different between two values of a document.
    ///
    /// # Errors
    ///
    /// As [`Keys::at`].
    pub async fn diff(
        &self,
        actor: &Actor,
        key: &str,
        before: u64,
        after: u64,
    ) -> Result<Differences, AppError> {
        let slot = self.document(actor, key)?;
        let before = slot.at(before).await?.data;
        let after = slot.at(after).await?.data;
        Ok(diff::between(&before, &after, slot.identities()))
    }

    /// Makes an earlier value the newest. The index of the new one, where it is known.
    ///
    /// # Errors
    ///
    /// As [`Keys::at`], and when the store cannot be written.
    pub async fn restore(
        &self,
        actor: &Actor,
        key: &str,
        index: u64,
    ) -> Result<Option<u64>, AppError> {
        let outcome = self.document(actor, key)?.restore(actor, index).await?;
        Ok(outcome.index)
    }

    fn document(&self, actor: &Actor, key: &str) -> Result<Slot, AppError> {
        ask(actor)?;
        match self.scope.may_write(key)? {
            Target::Document(name) => self.slot(&name),
            Target::Plain => Err(refused(key, domain::error::Reason::NoHistory)),
        }
    }
}
