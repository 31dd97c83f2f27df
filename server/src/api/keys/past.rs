//! What a document was before.

use axum::extract::State;
use axum::{Extension, Json};
use domain::access::Actor;
use domain::key::{KeyMeta, KeyVersion};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::edit::Done;
use super::read::Key;
use super::{Asked, Told, asked, raw, told};
use crate::api::openapi::Problem;
use crate::errors::Failure;
use crate::state::Shared;

#[derive(Serialize, ToSchema)]
#[schema(as = KeyHistory)]
pub(crate) struct History {
    success: bool,
    key: String,
    data: Vec<Version>,
    total: usize,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyVersion)]
pub(crate) struct Version {
    index: u64,
    /// Bytes that the key had
    size: usize,
    /// Null when it cannot be read
    meta: Option<Meta>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyMeta)]
pub(crate) struct Meta {
    /// How many changes there were, the first being 1
    version: u64,
    updated_at: String,
    updated_by: String,
    /// What made the change: user, restore, import…
    source: String,
}

/// The earlier values of a document
#[utoipa::path(get, path = "/api/v1/kv/history", tag = "keys", params(Key), responses(
    (status = 200, description = "The newest first", body = History),
    (status = 403, description = "It is no document", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn history(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<Key>,
) -> Result<Json<History>, Failure> {
    let Key { key } = asked(query)?;
    let versions = app.engine.keys()?.versions(&actor, &key).await?;
    let data: Vec<Version> = versions.into_iter().map(told_version).collect();
    Ok(Json(History {
        success: true,
        key,
        total: data.len(),
        data,
    }))
}

fn told_version(version: KeyVersion) -> Version {
    let meta = |meta: KeyMeta| Meta {
        version: meta.version,
        updated_at: meta.updated_at,
        updated_by: meta.updated_by,
        source: meta.source,
    };
    Version {
        index: version.index,
        size: version.size,
        meta: version.meta.map(meta),
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct At {
    key: String,
    index: u64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyEarlier)]
pub(crate) struct Earlier {
    success: bool,
    key: String,
    index: u64,
    #[schema(value_type = Object)]
    data: Box<RawValue>,
    #[schema(value_type = Object)]
    meta: engine::documents::Meta,
}

/// The value that a document had, or has, under an index
#[utoipa::path(get, path = "/api/v1/kv/version", tag = "keys", params(At), responses(
    (status = 200, description = "The value", body = Earlier),
    (status = 404, description = "No such value", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn version(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<At>,
) -> Result<Json<Earlier>, Failure> {
    let At { key, index } = asked(query)?;
    let earlier = app.engine.keys()?.written_at(&actor, &key, index).await?;
    Ok(Json(Earlier {
        success: true,
        key,
        index,
        data: raw::json(earlier.data.get()),
        meta: earlier.meta,
    }))
}

#[derive(Deserialize, ToSchema)]
#[schema(as = KeyRestore)]
pub(crate) struct Restore {
    key: String,
    /// That of the earlier value
    index: u64,
}

/// Makes an earlier value of a document the newest
#[utoipa::path(post, path = "/api/v1/kv/restore", tag = "keys", request_body = Restore, responses(
    (status = 200, description = "Restored", body = Done),
    (status = 404, description = "No such value", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn restore(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    body: Told<Restore>,
) -> Result<Json<Done>, Failure> {
    let Restore { key, index } = told(body)?;
    let index = app.engine.keys()?.restore(&actor, &key, index).await?;
    Ok(Json(Done {
        success: true,
        key,
        index,
    }))
}
