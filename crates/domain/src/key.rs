//! The keys of the store, as people see them.

use serde::{Deserialize, Serialize};

const LONGEST_DOCUMENT_NAME: usize = 96;

/// One folder, or what a search below it found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyListing {
    /// With its slash at the end; empty for the top.
    pub folder: String,
    /// Folders to begin with.
    pub places: Vec<KeyPlace>,
    /// Below this one, with their slashes; none in what a search found.
    pub folders: Vec<String>,
    pub rows: Vec<KeyRow>,
    /// How many keys come before the first row.
    pub from: usize,
    /// Of all keys here, those of other parts of the list included.
    pub total: usize,
    /// The limit at which a search ended; there may be more.
    pub stopped_at: Option<usize>,
    /// What is written here may be saved.
    pub writable: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPlace {
    pub kind: KeyPlaceKind,
    pub folder: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyPlaceKind {
    /// What this program keeps.
    Ours,
    /// What the earlier system kept under the same prefix.
    Earlier,
    /// What a setting allows to look into.
    Others,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    pub key: String,
    /// Nothing in what a search found, and of a document that was removed.
    pub facts: Option<KeyFacts>,
    /// The beginning of the value, or what stands around what was found.
    pub preview: String,
    /// A document of which only the history is there.
    pub removed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFacts {
    pub kind: KeyKind,
    /// Bytes as they are stored.
    pub size: usize,
    /// What compare-and-set compares.
    pub index: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyKind {
    Json,
    Number,
    #[default]
    Text,
    /// Shown as base64.
    Binary,
}

/// To whom a key belongs, and so what may be done with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyHold {
    /// Ours, with a history.
    Document,
    /// Below our prefix, written as it is.
    Plain,
    /// What this program writes by itself: history, what runs.
    #[default]
    Record,
    /// Another program's.
    Others,
}

impl KeyHold {
    pub fn is_writable(self) -> bool {
        matches!(self, Self::Document | Self::Plain)
    }
}

/// What a document may be called: flat, so that no history lies inside another one's.
pub fn is_document_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let known = |c: char| is_plain(c) || "._-".contains(c);
    name.starts_with(is_plain) && name.len() <= LONGEST_DOCUMENT_NAME && name.chars().all(known)
}

/// One key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyView {
    pub key: String,
    pub hold: KeyHold,
    /// 0 while there is no such key.
    pub index: u64,
    pub created_index: u64,
    pub flags: u64,
    pub size: usize,
    pub kind: KeyKind,
    /// Of a document its data, as JSON with a line for each value.
    pub text: String,
    /// The session that holds it as a lock.
    pub session: Option<String>,
    /// Of a document that can be read.
    pub meta: Option<KeyMeta>,
    /// What a document was before, the newest first, also when it is gone.
    pub versions: Vec<KeyVersion>,
}

/// Who wrote a document, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyMeta {
    pub version: u64,
    pub updated_at: String,
    pub updated_by: String,
    pub source: String,
}

/// One earlier value of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyVersion {
    pub index: u64,
    /// Bytes that the key had.
    pub size: usize,
    /// Absent when it cannot be read.
    pub meta: Option<KeyMeta>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyChange {
    /// On the index that was seen, 0 for a key that was not there.
    Put {
        text: String,
        index: u64,
    },
    Delete {
        index: u64,
    },
    /// Makes the value that a document had under this index the newest.
    Restore {
        index: u64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyWritten {
    Done,
    /// Somebody else was quicker: what is there now.
    Conflict(Box<KeyView>),
}
