//! How a server function fails: the one error of the product, on the wire as JSON.

use std::fmt;

use domain::error::{AppError, ErrorCode, Reason};
use leptos::server_fn::Bytes;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// [`AppError`] as the error type of a server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Failure(pub AppError);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<Failure> for AppError {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self(match error {
            ServerFnErrorErr::Request(_) => AppError::new(ErrorCode::Unreachable),
            // On the server it is the arguments that cannot be read, in the browser the answer.
            ServerFnErrorErr::Deserialization(reason) if cfg!(not(feature = "ssr")) => {
                unreadable(&reason)
            }
            ServerFnErrorErr::Deserialization(reason)
            | ServerFnErrorErr::Args(reason)
            | ServerFnErrorErr::MissingArg(reason) => AppError::new(ErrorCode::BadRequest)
                .with("what", "arguments")
                .with("reason", reason),
            other => AppError::new(ErrorCode::Internal).with("cause", other),
        })
    }

    fn de(data: Bytes) -> Self {
        let read: Result<Self, _> = serde_json::from_slice(&data);
        read.unwrap_or_else(|error| Self(unreadable(&error)))
    }
}

impl Failure {
    /// Something between here and the server answered in its place.
    pub(super) fn of_another(status: Option<u16>) -> Self {
        let error = AppError::new(ErrorCode::Unavailable)
            .with("what", "server")
            .with("reason", Reason::NotOurs);
        Self(match status {
            Some(status) => error.with("status", status),
            None => error,
        })
    }
}

/// Why a text cannot be read is for whoever looks into it, and says nothing to a person.
fn unreadable(reason: &impl fmt::Display) -> AppError {
    leptos::logging::warn!("the answer cannot be read: {reason}");
    Failure::of_another(None).0
}

/// Ends a server function: an error sets the status of the answer.
///
/// A page that is being rendered calls the same function in passing; its status is its own.
#[cfg(feature = "ssr")]
pub fn answer<T>(result: Result<T, AppError>) -> Result<T, Failure> {
    result.map_err(|error| {
        let called = leptos::prelude::use_context::<axum::http::request::Parts>()
            .is_some_and(|parts| parts.uri.path().starts_with("/rpc/"));
        let status = axum::http::StatusCode::from_u16(error.code.status());
        if let (true, Ok(status)) = (called, status) {
            super::set_status(status);
        }
        Failure(error)
    })
}

#[cfg(test)]
mod tests {
    use domain::locale::Locale;

    use super::*;
    use crate::i18n::error_text;

    #[test]
    fn reads_the_errors_of_the_api_too() {
        let problem = br#"{"type":"about:blank","title":"Forbidden","status":403,
            "code":"forbidden","args":{"permission":"administer"},"request_id":"r1"}"#;
        let failure = Failure::de(problem.as_slice().to_vec().into());
        assert_eq!(failure.0.code, ErrorCode::Forbidden);
        assert_eq!(failure.0.arg("permission"), "administer");
        assert_eq!(failure.0.request_id.as_deref(), Some("r1"));
    }

    #[test]
    fn an_answer_of_a_proxy_is_no_answer_of_ours() {
        let failure = Failure::de(b"<html>502</html>".as_slice().to_vec().into());
        assert_eq!(failure.0.code, ErrorCode::Unavailable);
        assert_eq!(failure.0.arg("reason"), Reason::NotOurs.as_str());
    }

    #[test]
    fn a_person_reads_the_status_and_nothing_of_a_parser() {
        let check = |status, locale, expected: &str| {
            let error = Failure::of_another(status).0;
            assert_eq!(error_text(&error, locale).detail, expected);
        };
        check(
            Some(502),
            Locale::En,
            "The server, or something before it, answered 502.",
        );
        check(
            Some(502),
            Locale::PtBr,
            "O servidor, ou algo antes dele, respondeu 502.",
        );
        check(
            None,
            Locale::En,
            "The server, or something before it, answered what this page cannot read.",
        );
        check(
            None,
            Locale::PtBr,
            "O servidor, ou algo antes dele, respondeu o que esta página não sabe ler.",
        );
    }

    #[test]
    fn survives_the_wire() {
        let failure = Failure(AppError::not_found("x").request_id("r2"));
        assert_eq!(Failure::de(failure.ser()), failure);
    }
}
