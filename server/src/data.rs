//! The folder of what must survive a restart.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use crate::config::{Config, Problem};

/// For its owner alone: accounts and keys will live there.
const MODE: u32 = 0o700;

/// Makes the folder.
///
/// # Errors
///
/// When there is none and none can be made, or when it cannot be written.
pub(crate) fn prepare(config: &Config) -> Result<(), Problem> {
    let folder = &config.data.folder;
    check(config)?;
    DirBuilder::new()
        .recursive(true)
        .mode(MODE)
        .create(folder)
        .and_then(|()| try_to_write(folder))
        .map_err(|error| problem(config, &format!("cannot be used: {error}")))
}

/// Whether the folder could be made, without making it.
///
/// # Errors
///
/// When something in its way is not a folder, or when this user may not write there.
pub(crate) fn check(config: &Config) -> Result<(), Problem> {
    let folder = &config.data.folder;
    for part in folder.ancestors() {
        match fs::metadata(part) {
            Ok(found) if found.is_dir() => return may_write(config, part),
            Ok(_) => {
                let what = format!("{} is a file, not a folder", part.display());
                return Err(problem(config, &what));
            }
            Err(_) => {}
        }
    }
    Ok(())
}

/// Only asked: a check leaves no trace.
fn may_write(config: &Config, folder: &Path) -> Result<(), Problem> {
    use rustix::fs::{Access, access};

    access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(|error| {
        let error = io::Error::from(error);
        let what = format!("{} cannot be written: {error}", folder.display());
        problem(config, &what)
    })
}

fn problem(config: &Config, what: &str) -> Problem {
    Problem {
        place: config.places.of("data.folder"),
        key: "data.folder".to_owned(),
        what: format!("the folder {}: {what}", config.data.folder.display()),
        remedy: "give a folder that this user may make and write, for example with --data"
            .to_owned(),
    }
}

fn try_to_write(folder: &Path) -> io::Result<()> {
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    fs::write(&probe, b"")?;
    fs::remove_file(probe)
}

/// A folder that goes when this value goes.
#[derive(Debug)]
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    /// # Errors
    ///
    /// When the system's folder for temporary files cannot be written.
    pub(crate) fn new() -> io::Result<Self> {
        let name = format!("skills-eye-demo-{}", uuid::Uuid::now_v7().simple());
        let path = std::env::temp_dir().join(name);
        DirBuilder::new().mode(MODE).create(&path)?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            let folder = self.0.display();
            tracing::warn!(%folder, %error, "the demo's folder could not be removed");
        }
    }
}
