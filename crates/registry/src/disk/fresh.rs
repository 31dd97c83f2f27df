//! A store that was not there before.
//!
//! It is made under another name and gets its own once it is whole: a file that a kill or a
//! full disk left behind half-made is never taken for a store that is empty.

use std::fs;
use std::path::{Path, PathBuf};

use redb::Database;

use super::{builder, load, lock, open_file, sync_folder_of};
use crate::error::OpenError;

/// Nothing when another process was faster, and its store is there now.
pub(super) fn create(path: &Path, most_bytes: u64) -> Result<Option<Database>, OpenError> {
    let made = name_while_made(path);
    let failed = |error| OpenError::from_io(path, error);
    let file = open_file(&made, true).map_err(failed)?;
    let reset = file.try_clone().map_err(failed)?;
    let file = lock(file, path, most_bytes)?;
    // Whoever makes one holds the lock until it has its name, so this is looked at under it.
    if path.exists() {
        return Ok(None);
    }
    reset.set_len(0).map_err(failed)?;
    let database = builder()
        .create_with_backend(file)
        .map_err(|error| OpenError::from_store(path, error))?;
    load::check_format(&database).map_err(|error| error.at(path))?;
    fs::rename(&made, path).map_err(failed)?;
    sync_folder_of(path).map_err(failed)?;
    Ok(Some(database))
}

fn name_while_made(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}
