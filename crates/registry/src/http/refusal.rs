//! A request that is not carried out, with the status and the words of Consul.

use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};

use super::answer::{self, Leader, TEXT};
use crate::command;
use crate::error::StoreError;
use crate::writer::Failure;

#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) words: String,
    of: Of,
}

/// What was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Anything,
    /// Consul gives one that failed the headers of an answer.
    Question,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, words: impl Into<String>) -> Self {
        Self {
            status,
            words: words.into(),
            of: Of::Anything,
        }
    }

    pub(super) fn bad(words: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, words)
    }

    pub(super) fn failed(words: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, words)
    }

    /// What Consul can and the registry cannot.
    pub(super) fn left_out(what: &str) -> Self {
        let words = format!("{what} is not part of this registry");
        Self::new(StatusCode::NOT_IMPLEMENTED, words)
    }

    /// The same as the refusal of a question about the catalog or a session.
    pub(super) fn of_question(self) -> Self {
        Self {
            of: Of::Question,
            ..self
        }
    }

    /// Consul's words for what somebody may not.
    pub(super) fn denied() -> Self {
        Self::new(StatusCode::FORBIDDEN, "Permission denied")
    }

    pub(super) fn too_slow(limit: Duration) -> Self {
        let words = format!("Request body did not come in within {limit:?}");
        Self::new(StatusCode::REQUEST_TIMEOUT, words)
    }

    pub(super) fn too_large(words: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, words)
    }
}

impl From<command::Refusal> for Refusal {
    fn from(refusal: command::Refusal) -> Self {
        let status = match refusal.kind {
            command::RefusalKind::Denied => return Self::denied(),
            command::RefusalKind::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            command::RefusalKind::NotFound => StatusCode::NOT_FOUND,
        };
        Self::new(status, refusal.words)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Store(error) => {
                let status = match *error {
                    StoreError::Busy { .. } => StatusCode::TOO_MANY_REQUESTS,
                    StoreError::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
                    StoreError::Closed => StatusCode::SERVICE_UNAVAILABLE,
                    _ => StatusCode::INTERNAL_SERVER_ERROR,
                };
                Self::new(status, error.to_string())
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.words));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, TEXT);
        let is_unread = matches!(
            self.status,
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT
        );
        if is_unread {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if self.of == Of::Question && self.status == StatusCode::INTERNAL_SERVER_ERROR {
            answer::mark(&mut response, 1);
            answer::mark_leader(&mut response, Leader::Unknown);
        }
        response
    }
}
