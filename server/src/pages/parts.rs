//! Which files the browser needs for a page beside what every page needs.

use std::collections::HashMap;

use app::PartFiles;

use crate::assets;

/// Written by the build, beside the module that it divides.
const NEEDS: &str = "pkg/parts.json";

#[derive(Debug)]
pub(crate) struct Parts(HashMap<String, Vec<String>>);

impl Parts {
    /// Nothing where there is no list: the browser finds out later what it needs.
    pub(crate) fn of_this_build() -> Self {
        let Some(list) = assets::lookup(NEEDS) else {
            return Self(HashMap::new());
        };
        let needs = serde_json::from_slice(&list.raw);
        Self(needs.unwrap_or_else(|error| {
            tracing::warn!(%error, file = NEEDS, "it cannot be read: parts are asked for late");
            HashMap::new()
        }))
    }

    pub(super) fn files(&self, path: &str) -> PartFiles {
        let files = app::part_of(path).and_then(|part| self.0.get(part));
        PartFiles(files.cloned().unwrap_or_default())
    }
}
