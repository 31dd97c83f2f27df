//! Looking.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::access::Actor;
use engine::keys::{Bound, Hit, Limits, Search};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Asked, Entry, asked};
use crate::api::openapi::Problem;
use crate::errors::Failure;
use crate::state::Shared;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Folder {
    /// Of everything that may be seen when it is absent
    #[serde(default)]
    prefix: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyTree)]
pub(crate) struct Tree {
    success: bool,
    prefix: String,
    /// By key
    data: BTreeMap<String, Entry>,
    total: usize,
}

/// All keys below a folder, with their values
///
/// What is private is not among them. A folder with more than 10,000 keys or 64 MiB is
/// refused, because half of an answer is none.
#[utoipa::path(get, path = "/api/v1/kv/tree", tag = "keys", params(Folder), responses(
    (status = 200, description = "By key", body = Tree),
    (status = 403, description = "Private, or outside of what may be read", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn tree(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<Folder>,
) -> Result<Json<Tree>, Failure> {
    let Folder { prefix } = asked(query)?;
    let found = app.engine.keys()?.below(&actor, &prefix).await?;
    let entries = found.into_iter();
    let data: BTreeMap<_, _> = entries.map(|one| (one.key.clone(), one.into())).collect();
    Ok(Json(Tree {
        success: true,
        prefix,
        total: data.len(),
        data,
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Key {
    pub(super) key: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyValue)]
pub(crate) struct Value {
    success: bool,
    key: String,
    #[serde(flatten)]
    entry: Entry,
}

/// One key
#[utoipa::path(get, path = "/api/v1/kv/value", tag = "keys", params(Key), responses(
    (status = 200, description = "As fresh as a write needs it", body = Value),
    (status = 403, description = "Private, or outside of what may be read", body = Problem,
        content_type = "application/problem+json"),
    (status = 404, description = "No such key", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn value(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<Key>,
) -> Result<Json<Value>, Failure> {
    let Key { key } = asked(query)?;
    let found = app.engine.keys()?.value(&actor, &key).await?;
    Ok(Json(Value {
        success: true,
        key,
        entry: found.into(),
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Found in any case and without accents
    q: String,
    #[serde(default)]
    prefix: String,
    /// Whether values are searched as well as keys
    #[serde(default = "yes")]
    values: bool,
}

fn yes() -> bool {
    true
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyHits)]
pub(crate) struct Hits {
    success: bool,
    data: Vec<Found>,
    total: usize,
    keys_scanned: usize,
    values_read: usize,
    bytes_read: usize,
    /// The limit at which it ended, when there may be more
    stopped_at: Option<Limit>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyFound)]
pub(crate) struct Found {
    key: String,
    in_key: bool,
    /// What stands around it in the value
    excerpt: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyLimit)]
pub(crate) struct Limit {
    /// keys, values, bytes or hits
    of: &'static str,
    limit: usize,
}

/// Words in keys and values
#[utoipa::path(get, path = "/api/v1/kv/search", tag = "keys", params(Wanted), responses(
    (status = 200, description = "By key", body = Hits)))]
pub(crate) async fn search(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<Wanted>,
) -> Result<Json<Hits>, Failure> {
    let wanted = asked(query)?;
    let search = Search {
        folder: wanted.prefix,
        words: wanted.q,
        values: wanted.values,
        limits: Limits::default(),
    };
    let found = app.engine.keys()?.search(&actor, &search).await?;
    let hits = found.hits.into_iter();
    let hit = |hit: Hit| Found {
        key: hit.key,
        in_key: hit.in_key,
        excerpt: hit.excerpt,
    };
    let data: Vec<Found> = hits.map(hit).collect();
    Ok(Json(Hits {
        success: true,
        total: data.len(),
        data,
        keys_scanned: found.keys_scanned,
        values_read: found.values_read,
        bytes_read: found.bytes_read,
        stopped_at: found.stopped_at.map(limit),
    }))
}

fn limit(bound: Bound) -> Limit {
    let (of, limit) = match bound {
        Bound::Keys(limit) => ("keys", limit),
        Bound::Values(limit) => ("values", limit),
        Bound::Bytes(limit) => ("bytes", limit),
        Bound::Hits(limit) => ("hits", limit),
    };
    Limit { of, limit }
}

/// All keys below a folder, as a file
#[utoipa::path(get, path = "/api/v1/kv/export", tag = "keys", params(Folder), responses(
    (status = 200, description = "One JSON document, to be kept", body = Object)))]
pub(crate) async fn export(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<Folder>,
) -> Result<Response, Failure> {
    let Folder { prefix } = asked(query)?;
    let export = app.engine.keys()?.export(&actor, &prefix).await?;
    let bytes = serde_json::to_vec_pretty(&export).map_err(Failure::internal)?;
    let head = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file_name(&export.folder)),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, bytes).into_response())
}

/// A folder has letters that no file name may have.
fn file_name(folder: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = folder.trim_matches('/').chars().map(plain).collect();
    match name.as_str() {
        "" => "kv.json".to_owned(),
        name => format!("kv-{name}.json"),
    }
}
