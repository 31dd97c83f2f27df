//! Reading a key file, and refusing one that others could have read or written.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;
use secrecy::zeroize::Zeroizing;

use super::error::{FileError, FileFault};
use super::{MOST_BYTES, text};
use crate::keys::KeyRing;

const ROOT: u32 = 0;
/// What others may do.
const OTHERS: u32 = 0o077;
/// How a service manager and an orchestrator hand secrets over: root's file, which the group
/// may read, or whom an access list names, which counts as the group's right. Nobody writes.
const HANDED_OVER: u32 = 0o440;

/// Reads the keys to work with them. The file must be ours or root's.
pub fn read(path: &Path) -> Result<KeyRing, FileError> {
    let keys = open(path).and_then(|opened| opened.keys_for(us()));
    keys.map_err(|fault| fault.at(path))
}

/// Reads the keys to tell about them. Root may look after everybody's.
pub fn look_at(path: &Path) -> Result<KeyRing, FileError> {
    let keys = open(path).and_then(|opened| {
        let whose = whose(&opened);
        opened.keys_for(whose)
    });
    keys.map_err(|fault| fault.at(path))
}

/// Whose file a command may handle: our own, or as root that of its owner.
pub(super) fn whose(opened: &Opened) -> u32 {
    match us() {
        ROOT => opened.metadata.uid(),
        us => us,
    }
}

fn us() -> u32 {
    rustix::process::geteuid().as_raw()
}

pub(super) struct Opened {
    pub(super) file: File,
    pub(super) metadata: Metadata,
}

pub(super) fn open(path: &Path) -> Result<Opened, FileFault> {
    let file = OpenOptions::new()
        .read(true)
        // Without it a pipe would be waited for.
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(path)
        .map_err(FileFault::unread)?;
    let metadata = file.metadata().map_err(FileFault::unread)?;
    Ok(Opened { file, metadata })
}

impl Opened {
    pub(super) fn check(&self, us: u32) -> Result<(), FileFault> {
        if !self.metadata.is_file() {
            return Err(FileFault::NotAFile);
        }
        check(self.metadata.uid(), self.metadata.mode(), us)
    }

    fn keys_for(self, us: u32) -> Result<KeyRing, FileFault> {
        self.check(us)?;
        self.keys()
    }

    pub(super) fn keys(self) -> Result<KeyRing, FileFault> {
        // More room than is ever read, so that nothing is left behind where it grew.
        let mut content = Zeroizing::new(Vec::with_capacity(MOST_BYTES + 64));
        let mut limited = self.file.take(MOST_BYTES as u64 + 1);
        limited
            .read_to_end(&mut content)
            .map_err(FileFault::unread)?;
        if content.len() > MOST_BYTES {
            return Err(FileFault::TooLarge);
        }
        text::parse(&content)
    }
}

fn check(owner: u32, mode: u32, us: u32) -> Result<(), FileFault> {
    let mode = mode & 0o777;
    if owner != us && owner != ROOT {
        return Err(FileFault::Foreign { owner, us });
    }
    if mode & OTHERS == 0 || (owner == ROOT && mode == HANDED_OVER) {
        return Ok(());
    }
    let better = match owner == us {
        true => 0o600,
        false => HANDED_OVER,
    };
    Err(FileFault::Open { mode, better })
}

#[cfg(test)]
mod tests {
    use super::*;

    const US: u32 = 1_000;

    #[test]
    fn only_what_nobody_else_can_read_or_write_is_taken() {
        let good = |owner, mode, us| {
            let outcome = check(owner, mode, us);
            assert!(outcome.is_ok(), "{owner} {mode:o} {us}: {outcome:?}");
        };
        for mode in [0o100_600, 0o100_400, 0o100_700] {
            good(US, mode, US);
            good(ROOT, mode, US);
            good(ROOT, mode, ROOT);
        }
        good(ROOT, 0o100_440, US);
        good(ROOT, 0o100_440, ROOT);

        for bit in 0..6 {
            let mode = 0o600 | 1 << bit;
            for (owner, us, expected) in [(US, US, 0o600), (ROOT, ROOT, 0o600), (ROOT, US, 0o440)] {
                let outcome = check(owner, 0o100_000 | mode, us);
                let Err(FileFault::Open { mode: told, better }) = outcome else {
                    panic!("{owner} {mode:o} {us}: {outcome:?}");
                };
                assert_eq!((told, better), (mode, expected));
            }
        }
        // What the group may read is taken from root alone, and only where nobody writes.
        for (owner, mode) in [(US, 0o440), (ROOT, 0o640), (ROOT, 0o444), (ROOT, 0o460)] {
            assert!(check(owner, mode, US).is_err(), "{owner} {mode:o}");
        }
    }

    #[test]
    fn what_is_somebody_elses_is_refused() {
        for (owner, us) in [(1_001, US), (1_001, ROOT)] {
            let outcome = check(owner, 0o100_600, us);
            assert!(matches!(outcome, Err(FileFault::Foreign { .. })), "{owner}");
        }
    }
}
