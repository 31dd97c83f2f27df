//! A read as a value: it can be done once, or watched.

use std::fmt;

use http::{Method, StatusCode};
use serde::de::DeserializeOwned;

use crate::answer::{Answer, Raw};
use crate::call::{Call, Effect};
use crate::consistency::Consistency;
use crate::error::{Error, Kind};
use crate::said;

type Decode<T> = fn(&Raw) -> Result<T, String>;

/// What to read; made by the functions of the endpoint's module.
pub struct Query<T> {
    operation: &'static str,
    path: Result<String, Kind>,
    parameters: Vec<(&'static str, String)>,
    meant: &'static [StatusCode],
    decode: Decode<T>,
}

impl<T> Query<T> {
    pub(crate) fn new(
        operation: &'static str,
        path: Result<String, Kind>,
        decode: Decode<T>,
    ) -> Self {
        Self {
            operation,
            path,
            parameters: Vec::new(),
            meant: &[],
            decode,
        }
    }

    /// A parameter; one without a value is given an empty one.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    pub(crate) fn meaning(mut self, meant: &'static [StatusCode]) -> Self {
        self.meant = meant;
        self
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    pub(crate) fn call(&self, consistency: Consistency) -> Result<Call, Error> {
        let path = self.path.clone();
        let path = path.map_err(|kind| Error::new(self.operation, kind))?;
        let call = Call::read(self.operation, path, consistency).meaning(self.meant);
        Ok(self.parameterised(call))
    }

    /// For endpoints that know no consistency.
    pub(crate) fn local_call(&self, only: Option<usize>) -> Result<Call, Error> {
        let path = self.path.clone();
        let path = path.map_err(|kind| Error::new(self.operation, kind))?;
        let call = Call::new(self.operation, Method::GET, path, Effect::ReadAgent)
            .meaning(self.meant)
            .only(only);
        Ok(self.parameterised(call))
    }

    pub(crate) fn decode(&self, raw: &Raw) -> Result<Answer<T>, Error> {
        let value = (self.decode)(raw).map_err(|why| {
            let server = raw.meta.server.clone();
            Error::new(self.operation, Kind::Undecodable { server, why })
        })?;
        Ok(Answer {
            value,
            meta: raw.meta.clone(),
        })
    }

    fn parameterised(&self, call: Call) -> Call {
        self.parameters
            .iter()
            .fold(call, |call, (name, value)| match value.as_str() {
                "" => call.flag(name),
                value => call.with(name, value),
            })
    }
}

impl<T> fmt::Debug for Query<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("operation", &self.operation)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// Reads JSON; an error says what was expected, and where.
pub(crate) fn json<T: DeserializeOwned>(raw: &Raw) -> Result<T, String> {
    serde_json::from_slice(&raw.body).map_err(|error| {
        let what = short_name::<T>();
        // The words of the parser may repeat some of what was sent.
        said::safe(format!("{what} expected: {error}").as_bytes(), None)
    })
}

/// As [`json`], where Consul writes `null` for nothing.
pub(crate) fn json_or_default<T: DeserializeOwned + Default>(raw: &Raw) -> Result<T, String> {
    json::<Option<T>>(raw).map(Option::unwrap_or_default)
}

/// As [`json`], where 404 means that there is none.
pub(crate) fn json_if_found<T: DeserializeOwned>(raw: &Raw) -> Result<Option<T>, String> {
    if raw.status == StatusCode::NOT_FOUND {
        Ok(None)
    } else {
        json(raw).map(Some)
    }
}

/// The type without its path, for words.
fn short_name<T>() -> &'static str {
    let name = std::any::type_name::<T>();
    let generic = name.find('<').unwrap_or(name.len());
    let start = name[..generic].rfind("::").map_or(0, |at| at + 2);
    &name[start..]
}
