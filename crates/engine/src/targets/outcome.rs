//! What becomes of a write.

use std::fmt;

use consul::wire::AgentService;
use domain::error::{AppError, ErrorCode};
use domain::target::{Target, TargetKey};

use super::wish;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub key: TargetKey,
    /// With which the next change can be made. Nothing after a removal, and where the
    /// catalog has not heard of the agent's service yet.
    pub index: Option<u64>,
    /// Whether the mirror shows it; else it is saved, and not visible yet.
    pub visible: bool,
    /// What was to be done beside it.
    pub extra: Result<(), AppError>,
}

/// Why nothing was written, or what is not known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Everything that is wrong with it.
    Invalid(Vec<AppError>),
    /// It is not as it was expected to be.
    Conflict(Box<Conflict>),
    Error(AppError),
}

/// For a view of three: what was, what is, what was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What is there now; nothing when it is gone.
    pub theirs: Option<Current>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    pub target: Target,
    /// Nothing while the catalog has not heard of the agent's service.
    pub index: Option<u64>,
}

impl Conflict {
    pub(super) fn with(key: &TargetKey, theirs: Option<&AgentService>) -> Refused {
        let theirs = theirs.map(|service| Current {
            target: wish::target(&key.node, service),
            index: (service.modify_index > 0).then_some(service.modify_index),
        });
        Refused::Conflict(Box::new(Self { theirs }))
    }
}

impl Refused {
    /// Whether it may have been done, or may yet be.
    pub fn is_unsettled(&self) -> bool {
        matches!(self, Self::Error(error) if error.code == ErrorCode::Unsettled)
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(found) => {
                let words: Vec<_> = found.iter().map(ToString::to_string).collect();
                f.write_str(&words.join("; "))
            }
            Self::Conflict(conflict) => match conflict.theirs {
                Some(_) => f.write_str("it is there, and not as it was expected"),
                None => f.write_str("it is gone"),
            },
            Self::Error(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}
