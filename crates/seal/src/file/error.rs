//! What can be wrong with a key file, in words for who runs it. None of them holds a key or
//! part of one.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::{MOST_BYTES, MOST_KEYS};
use crate::id::KeyId;
use crate::random::NoRandom;

/// Why a key file could not be read, made or changed.
#[derive(Debug)]
pub struct FileError {
    pub path: PathBuf,
    pub fault: FileFault,
}

#[derive(Debug)]
pub enum FileFault {
    NotThere,
    /// There is something already, and a key is never written over.
    Exists,
    /// A folder, a pipe, a device.
    NotAFile,
    Empty,
    /// It has comments and no key.
    NoKey,
    TooLarge,
    TooManyKeys,
    /// It is somebody else's, who could read and change it.
    Foreign {
        owner: u32,
        us: u32,
    },
    /// Others may read or write it; with this mode they may not.
    Open {
        mode: u32,
        better: u32,
    },
    Line {
        number: usize,
        fault: LineFault,
    },
    /// The current key is not taken out.
    Current {
        id: KeyId,
    },
    UnknownKey {
        id: KeyId,
    },
    /// Another process changes it all the time.
    Busy,
    NoRandom,
    Io {
        /// What could not be done, as a participle.
        done: &'static str,
        error: io::Error,
    },
}

/// What is wrong with one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    NotAKey,
    Newer,
    /// Its key and its id do not belong together.
    Changed,
    Twice {
        id: KeyId,
    },
}

impl FileFault {
    pub(crate) fn at(self, path: &Path) -> FileError {
        FileError {
            path: path.to_owned(),
            fault: self,
        }
    }

    pub(crate) fn io(done: &'static str) -> impl Fn(io::Error) -> Self {
        move |error| Self::Io { done, error }
    }

    pub(crate) fn unread(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotThere,
            _ => Self::io("read")(error),
        }
    }

    pub(crate) fn unmade(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            _ => Self::io("made")(error),
        }
    }
}

impl From<NoRandom> for FileFault {
    fn from(NoRandom: NoRandom) -> Self {
        Self::NoRandom
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.fault {
            FileFault::NotThere => write!(
                f,
                "there is no key file {path}; make one with: skills-eye key new {}",
                quoted(&self.path)
            ),
            FileFault::Exists => write!(
                f,
                "{path} is there already, and a key is never written over; for a new key in it: \
                 skills-eye key rotate {}",
                quoted(&self.path)
            ),
            FileFault::NotAFile => write!(f, "{path} is not a file"),
            FileFault::Empty => write!(
                f,
                "{path} is empty, and no key file is left so; restore a backup"
            ),
            FileFault::NoKey => write!(f, "{path} has no key in it; restore a backup"),
            FileFault::TooLarge => write!(
                f,
                "{path} has more than {MOST_BYTES} bytes, which no key file has"
            ),
            FileFault::TooManyKeys => write!(
                f,
                "{path} would have more than {MOST_KEYS} keys; take those out that nothing needs: \
                 skills-eye key retire"
            ),
            FileFault::Foreign { owner, us } => write!(
                f,
                "{path} belongs to user {owner}, who could read and change the key; it must \
                 belong to root or to user {us}, who runs this: chown {us} {}",
                quoted(&self.path)
            ),
            FileFault::Open { mode, better } => write!(
                f,
                "{path} has mode {mode:04o}, so that others on this machine may read or write \
                 the key: chmod {better:04o} {}",
                quoted(&self.path)
            ),
            FileFault::Line { number, fault } => write!(f, "{path} line {number} {fault}"),
            FileFault::Current { id } => write!(
                f,
                "{id} is the current key of {path} and stays; make a new one before: skills-eye \
                 key rotate {}",
                quoted(&self.path)
            ),
            FileFault::UnknownKey { id } => write!(f, "{path} has no key {id}"),
            FileFault::Busy => write!(
                f,
                "{path} is being changed by another process, and nothing was changed; try again"
            ),
            FileFault::NoRandom => write!(f, "{path}: {NoRandom}"),
            FileFault::Io { done, error } => write!(f, "{path} cannot be {done}: {error}"),
        }
    }
}

impl std::error::Error for FileError {}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAKey => f.write_str("is no key and no comment; restore a backup"),
            Self::Newer => f.write_str(
                "has a key of a form that this program does not know; use the newer program",
            ),
            Self::Changed => f.write_str(
                "was changed: its key is not the one for which its id was made; restore a backup",
            ),
            Self::Twice { id } => write!(f, "has the key {id} a second time; remove the line"),
        }
    }
}

/// As a shell takes it for one word.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    match text.chars().all(plain) {
        true => text,
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        let check = |path: &str, expected: &str| assert_eq!(quoted(Path::new(path)), expected);
        check("/etc/skills-eye/key.1", "/etc/skills-eye/key.1");
        check("my key", "'my key'");
        check("a'b; rm", r"'a'\''b; rm'");
    }
}
