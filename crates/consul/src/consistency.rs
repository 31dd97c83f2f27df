//! How fresh a read must be.

use std::time::Duration;

/// Every read names one; there is no default, because each has its price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consistency {
    /// Any server may answer from its own copy, even without a leader, unless it has not
    /// heard of the leader for longer than this.
    Stale { max_last_contact: Duration },
    /// The leader answers; in the moment of a change of leaders it may be the old one.
    Default,
    /// The leader answers after asking the others whether it still is. Before an edit.
    Consistent,
}

impl Consistency {
    /// Whatever there is, however old.
    pub const ANY_AGE: Self = Self::Stale {
        max_last_contact: Duration::MAX,
    };

    pub(crate) fn parameter(self) -> Option<&'static str> {
        match self {
            Self::Stale { .. } => Some("stale"),
            Self::Default => None,
            Self::Consistent => Some("consistent"),
        }
    }
}
