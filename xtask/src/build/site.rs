//! The files of the site, gathered in memory and then written where they differ.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Path below the site folder, with `/`, to content.
#[derive(Default)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    pub(crate) fn add(&mut self, path: impl Into<String>, content: Vec<u8>) -> Result<()> {
        let path = path.into();
        if self.0.insert(path.clone(), content).is_some() {
            bail!("two sources make the same file of the site: {path}");
        }
        Ok(())
    }

    pub(crate) fn append(&mut self, path: &str, text: &str) {
        if let Some(content) = self.0.get_mut(path) {
            content.extend_from_slice(text.as_bytes());
        }
    }

    pub(crate) fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Makes the folder hold exactly these files.
    /// Unchanged ones keep their time, so that the server is not built again for nothing.
    pub(crate) fn write_to(&self, folder: &Path) -> Result<()> {
        for path in list(folder)? {
            if !self.0.contains_key(&path) {
                fs::remove_file(folder.join(&path)).with_context(|| path.clone())?;
            }
        }
        for (path, content) in &self.0 {
            write_if_changed(&folder.join(path), content)?;
        }
        Ok(())
    }
}

/// Every file below a folder, as sorted paths with `/`; nothing when the folder is absent.
pub(crate) fn list(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let absolute = folder.join(&below);
        if !absolute.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&absolute).with_context(|| absolute.display().to_string())? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                let words: Vec<_> = path
                    .iter()
                    .map(|word| word.to_string_lossy().into_owned())
                    .collect();
                found.push(words.join("/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
    }
    fs::write(path, content).with_context(|| path.display().to_string())
}
