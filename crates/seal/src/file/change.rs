//! Rotation: a new current key, and earlier ones taken out.

use std::fs::{self, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::{FileError, FileFault};
use super::place::{self, Made, Rights};
use super::read::{self, Opened};
use super::{MOST_KEYS, text};
use crate::id::KeyId;
use crate::keys::KeyRing;

/// For this long another process that changes the same file is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(10);

/// Puts a new key before all others. They stay, to open what they sealed.
pub fn rotate(path: &Path) -> Result<KeyRing, FileError> {
    change(path, |ring| match ring.ids().count() < MOST_KEYS {
        true => Ok(ring.with_a_new_key()?),
        false => Err(FileFault::TooManyKeys),
    })
}

/// Takes an earlier key out. What is still sealed with it can never be opened again.
pub fn retire(path: &Path, id: KeyId) -> Result<KeyRing, FileError> {
    change(path, |ring| {
        if ring.current() == id {
            return Err(FileFault::Current { id });
        }
        match ring.key(id) {
            Some(_) => Ok(ring.without(id)),
            None => Err(FileFault::UnknownKey { id }),
        }
    })
}

fn change(
    path: &Path,
    to: impl FnOnce(KeyRing) -> Result<KeyRing, FileFault>,
) -> Result<KeyRing, FileError> {
    let changed = || {
        // A link stays one: what it leads to is replaced.
        let path = fs::canonicalize(path).map_err(FileFault::unread)?;
        let opened = locked(&path)?;
        // Who locked it has it locked until the other one has its place.
        let lock = opened.file.try_clone().map_err(FileFault::unread)?;
        let rights = Rights::Like(opened.metadata.clone());
        let ring = to(opened.keys()?)?;
        replace(&path, &ring, &rights).map_err(FileFault::io("written"))?;
        drop(lock);
        Ok(ring)
    };
    changed().map_err(|fault: FileFault| fault.at(path))
}

fn replace(path: &Path, ring: &KeyRing, rights: &Rights) -> io::Result<()> {
    let name = place::name_while_made(path, "")?;
    // What a kill left behind. It is ours alone, by the lock.
    match fs::remove_file(&name) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    Made::write(name, text::render(ring).as_bytes(), rights)?.put_over(path)
}

/// The file, for us alone.
fn locked(path: &Path) -> Result<Opened, FileFault> {
    let began = Instant::now();
    loop {
        let opened = read::open(path)?;
        opened.check(read::whose(&opened))?;
        if let Some(opened) = lock(opened, path)? {
            return Ok(opened);
        }
        if began.elapsed() > PATIENCE {
            return Err(FileFault::Busy);
        }
        sleep(PAUSE);
    }
}

/// Nothing while another has it, and when it is there no more: who changes a file puts another
/// in its place.
fn lock(opened: Opened, path: &Path) -> Result<Option<Opened>, FileFault> {
    match opened.file.try_lock() {
        Ok(()) => Ok(Some(opened).filter(|opened| is_at(opened, path))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(FileFault::io("locked")(error)),
    }
}

fn is_at(opened: &Opened, path: &Path) -> bool {
    let same = |there: fs::Metadata| {
        (there.dev(), there.ino()) == (opened.metadata.dev(), opened.metadata.ino())
    };
    fs::metadata(path).is_ok_and(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_replaced_meanwhile_is_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        crate::file::create(&path).unwrap();
        let (one, other) = (read::open(&path).unwrap(), read::open(&path).unwrap());
        let one = lock(one, &path).unwrap().expect("nobody has it");
        assert!(lock(other, &path).unwrap().is_none());
        let late = read::open(&path).unwrap();
        replace(&path, &KeyRing::random().unwrap(), &Rights::Ours).unwrap();
        drop(one);
        assert!(lock(late, &path).unwrap().is_none());
        let now = read::open(&path).unwrap();
        assert!(lock(now, &path).unwrap().is_some());
    }
}
