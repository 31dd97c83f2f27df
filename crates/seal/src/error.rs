//! Why something was not sealed, opened or chained.

use std::fmt;

use crate::envelope::{MOST_PLAIN_BYTES, VERSION};
use crate::id::KeyId;
use crate::random::NoRandom;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    NoRandom,
    /// More than may be sealed, or than a sealed value can be.
    TooLong,
    /// It ends before what every sealed value begins with.
    TooShort,
    /// A newer program sealed it.
    Newer {
        found: u8,
    },
    /// The key that it needs is not there.
    UnknownKey {
        id: KeyId,
    },
    /// It is not what was sealed, or not where or what for.
    Changed,
    /// The cipher refuses to work, which it has no reason to.
    Cipher,
}

impl From<NoRandom> for SealError {
    fn from(NoRandom: NoRandom) -> Self {
        Self::NoRandom
    }
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRandom => NoRandom.fmt(f),
            Self::TooLong => write!(f, "more than {MOST_PLAIN_BYTES} bytes are not sealed"),
            Self::TooShort => f.write_str("it is too short for a sealed value"),
            Self::Newer { found } => write!(
                f,
                "it is sealed in form {found}, and this program knows forms up to {VERSION}; use \
                 the newer program"
            ),
            Self::UnknownKey { id } => write!(
                f,
                "it needs the key {id}, which the key file does not have; put the line of that \
                 key back from a backup"
            ),
            Self::Changed => {
                f.write_str("it was changed, or it was sealed for another place or purpose")
            }
            Self::Cipher => f.write_str("the cipher refuses to work"),
        }
    }
}

impl std::error::Error for SealError {}
