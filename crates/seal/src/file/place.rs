//! A file that is whole before it has its name.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

/// Whole and on the disk, under a name of its own; removed unless it is put in its place.
pub(super) struct Made {
    name: PathBuf,
    is_placed: bool,
}

impl Made {
    pub(super) fn write(name: PathBuf, content: &[u8], rights: &Rights) -> io::Result<Self> {
        // Never a file that was there: somebody else could have it open.
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&name)?;
        let made = Self {
            name,
            is_placed: false,
        };
        rights.give_to(&file)?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(made)
    }

    /// Fails when something is there already, whoever was faster.
    pub(super) fn put_new(mut self, path: &Path) -> io::Result<()> {
        match renameat_with(CWD, &self.name, CWD, path, RenameFlags::NOREPLACE) {
            Ok(()) => self.is_placed = true,
            // A file system that cannot.
            Err(Errno::INVAL | Errno::NOSYS) => self.put_new_as_link(path)?,
            Err(error) => return Err(error.into()),
        }
        sync_folder_of(path)
    }

    /// The other name is removed when this is dropped.
    fn put_new_as_link(&self, path: &Path) -> io::Result<()> {
        fs::hard_link(&self.name, path)
    }

    pub(super) fn put_over(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.name, path)?;
        self.is_placed = true;
        sync_folder_of(path)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        if !self.is_placed {
            let _ = fs::remove_file(&self.name);
        }
    }
}

/// Who may read a file.
pub(super) enum Rights {
    /// Whoever makes it.
    Ours,
    /// Whoever could read this one.
    Like(Metadata),
}

impl Rights {
    fn give_to(&self, file: &File) -> io::Result<()> {
        let Self::Like(other) = self else {
            return file.set_permissions(Permissions::from_mode(0o600));
        };
        let ours = file.metadata()?;
        if (ours.uid(), ours.gid()) != (other.uid(), other.gid()) {
            std::os::unix::fs::fchown(file, Some(other.uid()), Some(other.gid()))?;
        }
        let mode = match other.mode() & 0o040 {
            0 => 0o600,
            _ => 0o440,
        };
        file.set_permissions(Permissions::from_mode(mode))
    }
}

/// The name that a file has while it is made, in the folder where it will be.
pub(super) fn name_while_made(path: &Path, middle: &str) -> io::Result<PathBuf> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "this is no name of a file"))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(middle);
    hidden.push(".new");
    Ok(path.with_file_name(hidden))
}

/// A new name is there after a power cut only if its folder was written too.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(folder: &Path) -> Made {
        Made::write(folder.join("made"), b"new", &Rights::Ours).unwrap()
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let there = |expected: &[u8]| {
            assert_eq!(fs::read(&path).unwrap(), expected);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        };
        made(folder.path()).put_new(&path).unwrap();
        there(b"new");
        for put in [Made::put_new, |made: Made, path: &Path| {
            made.put_new_as_link(path)
        }] {
            fs::write(&path, "old").unwrap();
            let error = put(made(folder.path()), &path).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            there(b"old");
        }
        made(folder.path()).put_over(&path).unwrap();
        there(b"new");
        fs::remove_file(&path).unwrap();
        made(folder.path()).put_new_as_link(&path).unwrap();
        there(b"new");
    }

    #[test]
    fn a_file_that_was_there_is_not_written_into() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("made"), "somebody else's").unwrap();
        let outcome = Made::write(folder.path().join("made"), b"new", &Rights::Ours);
        assert!(outcome.is_err());
        let left = fs::read(folder.path().join("made")).unwrap();
        assert_eq!(left, b"somebody else's");
    }
}
