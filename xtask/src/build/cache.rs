//! Results of slow pure steps (wasm-opt, brotli), kept by the hash of what went in.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::project::Project;

/// What nobody used for this long is dropped.
const KEEP: Duration = Duration::from_secs(14 * 24 * 3600);

pub(crate) struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub(crate) fn open(project: &Project) -> Result<Self> {
        let folder = project.target.join("site-cache");
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let cache = Self { folder };
        cache.prune()?;
        Ok(cache)
    }

    /// The kept result for this step and input, or a fresh one.
    pub(crate) fn get_or(
        &self,
        step: &str,
        input: &[u8],
        make: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Vec<u8>> {
        let digest = Sha256::new()
            .chain_update(step)
            .chain_update([0])
            .chain_update(input);
        let path = self.folder.join(hex(&digest.finalize()));
        if let Ok(kept) = fs::read(&path) {
            if let Ok(file) = fs::File::options().append(true).open(&path) {
                let _ = file.set_modified(SystemTime::now());
            }
            return Ok(kept);
        }
        let made = make()?;
        // Renamed into place: a build that is killed leaves no half result behind.
        let fresh = path.with_extension(format!("{}.new", std::process::id()));
        fs::write(&fresh, &made).with_context(|| fresh.display().to_string())?;
        fs::rename(&fresh, &path).with_context(|| path.display().to_string())?;
        Ok(made)
    }

    fn prune(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
            if age > KEEP {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
