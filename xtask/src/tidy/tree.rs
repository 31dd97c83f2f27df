//! The files of the project, read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// What holds nothing of ours (`.git` is a file in a second working tree).
const SKIPPED: [&str; 6] = [
    ".git",
    "target",
    "node_modules",
    "test-results",
    "playwright-report",
    "blob-report",
];

/// Text files by their path below the root.
#[derive(Default)]
pub(super) struct Tree(BTreeMap<String, String>);

impl Tree {
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(below) = folders.pop() {
            for entry in fs::read_dir(root.join(&below)).context("the tree")? {
                let entry = entry?;
                let name = entry.file_name();
                let path = below.join(&name);
                if SKIPPED.iter().any(|skipped| *skipped == name) {
                    continue;
                }
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                } else if let Ok(text) = fs::read_to_string(entry.path()) {
                    files.insert(path.to_string_lossy().into_owned(), text);
                }
            }
        }
        Ok(Self(files))
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self(
            files
                .iter()
                .map(|(path, text)| (path.to_string(), text.to_string()))
                .collect(),
        )
    }
}
