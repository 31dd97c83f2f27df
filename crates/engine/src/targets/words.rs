//! What went wrong at Consul, as the error that reaches a person.

use consul::Kind;
use domain::error::{AppError, ErrorCode, Reason};

pub(super) fn of(error: &consul::Error, what: &str) -> AppError {
    match &error.kind {
        Kind::Unsure { .. } => unsettled(what, error),
        Kind::UnsafeName { name, .. } => AppError::bad_parameter("id", name, Reason::UnsafePath),
        Kind::TooLarge { limit, .. } => {
            AppError::new(ErrorCode::BodyTooLarge).with("limit", format!("{limit} bytes"))
        }
        Kind::TooManyOperations { count, limit } => AppError::over("operations", *count, *limit),
        _ => unavailable(error, what),
    }
}

/// Of what came before the write: whatever became of it, the target is untouched.
pub(super) fn unavailable(error: &consul::Error, what: &str) -> AppError {
    AppError::new(ErrorCode::Unavailable)
        .with("what", what)
        .with("reason", error)
}

pub(super) fn unsettled(what: &str, why: &dyn std::fmt::Display) -> AppError {
    AppError::new(ErrorCode::Unsettled)
        .with("what", what)
        .with("reason", Reason::FateUnknown)
        .with("why", why)
}
