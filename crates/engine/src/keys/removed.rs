//! Documents of which only the history is left.

use std::collections::BTreeSet;

use super::Keys;
use super::tree::MOST_CHILDREN;
use crate::documents::{Error, Folder, Layout};

impl Keys {
    /// Those that are not among the keys of the folder of documents; none of other folders.
    /// One listing of names, whatever the history holds.
    pub(super) async fn removed(
        &self,
        folder: &str,
        keys: &[String],
    ) -> Result<BTreeSet<String>, Error> {
        let layout = self.scope.layout();
        if folder != layout.folder(Folder::Docs) {
            return Ok(BTreeSet::new());
        }
        let there: BTreeSet<&String> = keys.iter().collect();
        let history = layout.folder(Folder::History);
        let pasts = self.level(&history).await?;
        let document = |past: &String| {
            let name = past.strip_prefix(&history)?.strip_suffix('/')?;
            Layout::check_name(name).ok()?;
            Some(layout.document(name))
        };
        let documents = pasts.iter().filter_map(document);
        let removed = documents.filter(|key| !there.contains(key));
        Ok(removed.take(MOST_CHILDREN).collect())
    }

    /// A folder is there while a key is in it, so the last document would take the way to its
    /// past along.
    pub(super) fn lead_to_removed(&self, folder: &str, folders: &mut Vec<String>) {
        let layout = self.scope.layout();
        let (docs, history) = (layout.folder(Folder::Docs), layout.folder(Folder::History));
        if folder == layout.root() && folders.contains(&history) && !folders.contains(&docs) {
            folders.push(docs);
            folders.sort();
        }
    }
}
