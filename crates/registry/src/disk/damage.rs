//! What happens to a file beside the programs: a bad block, a copy that was cut off, a
//! flipped bit.
//!
//! The store keeps a checksum of every page but looks at them only when it was not closed
//! in order, and some of what is broken makes it panic. A registry is asked for all that it
//! has, so all of it is checked whenever the file is opened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use redb::Database;

use crate::error::OpenError;

/// Reads every page and compares it with its checksum.
pub(super) fn check(database: &mut Database, path: &Path) -> Result<(), OpenError> {
    let is_whole = guarded(path, || {
        database
            .check_integrity()
            .map_err(|error| OpenError::from_store(path, error))
    })?;
    if !is_whole {
        tracing::warn!(file = %path.display(), "registry.file_repaired");
    }
    Ok(())
}

/// What panics over a damaged file has found damage. Nothing of what was being read may be
/// used afterwards.
pub(super) fn guarded<T>(
    path: &Path,
    read: impl FnOnce() -> Result<T, OpenError>,
) -> Result<T, OpenError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(OpenError::Damaged {
            path: path.to_owned(),
        })
    })
}
