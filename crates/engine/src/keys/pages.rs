//! The same for the page, which shows a folder, a search and a key at a time.

use consul::wire::Entry;
use domain::access::Actor;
use domain::error::{AppError, ErrorCode};
use domain::key::{
    KeyChange, KeyFacts, KeyHold, KeyKind, KeyListing, KeyMeta, KeyPlace, KeyPlaceKind, KeyRow,
    KeyVersion, KeyView, KeyWritten,
};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::Keys;
use super::content::Content;
use super::edit::Edited;
use super::search::{AT_ONCE, Bound, Limits, Search, read_all};
use super::tree::MOST_CHILDREN;
use super::value::KeyValue;
use crate::documents::{Meta, Place, Stored};

/// Keys of a folder that are shown at once, with their values read.
pub const ROWS: usize = 100;
/// Letters of a value that a list shows.
const PREVIEW: usize = 120;

impl Keys {
    /// One level with the values of at most [`ROWS`] keys, from one of them on.
    ///
    /// # Errors
    ///
    /// As [`Keys::tree`].
    pub async fn folder_page(
        &self,
        actor: &Actor,
        folder: &str,
        from: usize,
    ) -> Result<KeyListing, AppError> {
        let (folder, names) = self.names(actor, folder).await?;
        let (mut folders, mut keys): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| name.ends_with('/'));
        self.lead_to_removed(&folder, &mut folders);
        folders.truncate(MOST_CHILDREN);
        let removed = self.removed(&folder, &keys).await?;
        keys.extend(removed.iter().cloned());
        keys.sort();
        let total = keys.len();
        let shown = keys.into_iter().skip(from).take(ROWS);
        let (gone, shown): (Vec<_>, Vec<_>) = shown.partition(|key| removed.contains(key));
        let mut rows: Vec<KeyRow> = gone.into_iter().map(removed_row).collect();
        for part in shown.chunks(AT_ONCE) {
            let read = read_all(self.client(), part).await?;
            rows.extend(read.into_iter().flatten().map(|entry| self.row(&entry)));
        }
        rows.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(KeyListing {
            places: self.places(),
            writable: self.hold(&format!("{folder}x")).is_writable(),
            folder,
            folders,
            rows,
            from,
            total,
            stopped_at: None,
        })
    }

    /// What a search in keys and values found.
    ///
    /// # Errors
    ///
    /// As [`Keys::search`].
    pub async fn search_page(
        &self,
        actor: &Actor,
        folder: &str,
        words: &str,
    ) -> Result<KeyListing, AppError> {
        let folder = self.folder(actor, folder)?;
        let search = Search {
            folder: folder.clone(),
            words: words.to_owned(),
            values: true,
            limits: Limits::default(),
        };
        let found = self.search(actor, &search).await?;
        let rows = found.hits.into_iter().map(|hit| KeyRow {
            key: hit.key,
            facts: None,
            preview: hit.excerpt.unwrap_or_default(),
            removed: false,
        });
        let rows: Vec<KeyRow> = rows.collect();
        Ok(KeyListing {
            places: self.places(),
            total: rows.len(),
            folder,
            rows,
            stopped_at: found.stopped_at.map(|bound| match bound {
                Bound::Keys(most) | Bound::Values(most) => most,
                Bound::Bytes(most) | Bound::Hits(most) => most,
            }),
            ..KeyListing::default()
        })
    }

    /// One key, also while it is not there.
    ///
    /// # Errors
    ///
    /// When the actor or the key may not, or the store cannot be read.
    pub async fn view(&self, actor: &Actor, key: &str) -> Result<KeyView, AppError> {
        let mut view = match self.value(actor, key).await {
            Ok(value) => self.viewed(value),
            Err(error) if error.code == ErrorCode::NotFound => self.absent(key),
            Err(error) => return Err(error),
        };
        if view.hold == KeyHold::Document {
            view.versions = self.versions(actor, key).await?;
        }
        Ok(view)
    }

    /// The data that a document had under an index, as the page shows it.
    ///
    /// # Errors
    ///
    /// As [`Keys::at`].
    pub async fn text_at(&self, actor: &Actor, key: &str, index: u64) -> Result<String, AppError> {
        Ok(pretty(&self.at(actor, key, index).await?.data))
    }

    /// The earlier values of a document, the newest first.
    ///
    /// # Errors
    ///
    /// As [`Keys::history`].
    pub async fn versions(&self, actor: &Actor, key: &str) -> Result<Vec<KeyVersion>, AppError> {
        let versions = self.history(actor, key).await?.into_iter();
        let version = |version: crate::documents::Version| KeyVersion {
            index: version.index,
            size: version.size,
            meta: version.meta.map(meta),
        };
        Ok(versions.map(version).collect())
    }

    /// What a person asked for on the page.
    ///
    /// # Errors
    ///
    /// As [`Keys::put`], [`Keys::delete`] and [`Keys::restore`].
    pub async fn change(
        &self,
        actor: &Actor,
        key: &str,
        change: KeyChange,
    ) -> Result<KeyWritten, AppError> {
        let edited = match change {
            KeyChange::Put { text, index } => {
                let text = self.with_meta(key, text);
                self.put(actor, key, text.as_bytes(), index).await?
            }
            KeyChange::Delete { index } => self.delete(actor, key, index).await?,
            KeyChange::Restore { index } => {
                self.restore(actor, key, index).await?;
                return Ok(KeyWritten::Done);
            }
        };
        Ok(match edited {
            Edited::Done { .. } => KeyWritten::Done,
            Edited::Conflict(conflict) => KeyWritten::Conflict(Box::new(match conflict.theirs {
                Some(theirs) => self.viewed(theirs),
                None => self.absent(key),
            })),
        })
    }

    /// The page shows the data of a document. With a meta beside it, data that happens to
    /// have members of these names is not taken for the whole.
    fn with_meta(&self, key: &str, text: String) -> String {
        if self.hold(key) != KeyHold::Document {
            return text;
        }
        match serde_json::from_str::<IgnoredAny>(&text) {
            Ok(_) => format!(r#"{{"data":{text},"meta":{{}}}}"#),
            Err(_) => text,
        }
    }

    fn places(&self) -> Vec<KeyPlace> {
        let layout = self.scope.layout();
        let place = |kind, folder| KeyPlace { kind, folder };
        let ours = [
            place(KeyPlaceKind::Ours, layout.root()),
            place(KeyPlaceKind::Earlier, format!("{}/", layout.prefix())),
        ];
        let others = self.scope.roots().filter(|root| *root != layout.prefix());
        let others = others.map(|root| place(KeyPlaceKind::Others, format!("{root}/")));
        ours.into_iter().chain(others).collect()
    }

    /// To whom a key belongs.
    pub fn hold(&self, key: &str) -> KeyHold {
        match self.scope.layout().place(key) {
            Place::Document(_) => KeyHold::Document,
            Place::Legacy => KeyHold::Plain,
            Place::History(..) | Place::Ours(_) => KeyHold::Record,
            Place::Outside => KeyHold::Others,
        }
    }

    fn absent(&self, key: &str) -> KeyView {
        KeyView {
            key: key.to_owned(),
            hold: self.hold(key),
            ..KeyView::default()
        }
    }

    fn viewed(&self, value: KeyValue) -> KeyView {
        let hold = self.hold(&value.key);
        let kind = kind(&value.content);
        let (text, meta) = match document(hold, &value.content) {
            Some(stored) => (pretty(&stored.data), Some(meta(stored.meta))),
            None => (written(value.content), None),
        };
        KeyView {
            hold,
            index: value.index,
            created_index: value.created_index,
            flags: value.flags,
            size: value.size,
            kind,
            text,
            session: value.session,
            meta,
            versions: Vec::new(),
            key: value.key,
        }
    }

    fn row(&self, entry: &Entry) -> KeyRow {
        let content = Content::of(&entry.value, self.is_ours(&entry.key));
        let kind = kind(&content);
        let text = match document(self.hold(&entry.key), &content) {
            Some(stored) => stored.data.to_string(),
            None => written(content),
        };
        KeyRow {
            key: entry.key.clone(),
            facts: Some(KeyFacts {
                kind,
                size: entry.value.len(),
                index: entry.modify_index,
            }),
            preview: preview(&text),
            removed: false,
        }
    }
}

fn removed_row(key: String) -> KeyRow {
    KeyRow {
        key,
        facts: None,
        preview: String::new(),
        removed: true,
    }
}

fn document(hold: KeyHold, content: &Content) -> Option<Stored> {
    let is_document = hold == KeyHold::Document;
    let text = content.text().filter(|_| is_document)?;
    Stored::decode(text.as_bytes()).ok()
}

fn kind(content: &Content) -> KeyKind {
    match content {
        Content::Json(text) if text.trim().parse::<f64>().is_ok() => KeyKind::Number,
        Content::Json(_) => KeyKind::Json,
        Content::Text(_) => KeyKind::Text,
        Content::Binary(_) => KeyKind::Binary,
    }
}

fn written(content: Content) -> String {
    match content {
        Content::Json(text) | Content::Text(text) | Content::Binary(text) => text,
    }
}

fn meta(meta: Meta) -> KeyMeta {
    KeyMeta {
        version: meta.version,
        updated_at: meta.updated_at,
        updated_by: meta.updated_by,
        source: meta.source,
    }
}

fn pretty(data: &Value) -> String {
    serde_json::to_string_pretty(data).unwrap_or_else(|_| data.to_string())
}

/// The beginning of a text, in one line.
fn preview(text: &str) -> String {
    let begin: String = text.chars().take(PREVIEW * 4).collect();
    let line = begin.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(PREVIEW).collect();
    if short.len() < line.len() || begin.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_short_line() {
        assert_eq!(preview("{\n  \"a\": 1\n}"), "{ \"a\": 1 }");
        assert_eq!(preview(""), "");
        let long = preview(&"é".repeat(PREVIEW + 1));
        assert_eq!(long.chars().count(), PREVIEW + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn numbers_are_told_from_other_json() {
        let of = |text: &str| kind(&Content::of(text.as_bytes(), false));
        assert_eq!(of("42"), KeyKind::Number);
        assert_eq!(of("-1.5e3"), KeyKind::Number);
        for json in ["[42]", "true", "\"42\"", "null"] {
            assert_eq!(of(json), KeyKind::Json, "{json}");
        }
        assert_eq!(of("texto"), KeyKind::Text);
    }
}
