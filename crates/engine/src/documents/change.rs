//! Changing a document by a pure function, again until nobody was quicker.

use std::time::Duration;

use consul::Consistency;
use domain::access::Actor;
use serde_json::Value;
use tokio::time::sleep;
use uuid::Uuid;

use super::clock;
use super::current::Current;
use super::error::Error;
use super::heal::Restored;
use super::kind::Unfit;
use super::layout::HistoryKey;
use super::settle::{Base, Sent};
use super::store::{MOST_BYTES, MOST_ROUNDS, Slot};
use super::stored::{Meta, Stored};
use super::write::Aside;
use super::zip;

/// Between two rounds, at most.
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// What a function wants to be there.
#[derive(Debug)]
pub(crate) struct Wish {
    pub(crate) data: Value,
    pub(crate) is_empty: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// The value that is there now.
    pub(crate) meta: Meta,
    pub(crate) index: Option<u64>,
    pub(crate) written: bool,
    pub(crate) rounds: u32,
    pub(crate) restored: Option<Restored>,
}

impl Slot {
    /// The function gives nothing when what is there is right; it may be called several
    /// times, each time with what is there then.
    pub(crate) async fn change<E: From<Error>>(
        &self,
        actor: &Actor,
        source: &str,
        mut function: impl FnMut(Option<&Current>) -> Result<Option<Wish>, E>,
    ) -> Result<Outcome, E> {
        actor.require(self.rules.change).map_err(Error::Denied)?;
        let mut restored = None;
        for rounds in 1..=MOST_ROUNDS {
            let seen = self.read(Consistency::Consistent).await?;
            restored = restored.or(seen.restored);
            let current = seen.current.as_ref();
            let Some(wish) = function(current)? else {
                let (meta, index) = self.unchanged(current)?;
                return Ok(Outcome {
                    meta,
                    index,
                    written: false,
                    rounds,
                    restored,
                });
            };
            let base = self.base(current).await?;
            let next = self.next(actor, source, current, &base, wish)?;
            let aside = current.map(aside);
            let (bytes, id) = (&next.bytes, &next.stored.meta.write);
            match self.write_surely(&base, bytes, id, aside.as_ref()).await? {
                Sent::Done(index) => {
                    let index = match index {
                        Some(index) => Some(index),
                        None => self.index_of(&base, id).await,
                    };
                    self.observer().changed(self.name());
                    self.follow_up(index, bytes).await;
                    return Ok(Outcome {
                        meta: next.stored.meta,
                        index,
                        written: true,
                        rounds,
                        restored,
                    });
                }
                Sent::Lost => {
                    self.observer().conflicted(self.name());
                    sleep(pause(rounds)).await;
                }
            }
        }
        Err(E::from(Error::Contended {
            what: self.key(),
            rounds: MOST_ROUNDS,
        }))
    }

    fn unchanged(&self, current: Option<&Current>) -> Result<(Meta, Option<u64>), Error> {
        match current {
            Some(current) => Ok((current.stored.meta.clone(), Some(current.index))),
            None => Err(Error::NotFound { what: self.key() }),
        }
    }

    /// The value to be written, which is known to be readable and not too large.
    pub(super) fn next(
        &self,
        actor: &Actor,
        source: &str,
        current: Option<&Current>,
        base: &Base,
        wish: Wish,
    ) -> Result<Next, Error> {
        let good = current.is_some_and(|current| !current.look.is_empty);
        if good && wish.is_empty && !self.rules.may_be_emptied {
            return Err(Error::WouldEmpty { what: self.key() });
        }
        let meta = current.map(|current| &current.stored.meta);
        let now = clock::now();
        let stored = Stored {
            data: wish.data,
            meta: Meta {
                // What a newer version wrote stays in its form: nothing of it was dropped.
                schema: meta.map_or(0, |meta| meta.schema).max(self.rules.schema),
                version: base.version.saturating_add(1),
                created_at: meta.map_or(now.clone(), |meta| meta.created_at.clone()),
                updated_at: now,
                updated_by: actor.name.clone(),
                source: source.to_owned(),
                write: Uuid::now_v7().to_string(),
                more: meta.map(|meta| meta.more.clone()).unwrap_or_default(),
            },
            more: current
                .map(|current| current.stored.more.clone())
                .unwrap_or_default(),
        };
        self.seal(stored)
    }

    /// A value with its bytes, which are known to be readable and not too large.
    pub(super) fn seal(&self, stored: Stored) -> Result<Next, Error> {
        let unreadable = |why| Error::Unreadable {
            what: self.key(),
            why,
        };
        let plain = stored.encode().map_err(unreadable)?;
        let bytes = if self.rules.compressed {
            zip::pack(&plain)
        } else {
            plain
        };
        if bytes.len() > MOST_BYTES {
            return Err(Error::TooLarge {
                what: self.key(),
                size: bytes.len(),
                limit: MOST_BYTES,
            });
        }
        let again = Stored::decode(&bytes).map_err(unreadable)?;
        match self.rules.look_at(&self.key(), &again) {
            Ok(_) => Ok(Next { stored, bytes }),
            Err(Unfit::Newer(error)) => Err(error),
            Err(Unfit::Broken(why)) => Err(unreadable(why)),
        }
    }
}

#[derive(Debug)]
pub(super) struct Next {
    pub(super) stored: Stored,
    pub(super) bytes: Vec<u8>,
}

/// What is there now, under the name of its index.
pub(super) fn aside(current: &Current) -> Aside {
    Aside {
        key: HistoryKey::Version(current.index),
        bytes: zip::pack(&current.bytes),
    }
}

/// Grows with every round, and is spread so that the same do not meet again.
fn pause(rounds: u32) -> Duration {
    let whole = Duration::from_millis(4) * 2_u32.saturating_pow(rounds.min(8));
    whole.min(LONGEST_PAUSE).mul_f64(fastrand::f64())
}
