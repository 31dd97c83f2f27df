//! A document as the rest of the program sees it.

use std::marker::PhantomData;

use consul::Consistency;
use domain::access::Actor;
use serde_json::Value;

use super::change::{Outcome, Wish};
use super::current::Current;
use super::diff::{self, Differences};
use super::error::Error;
use super::heal::Restored;
use super::history::Version;
use super::kind::{self, Kind, Unfit};
use super::merge::keep_unknown;
use super::store::Slot;
use super::stored::{Meta, Stored};

/// A value of one type under one key.
#[derive(Clone, Debug)]
pub struct Document<T> {
    slot: Slot,
    kind: PhantomData<fn() -> T>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Read<T> {
    pub value: T,
    pub meta: Meta,
    /// What compare-and-set compares.
    pub index: u64,
    /// This very read found it gone or broken, and brought it back.
    pub restored: Option<Restored>,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<T> {
    pub value: T,
    pub meta: Meta,
    /// Absent when others wrote so quickly after it that its index is not known.
    pub index: Option<u64>,
    /// False when what was there was right already.
    pub written: bool,
    /// How often the function was called.
    pub rounds: u32,
    pub restored: Option<Restored>,
}

const BY_USER: &str = "user";
const BY_RESTORE: &str = "restore";

impl<T: Kind> Document<T> {
    pub(super) fn new(slot: Slot) -> Self {
        Self {
            slot,
            kind: PhantomData,
        }
    }

    /// What is there; nothing when nobody ever wrote it, or it was removed on purpose.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or what it has is newer than this program, or broken
    /// beyond repair.
    pub async fn read(&self, consistency: Consistency) -> Result<Option<Read<T>>, Error> {
        let seen = self.slot.read(consistency).await?;
        let Some(current) = seen.current else {
            return Ok(None);
        };
        Ok(Some(Read {
            value: self.decode(&current)?,
            meta: current.stored.meta,
            index: current.index,
            restored: seen.restored,
        }))
    }

    /// Changes it by a pure function, which gets what is there at that moment and may be
    /// called again when somebody else was quicker. A result that equals what is there
    /// writes nothing.
    ///
    /// # Errors
    ///
    /// Those of the function; [`Error::Contended`] after [`super::MOST_ROUNDS`] rounds;
    /// [`Error::Unsure`] when it cannot be found out whether it was written.
    pub async fn change<E: From<Error>>(
        &self,
        actor: &Actor,
        function: impl FnMut(&T) -> Result<T, E>,
    ) -> Result<Changed<T>, E> {
        self.change_from(actor, BY_USER, function).await
    }

    /// The same, where something other than a person made the change: `extraction`, …
    ///
    /// # Errors
    ///
    /// As [`Document::change`].
    pub async fn change_from<E: From<Error>>(
        &self,
        actor: &Actor,
        source: &str,
        mut function: impl FnMut(&T) -> Result<T, E>,
    ) -> Result<Changed<T>, E> {
        let mut value = None;
        let outcome = self.slot.change(actor, source, |current| {
            let (wish, wanted) = self.apply(current, &mut function)?;
            value = Some(wanted);
            Ok::<_, E>(wish)
        });
        let outcome = outcome.await?;
        // The last call of the function made what is there now.
        let value = value.ok_or_else(|| Error::NotFound {
            what: self.slot.key(),
        })?;
        Ok(changed(outcome, value))
    }

    /// The earlier values, the newest first.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn history(&self) -> Result<Vec<Version>, Error> {
        self.slot.versions().await
    }

    /// The value that it had, or has, under this index.
    ///
    /// # Errors
    ///
    /// When there is none, or it cannot be read.
    pub async fn at(&self, index: u64) -> Result<Read<T>, Error> {
        let stored = self.slot.at(index).await?;
        let look = self.slot.rules.look_at(&self.slot.key(), &stored);
        let look = look.map_err(|unfit| self.unfit(unfit))?;
        Ok(Read {
            value: kind::decode(look.data).map_err(|why| self.unfit(Unfit::Broken(why)))?,
            meta: stored.meta,
            index,
            restored: None,
        })
    }

    /// What is different between the values of two indexes.
    ///
    /// # Errors
    ///
    /// When one of them is not there, or cannot be read.
    pub async fn diff(&self, before: u64, after: u64) -> Result<Differences, Error> {
        let before = self.slot.at(before).await?.data;
        let after = self.slot.at(after).await?.data;
        Ok(diff::between(&before, &after, T::IDENTITIES))
    }

    /// Makes an earlier value the newest: a change as any other.
    ///
    /// # Errors
    ///
    /// As [`Document::change`] and [`Document::at`].
    pub async fn restore(&self, actor: &Actor, index: u64) -> Result<Changed<T>, Error> {
        actor
            .require(self.slot.rules.change)
            .map_err(Error::Denied)?;
        // The oldest of them may be gone from the history once there is a newer one.
        let value = self.at(index).await?.value;
        let outcome = self.slot.restore(actor, index).await?;
        Ok(changed(outcome, value))
    }

    /// Removes what has this index. It stays in the history, and does not come back by itself.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] when it has another index, or is not there.
    pub async fn remove(&self, actor: &Actor, index: u64) -> Result<(), Error> {
        self.slot.remove(actor, index).await
    }

    pub(super) fn slot(&self) -> &Slot {
        &self.slot
    }

    fn decode(&self, current: &Current) -> Result<T, Error> {
        let value = kind::decode(current.look.data.clone());
        value.map_err(|why| self.unfit(Unfit::Broken(why)))
    }

    fn unfit(&self, unfit: Unfit) -> Error {
        let what = self.slot.key();
        match unfit {
            Unfit::Newer(error) => error,
            Unfit::Broken(why) => Error::Broken { what, why },
        }
    }

    fn apply<E: From<Error>>(
        &self,
        current: Option<&Current>,
        function: &mut impl FnMut(&T) -> Result<T, E>,
    ) -> Result<(Option<Wish>, T), E> {
        let value = match current {
            Some(current) => self.decode(current)?,
            None => T::initial(),
        };
        let wanted = function(&value)?;
        if current.is_some() && wanted == value {
            return Ok((None, wanted));
        }
        let is_empty = wanted.is_empty();
        let data = self.value(&wanted)?;
        let data = match current {
            Some(current) => {
                let seen = self.value(&value)?;
                keep_unknown(&current.look.data, &seen, data, T::IDENTITIES)
            }
            None => data,
        };
        Ok((Some(Wish { data, is_empty }), wanted))
    }

    pub(super) fn value(&self, value: &T) -> Result<Value, Error> {
        serde_json::to_value(value).map_err(|error| Error::Unreadable {
            what: self.slot.key(),
            why: error.to_string(),
        })
    }
}

fn changed<T>(outcome: Outcome, value: T) -> Changed<T> {
    Changed {
        value,
        meta: outcome.meta,
        index: outcome.index,
        written: outcome.written,
        rounds: outcome.rounds,
        restored: outcome.restored,
    }
}

impl Slot {
    /// Makes an earlier value the newest, whatever its type.
    pub(crate) async fn restore(&self, actor: &Actor, index: u64) -> Result<Outcome, Error> {
        actor.require(self.rules.change).map_err(Error::Denied)?;
        let earlier = self.at(index).await?;
        let look = self.rules.look_at(&self.key(), &earlier);
        let look = look.map_err(|unfit| match unfit {
            Unfit::Newer(error) => error,
            Unfit::Broken(why) => Error::Broken {
                what: format!("{} {index}", self.key()),
                why,
            },
        })?;
        self.change(actor, BY_RESTORE, |current| {
            self.not_over_newer(current, &earlier)?;
            Ok(match current {
                Some(current) if current.look.data == look.data => None,
                _ => Some(Wish {
                    data: look.data.clone(),
                    is_empty: look.is_empty,
                }),
            })
        })
        .await
    }

    /// A value in a newer form than the earlier one would be named after what it is not.
    fn not_over_newer(&self, current: Option<&Current>, earlier: &Stored) -> Result<(), Error> {
        let found = current.map_or(0, |current| current.stored.meta.schema);
        let known = earlier.meta.schema.max(self.rules.schema);
        if found > known {
            let what = self.key();
            return Err(Error::Newer { what, found, known });
        }
        Ok(())
    }
}
