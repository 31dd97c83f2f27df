//! Failures of handlers and middleware.
//!
//! Inside the server a failure is an [`AppError`] with, perhaps, its cause. It becomes a
//! response that carries both unrendered; `middleware::errors` writes the text, in the
//! form and the language that the client reads, and `middleware::log` writes the cause,
//! once, under the request id.

mod html;
mod problem;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use domain::error::{AppError, ErrorCode};
use http::StatusCode;
use serde_json::value::RawValue;

pub(crate) use html::{document, escape, page};
pub(crate) use problem::{PROBLEM_JSON, problem};

/// What handlers and middleware return when they cannot answer.
#[derive(Debug)]
pub(crate) struct Failure {
    error: AppError,
    cause: Option<Cause>,
    beside: Option<Beside>,
}

/// What a program needs to go on, as further members of the problem.
#[derive(Clone, Debug)]
pub(crate) struct Beside(pub(crate) Arc<Members>);

/// In the form that they are sent in, which no number is rounded for.
pub(crate) type Members = BTreeMap<&'static str, Box<RawValue>>;

/// For the log only; never sent to anybody.
#[derive(Clone, Debug)]
pub(crate) struct Cause(Arc<str>);

impl Cause {
    pub(crate) fn new(words: &str) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A response that still has to be written.
#[derive(Clone, Debug)]
pub(crate) struct Unrendered(pub(crate) Arc<AppError>);

/// A response that was written: what it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told(pub(crate) ErrorCode);

impl Failure {
    /// A defect of ours: people get the request id, the log gets the cause.
    pub(crate) fn internal(cause: impl fmt::Display) -> Self {
        Self {
            error: AppError::new(ErrorCode::Internal),
            cause: Some(Cause::new(&cause.to_string())),
            beside: None,
        }
    }
}

impl Failure {
    pub(crate) fn beside(error: AppError, beside: Members) -> Self {
        Self {
            error,
            cause: None,
            beside: Some(Beside(Arc::new(beside))),
        }
    }

    /// An error with words for people, and a cause for the log.
    #[cfg(feature = "kit")]
    pub(crate) fn because(error: AppError, cause: impl fmt::Display) -> Self {
        Self {
            error,
            cause: Some(Cause::new(&cause.to_string())),
            beside: None,
        }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self {
            error,
            cause: None,
            beside: None,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(self.error.code).into_response();
        let extensions = response.extensions_mut();
        if let Some(cause) = self.cause {
            extensions.insert(cause);
        }
        if let Some(beside) = self.beside {
            extensions.insert(beside);
        }
        extensions.insert(Unrendered(Arc::new(self.error)));
        response
    }
}

pub(crate) fn status(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
