//! Writing a key, only on what was seen of it.

use consul::kv::Condition;
use consul::txn::{Applied, KvVerb, Operation, Transaction};
use consul::wire::Entry;
use domain::access::Actor;
use domain::error::{AppError, ErrorCode, Reason, shorten};
use serde::Serialize;
use serde_json::Value;

use super::numbers::rounded;
use super::scope::Target;
use super::value::KeyValue;
use super::{Keys, ask};
use crate::documents::{Error, Replaced};

/// Consul's limit of a value.
const MOST_BYTES: usize = 512 * 1_024;
/// How often a write whose fate is unknown is looked at.
const MOST_TRIES: u32 = 4;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Edited {
    /// Nothing when it was removed.
    Done {
        index: Option<u64>,
    },
    Conflict(Conflict),
}

/// Somebody else was quicker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// What was to be written; nothing when the key was to be removed.
    pub mine: Option<String>,
    /// Nothing when the key is gone.
    pub theirs: Option<KeyValue>,
    /// What to compare with when mine shall stand nevertheless; 0 when the key is gone.
    pub index: u64,
}

impl Keys {
    /// Writes a value on the index that was seen, 0 for a key that was not there. A document
    /// is JSON: all of it as it is shown, or its data alone; its history is kept.
    ///
    /// # Errors
    ///
    /// When the actor or the key may not, the value is too large or no JSON where it must be,
    /// or the store cannot be used.
    pub async fn put(
        &self,
        actor: &Actor,
        key: &str,
        value: &[u8],
        index: u64,
    ) -> Result<Edited, AppError> {
        ask(actor)?;
        let target = self.scope.may_write(key)?;
        if value.len() > MOST_BYTES {
            let error = Error::TooLarge {
                what: key.to_owned(),
                size: value.len(),
                limit: MOST_BYTES,
            };
            return Err(error.into());
        }
        let written = match target {
            Target::Document(name) => {
                let data = data(key, value)?;
                self.slot(&name)?.replace(actor, data, index).await?
            }
            Target::Plain => self.put_plain(key, value, index).await?,
        };
        match written {
            Replaced::Done(index) => Ok(Edited::Done { index }),
            Replaced::Lost => self.conflict(key, Some(value)).await,
            Replaced::Unfit(why) => Err(AppError::new(ErrorCode::BadRequest)
                .with("what", shorten(key))
                .with("reason", why)),
        }
    }

    /// Removes a key that still has this index. A document stays in its history.
    ///
    /// # Errors
    ///
    /// As [`Keys::put`].
    pub async fn delete(&self, actor: &Actor, key: &str, index: u64) -> Result<Edited, AppError> {
        ask(actor)?;
        let removed = match self.scope.may_write(key)? {
            Target::Document(name) => match self.slot(&name)?.remove(actor, index).await {
                Err(Error::Changed { .. }) => false,
                other => other.map(|()| true)?,
            },
            Target::Plain => self.delete_plain(key, index).await?,
        };
        if removed {
            Ok(Edited::Done { index: None })
        } else {
            self.conflict(key, None).await
        }
    }

    async fn conflict(&self, key: &str, mine: Option<&[u8]>) -> Result<Edited, AppError> {
        let theirs = self.entry(key).await?;
        Ok(Edited::Conflict(Conflict {
            mine: mine.map(|mine| String::from_utf8_lossy(mine).into_owned()),
            index: theirs.as_ref().map_or(0, |entry| entry.modify_index),
            theirs: theirs.map(|entry| self.shown(entry)),
        }))
    }

    async fn put_plain(&self, key: &str, value: &[u8], index: u64) -> Result<Replaced, Error> {
        let mut unsure = None;
        for _ in 0..MOST_TRIES {
            let there = self
                .entry(key)
                .await
                .map_err(|error| still(unsure.as_deref(), key, error))?;
            let seen = there.as_ref().map_or(0, |entry| entry.modify_index);
            if seen != index {
                return match (there, unsure) {
                    // After a write of unknown fate this value is ours, or as good.
                    (Some(entry), Some(_)) if entry.value == value => {
                        Ok(Replaced::Done(Some(entry.modify_index)))
                    }
                    (_, Some(why)) => Err(unknown(key, why)),
                    (_, None) => Ok(Replaced::Lost),
                };
            }
            // Programs of others use flags for their own ends.
            let flags = there.map_or(0, |entry| entry.flags);
            match self.send_plain(key, value, flags, index).await {
                Ok(Some(index)) => return Ok(Replaced::Done(index)),
                Ok(None) if unsure.is_none() => return Ok(Replaced::Lost),
                Ok(None) => {}
                Err(error) if error.is_unsure() => unsure = Some(error.to_string()),
                Err(error) => return Err(still(unsure.as_deref(), key, error.into())),
            }
        }
        Err(unknown(key, unsure.unwrap_or_default()))
    }

    /// Nothing when somebody was quicker; the index where the store says it.
    async fn send_plain(
        &self,
        key: &str,
        value: &[u8],
        flags: u64,
        index: u64,
    ) -> Result<Option<Option<u64>>, consul::Error> {
        let value = value.to_vec();
        let verb = KvVerb::SetUnchanged {
            value: value.clone(),
            flags,
            index,
        };
        let transaction = Transaction::new().and(Operation::kv(key, verb));
        if transaction.size().is_ok() {
            return match transaction.send(self.client()).await {
                Ok(answer) => Ok(Some(match answer.value.first() {
                    Some(Applied::Kv(entry)) => Some(entry.modify_index),
                    _ => None,
                })),
                Err(error) if matches!(error.kind, consul::Kind::Conflict { .. }) => Ok(None),
                Err(error) => Err(error),
            };
        }
        let condition = match index {
            0 => Condition::Absent,
            index => Condition::Unchanged(index),
        };
        let put = self.client().kv().put(key, value, flags, condition).await?;
        Ok(put.value.then_some(None))
    }

    async fn delete_plain(&self, key: &str, index: u64) -> Result<bool, Error> {
        let mut unsure = None;
        for _ in 0..MOST_TRIES {
            let there = self
                .entry(key)
                .await
                .map_err(|error| still(unsure.as_deref(), key, error))?;
            let seen = |entry: &Entry| entry.modify_index == index;
            match (&there, &unsure) {
                (None, Some(_)) => return Ok(true),
                (Some(entry), _) if seen(entry) => {}
                (_, Some(why)) => return Err(unknown(key, String::clone(why))),
                (_, None) => return Ok(false),
            }
            match self.client().kv().delete_unchanged(key, index).await {
                Ok(answer) if answer.value => return Ok(true),
                Ok(_) if unsure.is_none() => return Ok(false),
                Ok(_) => {}
                Err(error) if error.is_unsure() => unsure = Some(error.to_string()),
                Err(error) => return Err(still(unsure.as_deref(), key, error.into())),
            }
        }
        Err(unknown(key, unsure.unwrap_or_default()))
    }
}

/// Where a write may have been done, what cannot be read or written since says nothing of it.
fn still(unsure: Option<&str>, key: &str, error: Error) -> Error {
    match unsure {
        Some(why) => unknown(key, format!("{why}; then {error}")),
        None => error,
    }
}

fn unknown(key: &str, why: String) -> Error {
    let what = key.to_owned();
    Error::Unsure { what, why }
}

/// The data of a document, whether it came with its meta or alone.
fn data(key: &str, value: &[u8]) -> Result<Value, AppError> {
    if let Some(number) = rounded(value) {
        return Err(AppError::bad_parameter(key, number, Reason::TooManyDigits));
    }
    let value: Value = serde_json::from_slice(value).map_err(|_| {
        AppError::new(ErrorCode::BadRequest)
            .with("what", shorten(key))
            .with("reason", Reason::NotJson)
    })?;
    match value {
        Value::Object(mut map) if map.contains_key("data") && map.contains_key("meta") => {
            Ok(map.remove("data").unwrap_or(Value::Null))
        }
        other => Ok(other),
    }
}
