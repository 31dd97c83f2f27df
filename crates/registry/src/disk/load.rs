//! Reading the whole store into memory.

use std::path::Path;
use std::sync::Arc;

use redb::{Database, ReadTransaction, ReadableDatabase as _, ReadableTable as _, TableError};

use super::stored::{StoredCheck, StoredNode, StoredService, StoredSession};
use super::{
    CHECKS, FORMAT, KV, META, META_FORMAT, META_INDEX, NODES, SERVICES, SESSIONS, kv_bytes,
};
use crate::command::place;
use crate::error::OpenError;
use crate::image::Image;
use catalog::Names;

/// What is wrong with a store; the caller knows where it is.
pub(super) enum LoadError {
    Store(redb::Error),
    /// It was written by a newer program.
    Newer(u64),
    /// A file of the same kind, but not a registry.
    Foreign,
    /// A row that cannot be read.
    Row {
        table: &'static str,
        key: String,
        words: String,
    },
}

impl From<redb::TransactionError> for LoadError {
    fn from(error: redb::TransactionError) -> Self {
        Self::Store(error.into())
    }
}

impl From<redb::TableError> for LoadError {
    fn from(error: redb::TableError) -> Self {
        Self::Store(error.into())
    }
}

impl From<redb::StorageError> for LoadError {
    fn from(error: redb::StorageError) -> Self {
        Self::Store(error.into())
    }
}

impl From<redb::CommitError> for LoadError {
    fn from(error: redb::CommitError) -> Self {
        Self::Store(error.into())
    }
}

impl LoadError {
    pub(super) fn at(self, path: &Path) -> OpenError {
        let path = path.to_owned();
        match self {
            Self::Store(error) => OpenError::from_store(&path, error),
            Self::Newer(found) => OpenError::Newer {
                path,
                found,
                known: FORMAT,
            },
            Self::Foreign => OpenError::Foreign { path },
            Self::Row { table, key, words } => OpenError::Row {
                path,
                table,
                key,
                words,
            },
        }
    }
}

/// Makes the tables of a new file, and refuses one that is not ours or is newer.
pub(super) fn check_format(database: &Database) -> Result<(), LoadError> {
    let write = database.begin_write()?;
    let is_new = write.list_tables()?.next().is_none();
    if is_new {
        let mut meta = write.open_table(META)?;
        meta.insert(META_FORMAT, FORMAT)?;
        meta.insert(META_INDEX, 0)?;
        write.open_table(KV)?;
        write.open_table(NODES)?;
        write.open_table(SERVICES)?;
        write.open_table(CHECKS)?;
        write.open_table(SESSIONS)?;
        drop(meta);
        write.commit()?;
        return Ok(());
    }
    write.abort()?;
    let read = database.begin_read()?;
    let meta = match read.open_table(META) {
        Err(TableError::TableDoesNotExist(_) | TableError::TableTypeMismatch { .. }) => {
            return Err(LoadError::Foreign);
        }
        meta => meta?,
    };
    match meta.get(META_FORMAT)?.map(|format| format.value()) {
        None => Err(LoadError::Foreign),
        Some(format) if format > FORMAT => Err(LoadError::Newer(format)),
        Some(_) => Ok(()),
    }
}

pub(super) fn load(database: &Database, names: &mut Names) -> Result<Image, LoadError> {
    let read = database.begin_read()?;
    let mut image = Image::default();
    for entry in read.open_table(NODES)?.iter()? {
        let (key, value) = entry?;
        let stored: StoredNode<'_> = parse("nodes", key.value(), value.value())?;
        place::node(&mut image, stored.row(names), names);
    }
    for entry in read.open_table(SERVICES)?.iter()? {
        let (key, value) = entry?;
        let stored: StoredService<'_> = parse("services", key.value().1, value.value())?;
        place::service(&mut image, stored.row(names), names);
    }
    for entry in read.open_table(CHECKS)?.iter()? {
        let (key, value) = entry?;
        let stored: StoredCheck<'_> = parse("checks", key.value().1, value.value())?;
        place::check(&mut image, stored.row(names), names);
    }
    for entry in read.open_table(KV)?.iter()? {
        let (key, value) = entry?;
        let row =
            kv_bytes::decode(key.value(), value.value(), names).ok_or_else(|| LoadError::Row {
                table: "kv",
                key: key.value().to_owned(),
                words: "it has a layout that this program does not know".to_owned(),
            })?;
        place::key(&mut image, Arc::new(row));
    }
    for entry in read.open_table(SESSIONS)?.iter()? {
        let (key, value) = entry?;
        let stored: StoredSession<'_> = parse("sessions", key.value(), value.value())?;
        place::session(&mut image, stored.row(names));
    }
    image.settle(index_in(&read)?);
    Ok(image)
}

pub(super) fn index(database: &Database) -> Result<u64, LoadError> {
    index_in(&database.begin_read()?)
}

fn index_in(read: &ReadTransaction) -> Result<u64, LoadError> {
    let index = read.open_table(META)?.get(META_INDEX)?;
    Ok(index.map_or(0, |index| index.value()))
}

fn parse<'a, T: serde::Deserialize<'a>>(
    table: &'static str,
    key: &str,
    value: &'a [u8],
) -> Result<T, LoadError> {
    serde_json::from_slice(value).map_err(|error| LoadError::Row {
        table,
        key: key.to_owned(),
        words: error.to_string(),
    })
}
