//! The one file in which everything is kept.
//!
//! It is read once, when it is opened, and written by the writer alone. What a commit has
//! not brought to the disk never was.

mod backend;
mod damage;
mod fresh;
mod kv_bytes;
mod load;
mod save;
pub(crate) mod stored;

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use redb::{Builder, Database, TableDefinition};

use crate::error::{OpenError, StoreError};
use crate::image::Image;
use crate::rows::RowKey;
use backend::Bounded;
use catalog::Names;

/// How the tables are laid out. A newer one is refused, an older one would be converted.
const FORMAT: u64 = 1;
/// Everything is read from memory, so the store's own cache serves the writing alone.
const CACHE_BYTES: usize = 16 * 1_024 * 1_024;

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");
const KV: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("kv");
const NODES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("nodes");
const SERVICES: TableDefinition<'_, (&str, &str), &[u8]> = TableDefinition::new("services");
const CHECKS: TableDefinition<'_, (&str, &str), &[u8]> = TableDefinition::new("checks");
const SESSIONS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("sessions");

/// The keys of the table `meta`.
const META_FORMAT: &str = "format";
const META_INDEX: &str = "index";

#[derive(Debug)]
pub(crate) struct Disk {
    path: PathBuf,
    most_bytes: u64,
    /// Nothing after a write has failed, until the file is opened anew.
    database: Option<Database>,
}

impl Disk {
    /// Opens the file or makes it.
    pub(crate) fn open(path: &Path, most_bytes: u64) -> Result<Self, OpenError> {
        let mut disk = Self {
            path: path.to_owned(),
            most_bytes,
            database: None,
        };
        // A link that leads nowhere is no new store either.
        if path.symlink_metadata().is_err() {
            disk.database = fresh::create(path, most_bytes)?;
        }
        if disk.database.is_none() {
            disk.reopen()?;
        }
        Ok(disk)
    }

    /// Whether a write has failed since the file was opened.
    pub(crate) fn is_broken(&self) -> bool {
        self.database.is_none()
    }

    /// Opens the file anew: after a failed write the store takes no more.
    pub(crate) fn reopen(&mut self) -> Result<(), OpenError> {
        self.database = None;
        let path = &self.path;
        let failed = |error| OpenError::from_io(path, error);
        let file = open_file(path, false).map_err(failed)?;
        if file.metadata().map_err(failed)?.len() == 0 {
            return Err(OpenError::Empty { path: path.clone() });
        }
        let file = lock(file, path, self.most_bytes)?;
        let mut database = damage::guarded(path, || {
            let database = builder()
                .create_with_backend(file)
                .map_err(|error| OpenError::from_store(path, error))?;
            load::check_format(&database).map_err(|error| error.at(path))?;
            Ok(database)
        })?;
        damage::check(&mut database, path)?;
        self.database = Some(database);
        Ok(())
    }

    /// As if a write had failed.
    pub(crate) fn let_go(&mut self) {
        self.database = None;
    }

    /// The index of the last change that is kept.
    pub(crate) fn index(&self) -> Result<u64, OpenError> {
        load::index(self.database()?).map_err(|error| error.at(&self.path))
    }

    pub(crate) fn load(&self, names: &mut Names) -> Result<Image, OpenError> {
        let database = self.database()?;
        damage::guarded(&self.path, || {
            load::load(database, names).map_err(|error| error.at(&self.path))
        })
    }

    /// Brings rows to the disk as they are in the image. Returns once they are there.
    pub(crate) fn commit<'a>(
        &mut self,
        image: &Image,
        rows: impl IntoIterator<Item = &'a RowKey>,
    ) -> Result<(), StoreError> {
        let outcome = save::save(self.database()?, image, rows);
        if outcome.is_err() {
            self.database = None;
        }
        outcome
    }

    /// Gives unused space back to the file system.
    pub(crate) fn compact(&mut self) -> Result<bool, StoreError> {
        let database = self.database.as_mut().ok_or(StoreError::NotOpen)?;
        let outcome = database.compact().map_err(StoreError::from_store);
        if outcome.is_err() {
            self.database = None;
        }
        outcome
    }

    fn database(&self) -> Result<&Database, StoreError> {
        self.database.as_ref().ok_or(StoreError::NotOpen)
    }
}

fn builder() -> Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE_BYTES);
    builder
}

fn lock(file: File, path: &Path, most_bytes: u64) -> Result<Bounded, OpenError> {
    Bounded::new(file, most_bytes).map_err(|error| OpenError::from_store(path, error))
}

fn open_file(path: &Path, create: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(create)
        .truncate(false);
    // What is kept here is nobody else's business on the machine.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A new file is there after a power cut only if its folder was written too.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}
