//! The key file. After comments it has one line a key, the current one first:
//!
//! ```text
//! skills-eye-key-1 <id> <32 bytes as base64url>
//! ```
//!
//! It is never written where it lies: a new one is made whole under another name and takes its
//! place, so that whoever reads it finds all of the old one or all of the new one.

mod change;
mod error;
mod make;
mod place;
mod read;
mod text;

pub use change::{retire, rotate};
pub use error::{FileError, FileFault, LineFault};
pub use make::{create, read_or_create};
pub use read::{look_at, read};

/// Far more than [`MOST_KEYS`] keys take.
const MOST_BYTES: usize = 16 * 1_024;
/// One a month for five years.
const MOST_KEYS: usize = 60;
