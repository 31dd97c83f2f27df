//! The files that are served as they are.

use std::fs;

use anyhow::{Context as _, Result};

use super::site::{Files, list};
use crate::project::Project;

pub(crate) fn add(project: &Project, files: &mut Files) -> Result<()> {
    let folder = project.root.join(&project.leptos.assets_dir);
    for path in list(&folder)? {
        // Notes for people (licences, how a file was made) do not belong into the site.
        if path.ends_with(".md")
            || path
                .rsplit('/')
                .next()
                .is_some_and(|name| name.starts_with('.'))
        {
            continue;
        }
        let content = fs::read(folder.join(&path)).with_context(|| path.clone())?;
        files.add(path, content)?;
    }
    Ok(())
}
