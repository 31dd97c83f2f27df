//! A key file that was not there before.

use std::path::Path;

use super::error::{FileError, FileFault};
use super::place::{self, Made, Rights};
use super::{read, text};
use crate::keys::KeyRing;
use crate::random;

/// Makes a file with one new key. What is there is never replaced.
pub fn create(path: &Path) -> Result<KeyRing, FileError> {
    made(path).map_err(|fault| fault.at(path))
}

/// Reads the keys, and makes them where there are none. Of several that begin at the same
/// moment one makes them, and all read the same.
pub fn read_or_create(path: &Path) -> Result<KeyRing, FileError> {
    match read(path) {
        Err(error) if matches!(error.fault, FileFault::NotThere) => {}
        other => return other,
    }
    match create(path) {
        Err(error) if matches!(error.fault, FileFault::Exists) => {}
        other => return other,
    }
    // Whoever was faster may not have come to this yet, and nothing may be sealed before.
    let synced = place::sync_folder_of(path).map_err(FileFault::io("written to the disk"));
    synced.map_err(|fault| fault.at(path))?;
    read(path)
}

fn made(path: &Path) -> Result<KeyRing, FileFault> {
    // Decided when it is put in place; said here before anything is written.
    if path.symlink_metadata().is_ok() {
        return Err(FileFault::Exists);
    }
    let ring = KeyRing::random()?;
    // A name of its own, because several may make one. What a kill leaves behind under it is a
    // key that nothing was sealed with.
    let mut own = [0; 8];
    random::fill(&mut own)?;
    let own = format!(".{:016x}", u64::from_be_bytes(own));
    let name = place::name_while_made(path, &own).map_err(FileFault::unmade)?;
    let made = Made::write(name, text::render(&ring).as_bytes(), &Rights::Ours);
    made.and_then(|made| made.put_new(path))
        .map_err(FileFault::unmade)?;
    Ok(ring)
}
