//! One call, before it is known which server will take it.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};
use serde::Serialize;

use crate::consistency::Consistency;
use crate::error::{Error, Kind};
use crate::path;

/// Consul's limit of a body: a value, or a whole transaction.
pub(crate) const BODY_LIMIT: usize = 512 * 1_024;

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    /// From `/v1` on.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) body: Bytes,
    pub(crate) effect: Effect,
    /// Statuses beside 2xx that are answers of this endpoint.
    pub(crate) meant: &'static [StatusCode],
    /// The one server that may take it, by its place.
    pub(crate) only: Option<usize>,
    /// Another one than the settings have.
    pub(crate) timeout: Option<Duration>,
    /// The server was asked to wait for a change.
    pub(crate) blocking: bool,
}

/// What a call does, and so where and when it may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Read(Consistency),
    /// About the agent itself: leaders do not matter.
    ReadAgent,
    /// Doing it twice may differ from doing it once.
    WriteOnce,
    /// Doing it again does nothing more: compare-and-set and the like.
    WriteRepeatable,
    /// To the agent's own state: only that agent may take it, leaders do not matter.
    WriteAgent,
}

impl Effect {
    pub(crate) fn is_write(self) -> bool {
        matches!(
            self,
            Self::WriteOnce | Self::WriteRepeatable | Self::WriteAgent
        )
    }

    /// Whether it is held while there is no leader.
    pub(crate) fn needs_leader(self) -> bool {
        match self {
            Self::Read(consistency) => !matches!(consistency, Consistency::Stale { .. }),
            Self::WriteOnce | Self::WriteRepeatable => true,
            Self::ReadAgent | Self::WriteAgent => false,
        }
    }
}

impl Call {
    pub(crate) fn read(operation: &'static str, path: String, consistency: Consistency) -> Self {
        let call = Self::new(operation, Method::GET, path, Effect::Read(consistency));
        match consistency.parameter() {
            Some(name) => call.flag(name),
            None => call,
        }
    }

    pub(crate) fn new(
        operation: &'static str,
        method: Method,
        path: String,
        effect: Effect,
    ) -> Self {
        Self {
            operation,
            method,
            path,
            query: String::new(),
            body: Bytes::new(),
            effect,
            meant: &[],
            only: None,
            timeout: None,
            blocking: false,
        }
    }

    pub(crate) fn flag(mut self, name: &str) -> Self {
        self.separate();
        self.query.push_str(name);
        self
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.separate();
        self.query.push_str(name);
        self.query.push('=');
        self.query.push_str(&path::parameter(value));
        self
    }

    /// For a change, for so long.
    pub(crate) fn waiting(self, wait: Duration) -> Self {
        let mut call = self.with("wait", &format!("{}ms", wait.as_millis()));
        // Servers spread their answers over a sixteenth more.
        call.timeout = Some(wait + wait / 16 + Duration::from_secs(10));
        call.blocking = true;
        call
    }

    pub(crate) fn meaning(mut self, meant: &'static [StatusCode]) -> Self {
        self.meant = meant;
        self
    }

    pub(crate) fn only(mut self, server: Option<usize>) -> Self {
        self.only = server;
        self
    }

    pub(crate) fn body(mut self, body: Bytes) -> Result<Self, Error> {
        if body.len() > BODY_LIMIT {
            let kind = Kind::TooLarge {
                size: body.len(),
                limit: BODY_LIMIT,
            };
            return Err(Error::new(self.operation, kind));
        }
        self.body = body;
        Ok(self)
    }

    pub(crate) fn json(self, value: &impl Serialize) -> Result<Self, Error> {
        let body = serde_json::to_vec(value).map_err(|error| {
            let said = format!("it cannot be written as JSON: {error}");
            Error::new(self.operation, Kind::Refused { status: 0, said })
        })?;
        self.body(body.into())
    }

    /// Path and parameters as they are sent.
    pub(crate) fn target(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    fn separate(&mut self) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
    }
}
