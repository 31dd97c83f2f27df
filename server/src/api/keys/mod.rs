//! The store itself, for administrators, in the shapes that programs know.

mod edit;
mod past;
mod raw;
mod read;

use engine::keys::{Content, KeyValue};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::input::{Asked, Told, asked, told};

pub(crate) use edit::{__path_delete, __path_put, delete, put};
pub(crate) use past::{__path_history, __path_restore, __path_version, history, restore, version};
pub(crate) use read::{
    __path_export, __path_search, __path_tree, __path_value, export, search, tree, value,
};

/// A key with its value
#[derive(Serialize, ToSchema)]
#[schema(as = KeyEntry)]
pub(crate) struct Entry {
    /// JSON where it is JSON, with every digit and in the order that is stored, else the text;
    /// bytes that are no text as base64
    #[schema(value_type = Object)]
    value: Box<RawValue>,
    /// json, text or binary
    #[schema(example = "json")]
    kind: &'static str,
    /// Bytes as they are stored
    size: usize,
    /// Whether it is a document, which has a history
    document: bool,
    /// Whether it may be written here
    writable: bool,
    metadata: Metadata,
}

/// In the words of Consul
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(as = KeyMetadata)]
pub(crate) struct Metadata {
    create_index: u64,
    /// What a write must be based on
    modify_index: u64,
    flags: u64,
    /// The session that holds the key as a lock
    session: Option<String>,
}

impl From<KeyValue> for Entry {
    fn from(found: KeyValue) -> Self {
        let (kind, value) = match found.content {
            Content::Json(json) => ("json", raw::json(&json)),
            Content::Text(text) => ("text", raw::text(&text)),
            Content::Binary(text) => ("binary", raw::text(&text)),
        };
        Self {
            value,
            kind,
            size: found.size,
            document: found.document,
            writable: found.writable,
            metadata: Metadata {
                create_index: found.created_index,
                modify_index: found.index,
                flags: found.flags,
                session: found.session,
            },
        }
    }
}
