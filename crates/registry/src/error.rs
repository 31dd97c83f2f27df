//! What can go wrong with the store, in words for who runs it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a registry could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// Another process has it open.
    InUse {
        path: PathBuf,
    },
    /// A newer program wrote it.
    Newer {
        path: PathBuf,
        found: u64,
        known: u64,
    },
    /// It is no registry.
    Foreign {
        path: PathBuf,
    },
    /// There is a file with nothing in it, which no registry leaves behind.
    Empty {
        path: PathBuf,
    },
    /// What is in it is not what was written.
    Damaged {
        path: PathBuf,
    },
    /// A row in it cannot be read.
    Row {
        path: PathBuf,
        table: &'static str,
        key: String,
        words: String,
    },
    Io {
        path: PathBuf,
        error: io::Error,
    },
    Store {
        path: PathBuf,
        error: redb::Error,
    },
    /// A setting is out of its range.
    Setting {
        words: String,
    },
    /// The first write has failed.
    Write(StoreError),
    /// The system gives no thread.
    Thread(io::Error),
    /// The registry's own node could not be written.
    OwnNode {
        words: String,
    },
}

impl OpenError {
    pub(crate) fn from_io(path: &Path, error: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            error,
        }
    }

    pub(crate) fn from_store(path: &Path, error: impl Into<redb::Error>) -> Self {
        let path = path.to_owned();
        match error.into() {
            redb::Error::DatabaseAlreadyOpen => Self::InUse { path },
            redb::Error::Io(error) => Self::Io { path, error },
            redb::Error::Corrupted(words) => {
                tracing::error!(file = %path.display(), %words, "registry.file_damaged");
                Self::Damaged { path }
            }
            error => Self::Store { path, error },
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Write(error)
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse { path } => write!(
                f,
                "{} is locked by another instance; stop it, or give this one a data folder of \
                 its own",
                path.display()
            ),
            Self::Newer { path, found, known } => write!(
                f,
                "{} has format {found}, and this program knows formats up to {known}; run the \
                 newer program, export with it and import here",
                path.display()
            ),
            Self::Foreign { path } => write!(f, "{} is not a registry", path.display()),
            Self::Empty { path } => write!(
                f,
                "{} is empty, and no registry leaves it so; restore a backup, or remove it to \
                 begin with nothing",
                path.display()
            ),
            Self::Damaged { path } => write!(
                f,
                "{} is damaged: what is in it is not what was written; restore a backup, and \
                 look after the disk that it lies on",
                path.display()
            ),
            Self::Row {
                path,
                table,
                key,
                words,
            } => write!(
                f,
                "{}: the row {key:?} of {table} cannot be read: {words}; restore a backup",
                path.display()
            ),
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Store { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Setting { words } => f.write_str(words),
            Self::Write(error) => write!(f, "{error}"),
            Self::Thread(error) => write!(f, "no thread for the registry: {error}"),
            Self::OwnNode { words } => {
                write!(f, "the registry's own node could not be written: {words}")
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// Why a change could not be kept, or the store not be tended.
#[derive(Debug)]
pub enum StoreError {
    /// The file is not open, because a write before has failed and it cannot be opened.
    NotOpen,
    Store(Box<redb::Error>),
    /// A row could not be written down.
    Row(String),
    /// The registry is closed.
    Closed,
    /// There is no more room for it; what it would have written was not kept.
    Full(Box<redb::Error>),
    /// The writer has met a defect of the program and begun anew.
    Stumbled,
    /// As many changes wait as may.
    Busy {
        waiting: usize,
    },
    /// An input could not be read.
    Io(io::Error),
}

impl StoreError {
    pub(crate) fn from_store(error: impl Into<redb::Error>) -> Self {
        Self::Store(Box::new(error.into()))
    }

    /// The same, once it is known that nothing of the write is there.
    pub(crate) fn nothing_kept(self) -> Self {
        match self {
            Self::Store(error) if is_full(&error) => Self::Full(error),
            other => other,
        }
    }
}

fn is_full(error: &redb::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    match error {
        redb::Error::Io(error) => {
            matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
        }
        _ => false,
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOpen => {
                f.write_str("the registry's file cannot be opened after a failed write")
            }
            Self::Store(error) => write!(f, "the registry's file cannot be written: {error}"),
            Self::Row(words) => write!(f, "a row cannot be written down: {words}"),
            Self::Closed => f.write_str("the registry is closed"),
            Self::Full(error) => write!(f, "nothing of it was kept: {error}"),
            Self::Stumbled => f.write_str(
                "the registry's writer met a defect and began anew; whether this was kept is \
                 not known",
            ),
            Self::Busy { waiting } => {
                write!(
                    f,
                    "{waiting} changes wait already, which is the most that may"
                )
            }
            Self::Io(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for StoreError {}
