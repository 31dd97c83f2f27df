//! The file below the store, with a limit.

use std::fs::{File, TryLockError};
use std::io;

use redb::backends::FileBackend;
use redb::{DatabaseError, StorageBackend, StorageError};

/// A file that does not grow beyond a limit: reaching it fails one write, with words, while
/// a full disk would hit whatever else lives there too.
#[derive(Debug)]
pub(super) struct Bounded {
    file: FileBackend,
    most: u64,
}

impl Bounded {
    pub(super) fn new(file: File, most: u64) -> Result<Self, DatabaseError> {
        // The store takes no lock through a backend that is not its own.
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DatabaseError::DatabaseAlreadyOpen),
            Err(TryLockError::Error(error)) => return Err(StorageError::from(error).into()),
        }
        Ok(Self {
            file: FileBackend::new(file)?,
            most,
        })
    }
}

impl StorageBackend for Bounded {
    fn len(&self) -> Result<u64, io::Error> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        if len > self.most && len > self.file.len()? {
            return Err(io::Error::new(
                io::ErrorKind::StorageFull,
                format!("the store may not grow beyond {} bytes", self.most),
            ));
        }
        self.file.set_len(len)
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.file.write(offset, data)
    }

    fn close(&self) -> Result<(), io::Error> {
        self.file.close()
    }
}
