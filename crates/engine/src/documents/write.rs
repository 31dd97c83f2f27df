//! One try to write a document, whole or not at all.

use consul::kv::{self, Condition};
use consul::txn::{Applied, KvVerb, Operation, Transaction};
use consul::{Consistency, Kind};

use super::error::Error;
use super::layout::HistoryKey;
use super::store::Slot;

#[derive(Debug)]
pub(super) enum Wrote {
    /// Under this index, where the store says so.
    Done(Option<u64>),
    /// Somebody else was quicker.
    Lost,
    /// Nobody knows.
    Unsure(String),
}

/// What is kept before the document is written.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    pub(super) key: HistoryKey,
    pub(super) bytes: Vec<u8>,
}

/// How often something is put aside again when it is unknown whether it was.
const MOST_TRIES: u32 = 3;

impl Slot {
    /// Writes, if the document still has this index; 0 stands for one that is absent.
    pub(super) async fn write(
        &self,
        index: u64,
        bytes: &[u8],
        aside: Option<&Aside>,
    ) -> Result<Wrote, Error> {
        let value = bytes.to_vec();
        let verb = KvVerb::SetUnchanged {
            value,
            flags: 0,
            index,
        };
        self.send(verb, aside, None).await
    }

    /// One transaction where it fits, so that nothing is half done; else what is kept comes
    /// first. A mark is only ever set together with what it is a mark of.
    pub(super) async fn send(
        &self,
        verb: KvVerb,
        aside: Option<&Aside>,
        mark: Option<&Aside>,
    ) -> Result<Wrote, Error> {
        let write = Operation::kv(self.key(), verb.clone());
        // The write beside them is done only while the document has its index, so that an
        // entry is only ever set to what it must be.
        let together = [aside, mark].into_iter().flatten();
        let together = together.fold(Transaction::new(), |all, one| all.and(self.beside(one)));
        let together = together.and(write.clone());
        if together.size().is_ok() {
            return self.transact(&together).await;
        }
        if let Some(aside) = aside {
            self.keep(aside).await?;
        }
        let alone = mark.map_or_else(Transaction::new, |mark| {
            Transaction::new().and(self.beside(mark))
        });
        let alone = alone.and(write);
        match (alone.size(), verb) {
            (Ok(_), _) => self.transact(&alone).await,
            (Err(_), KvVerb::SetUnchanged { value, index, .. }) => self.put(index, value).await,
            (Err(error), _) => Err(error.into()),
        }
    }

    fn beside(&self, aside: &Aside) -> Operation {
        let keep = KvVerb::Set {
            value: aside.bytes.clone(),
            flags: 0,
        };
        Operation::kv(self.aside_key(aside), keep)
    }

    fn aside_key(&self, aside: &Aside) -> String {
        self.layout().history_key(self.name(), aside.key)
    }

    async fn transact(&self, transaction: &Transaction) -> Result<Wrote, Error> {
        match transaction.send(self.client()).await {
            Ok(answer) => {
                let key = self.key();
                let written = answer.value.iter().find_map(|applied| match applied {
                    Applied::Kv(entry) if entry.key == key => Some(entry.modify_index),
                    _ => None,
                });
                Ok(Wrote::Done(written))
            }
            Err(error) => self.wrong(error, transaction.len() - 1),
        }
    }

    /// For a value that is too large for a transaction.
    async fn put(&self, index: u64, value: Vec<u8>) -> Result<Wrote, Error> {
        let condition = match index {
            0 => Condition::Absent,
            index => Condition::Unchanged(index),
        };
        match self
            .client()
            .kv()
            .put(&self.key(), value, 0, condition)
            .await
        {
            Ok(answer) if answer.value => Ok(Wrote::Done(None)),
            Ok(_) => Ok(Wrote::Lost),
            Err(error) => self.wrong(error, 0),
        }
    }

    /// `guarded` is the operation whose condition may not hold.
    fn wrong(&self, error: consul::Error, guarded: usize) -> Result<Wrote, Error> {
        match error.kind {
            Kind::Unsure { why, .. } => Ok(Wrote::Unsure(why)),
            Kind::Conflict { ref errors } if errors.iter().all(|one| one.index == guarded) => {
                Ok(Wrote::Lost)
            }
            Kind::TooLarge { size, limit } => Err(Error::TooLarge {
                what: self.key(),
                size,
                limit,
            }),
            _ => Err(error.into()),
        }
    }

    /// Puts something aside, create-only: what is there already and is the same will do.
    pub(super) async fn keep(&self, aside: &Aside) -> Result<(), Error> {
        let key = self.aside_key(aside);
        let mut tries = 0;
        loop {
            tries += 1;
            let query = kv::get(&key);
            let there = self.client().read(&query, Consistency::Consistent).await?;
            let condition = match there.value {
                Some(entry) if entry.value == aside.bytes => return Ok(()),
                // Not what the document had under this index: scribbled over, or left by
                // another store whose keys were carried here.
                Some(entry) => Condition::Unchanged(entry.modify_index),
                None => Condition::Absent,
            };
            let kv = self.client().kv();
            match kv.put(&key, aside.bytes.clone(), 0, condition).await {
                Ok(answer) if answer.value => return Ok(()),
                Err(error) if !error.is_unsure() || tries == MOST_TRIES => {
                    return Err(error.into());
                }
                Ok(_) if tries == MOST_TRIES => {
                    return Err(Error::Contended {
                        what: key,
                        rounds: tries,
                    });
                }
                // The next look tells.
                Ok(_) | Err(_) => {}
            }
        }
    }
}
