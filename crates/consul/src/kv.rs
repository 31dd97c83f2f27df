//! Keys and values.

use std::sync::Arc;

use bytes::Bytes;
use http::{Method, StatusCode};

use crate::answer::Answer;
use crate::call::{Call, Effect};
use crate::client::Client;
use crate::error::{Error, Kind};
use crate::path;
use crate::query::{self, Query};
use crate::wire::Entry;

const NONE: &[StatusCode] = &[StatusCode::NOT_FOUND];

/// One key with its value and indexes.
pub fn get(key: &str) -> Query<Option<Entry>> {
    Query::new("kv_get", at(path::key(key)), |raw| {
        let entries: Option<Vec<Entry>> = query::json_if_found(raw)?;
        Ok(entries.and_then(|entries| entries.into_iter().next()))
    })
    .meaning(NONE)
}

/// The value alone, byte by byte.
pub fn raw(key: &str) -> Query<Option<Bytes>> {
    Query::new("kv_raw", at(path::key(key)), |raw| {
        Ok((raw.status != StatusCode::NOT_FOUND).then(|| raw.body.clone()))
    })
    .with("raw", "")
    .meaning(NONE)
}

/// Everything whose key begins with this.
pub fn recurse(prefix: &str) -> Query<Vec<Entry>> {
    Query::new("kv_recurse", at(path::prefix(prefix)), |raw| {
        query::json_if_found(raw).map(Option::unwrap_or_default)
    })
    .with("recurse", "")
    .meaning(NONE)
}

/// The keys that begin with this; with a separator, only as far as to the next one.
pub fn keys(prefix: &str, separator: Option<&str>) -> Query<Vec<String>> {
    let query = Query::new("kv_keys", at(path::prefix(prefix)), |raw| {
        query::json_if_found(raw).map(Option::unwrap_or_default)
    })
    .with("keys", "")
    .meaning(NONE);
    match separator {
        Some(separator) => query.with("separator", separator),
        None => query,
    }
}

fn at(key: Result<String, Kind>) -> Result<String, Kind> {
    key.map(|key| format!("/v1/kv/{key}"))
}

/// Under which condition a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition<'a> {
    Always,
    /// There is none yet.
    Absent,
    /// Nobody changed it since it had this index.
    Unchanged(u64),
    /// Nobody else holds the lock; it is held by this session from then on.
    Acquire(&'a str),
    /// This session holds the lock; it is given back.
    Release(&'a str),
}

#[derive(Clone, Copy, Debug)]
pub struct Kv<'a> {
    client: &'a Client,
}

impl<'a> Kv<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Writes a value; false when the condition does not hold.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsure`] when it may have been written; see [`Error`] for the others.
    pub async fn put(
        self,
        key: &str,
        value: impl Into<Bytes>,
        flags: u64,
        condition: Condition<'_>,
    ) -> Result<Answer<bool>, Error> {
        let effect = match condition {
            Condition::Always => Effect::WriteOnce,
            _ => Effect::WriteRepeatable,
        };
        let mut call = write("kv_put", Method::PUT, path::key(key), effect)?.body(value.into())?;
        if flags != 0 {
            call = call.with("flags", &flags.to_string());
        }
        let call = match condition {
            Condition::Always => call,
            Condition::Absent => call.with("cas", "0"),
            Condition::Unchanged(index) => call.with("cas", &index.to_string()),
            Condition::Acquire(session) => call.with("acquire", session),
            Condition::Release(session) => call.with("release", session),
        };
        self.truth(&call).await
    }

    /// Removes a key, whether it is there or not.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsure`] when it may have been removed; see [`Error`] for the others.
    pub async fn delete(self, key: &str) -> Result<Answer<bool>, Error> {
        let call = write(
            "kv_delete",
            Method::DELETE,
            path::key(key),
            Effect::WriteOnce,
        )?;
        self.truth(&call).await
    }

    /// Removes a key unless somebody changed it since it had this index; false when so.
    ///
    /// # Errors
    ///
    /// As [`Kv::delete`].
    pub async fn delete_unchanged(self, key: &str, index: u64) -> Result<Answer<bool>, Error> {
        let effect = Effect::WriteRepeatable;
        let call = write("kv_delete", Method::DELETE, path::key(key), effect)?
            .with("cas", &index.to_string());
        self.truth(&call).await
    }

    /// Removes everything whose key begins with this, which cannot be empty.
    ///
    /// # Errors
    ///
    /// As [`Kv::delete`].
    pub async fn delete_recurse(self, prefix: &str) -> Result<Answer<bool>, Error> {
        let effect = Effect::WriteOnce;
        let call = write(
            "kv_delete_recurse",
            Method::DELETE,
            path::key(prefix),
            effect,
        )?
        .flag("recurse");
        self.truth(&call).await
    }

    async fn truth(self, call: &Call) -> Result<Answer<bool>, Error> {
        let taken = self.client.run(call).await?;
        match taken.raw.body.trim_ascii() {
            b"true" => Ok(Answer {
                value: true,
                meta: taken.raw.meta,
            }),
            b"false" => match taken.earlier {
                // Its own first try may be what it ran into.
                Some(unsure) => Err(Error::new(call.operation, unsure)),
                None => Ok(Answer {
                    value: false,
                    meta: taken.raw.meta,
                }),
            },
            _ => {
                let server = Arc::clone(&taken.raw.meta.server);
                let why = "its answer is neither true nor false".to_owned();
                Err(Error::new(call.operation, Kind::Unsure { server, why }))
            }
        }
    }
}

fn write(
    operation: &'static str,
    method: Method,
    key: Result<String, Kind>,
    effect: Effect,
) -> Result<Call, Error> {
    let path = at(key).map_err(|kind| Error::new(operation, kind))?;
    Ok(Call::new(operation, method, path, effect))
}
