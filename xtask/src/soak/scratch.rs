//! A folder for as long as a proof runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::project::Project;

/// Removed with everything in it when it is dropped.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new(project: &Project, name: &str) -> Result<Self> {
        let folder = format!("{name}-{}", std::process::id());
        let folder = project.target.join("soak").join(folder);
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        Ok(Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// As an argument.
    pub(super) fn text(&self) -> Result<&str> {
        self.0.to_str().context("the folder's name is no text")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
