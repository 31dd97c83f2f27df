//! What can go wrong with a document.

use std::fmt;

use domain::error::{AppError, ErrorCode, Reason, shorten};

#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// The actor may not do this.
    Denied(AppError),
    /// A name that cannot stand in the store.
    BadName { name: String, rule: &'static str },
    /// The store could not be used; nothing was changed.
    Store(consul::Error),
    /// The write may have been done, and reading did not tell.
    Unsure { what: String, why: String },
    TooLarge {
        what: String,
        size: usize,
        limit: usize,
    },
    /// A good value would have been replaced by an empty one.
    WouldEmpty { what: String },
    /// A newer version of this product wrote it.
    Newer {
        what: String,
        found: u32,
        known: u32,
    },
    /// It cannot be read, and no earlier version can take its place.
    Broken { what: String, why: String },
    /// Others were quicker in every round.
    Contended { what: String, rounds: u32 },
    /// It is not there.
    NotFound { what: String },
    /// A value that could not be read back if it were written.
    Unreadable { what: String, why: String },
    /// It is not as the caller saw it.
    Changed { what: String },
}

impl Error {
    pub(super) fn bad_name(name: &str, rule: &'static str) -> Self {
        let name = shorten(name);
        Self::BadName { name, rule }
    }
}

impl From<consul::Error> for Error {
    fn from(error: consul::Error) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(error) => error.fmt(f),
            Self::BadName { name, rule } => write!(f, "{name:?} is no name: {rule}"),
            Self::Store(error) => error.fmt(f),
            Self::Unsure { what, why } => {
                write!(f, "{what} may or may not have been written: {why}")
            }
            Self::TooLarge { what, size, limit } => {
                write!(f, "{what} has {size} bytes, at most {limit} are allowed")
            }
            Self::WouldEmpty { what } => {
                write!(f, "{what} has a value, which would become empty")
            }
            Self::Newer { what, found, known } => write!(
                f,
                "{what} has version {found} of its form, this program knows up to {known}"
            ),
            Self::Broken { what, why } => write!(
                f,
                "{what} cannot be read, and no earlier version can take its place: {why}"
            ),
            Self::Contended { what, rounds } => {
                write!(f, "{what} was changed by others in each of {rounds} rounds")
            }
            Self::NotFound { what } => write!(f, "{what} is not there"),
            Self::Unreadable { what, why } => {
                write!(
                    f,
                    "what would be written to {what} cannot be read back: {why}"
                )
            }
            Self::Changed { what } => write!(f, "{what} was changed meanwhile"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        let of = |code, what: String| AppError::new(code).with("what", shorten(&what));
        match error {
            Error::Denied(error) => error,
            Error::BadName { name, rule } => {
                AppError::bad_parameter("name", &name, Reason::NotAKey).with("rule", rule)
            }
            Error::Store(error) => {
                let reason = match error.kind {
                    consul::Kind::Unreachable { .. } => Reason::NoServer,
                    consul::Kind::NoLeader { .. } => Reason::NoLeader,
                    consul::Kind::Forbidden { .. } => Reason::StoreForbids,
                    consul::Kind::Full { .. } => Reason::StoreFull,
                    _ => Reason::StoreFailed,
                };
                // The reader gets the code; who runs the server needs the words.
                tracing::warn!(%error, "the store could not be used");
                of(ErrorCode::Unavailable, "store".to_owned()).with("reason", reason)
            }
            Error::Unsure { what, why } => {
                tracing::warn!(what, why, "a write has an unknown fate");
                of(ErrorCode::WriteUnsure, what)
            }
            Error::TooLarge { what, size, limit } => of(ErrorCode::ValueTooLarge, what)
                .with("size", size)
                .with("limit", limit),
            Error::WouldEmpty { what } => of(ErrorCode::WouldEmpty, what),
            Error::Newer { what, found, known } => of(ErrorCode::NewerData, what)
                .with("found", found)
                .with("known", known),
            Error::Broken { what, why } => {
                tracing::error!(what, why, "a document is broken");
                of(ErrorCode::DataBroken, what)
            }
            Error::Contended { what, rounds } => {
                of(ErrorCode::Contended, what).with("rounds", rounds)
            }
            Error::NotFound { what } => of(ErrorCode::NotFound, what),
            Error::Unreadable { what, why } => {
                tracing::error!(what, why, "a value cannot be stored");
                of(ErrorCode::Internal, what)
            }
            Error::Changed { what } => of(ErrorCode::Conflict, what),
        }
    }
}
