//! Writing, only on what was seen.

use axum::extract::State;
use axum::{Extension, Json};
use domain::access::Actor;
use domain::error::{AppError, ErrorCode, shorten};
use domain::key::KeyHold;
use engine::keys::{Conflict, Edited};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use utoipa::{IntoParams, ToSchema};

use super::{Asked, Entry, Told, asked, raw, told};
use crate::api::openapi::Problem;
use crate::errors::Failure;
use crate::state::Shared;

#[derive(Deserialize, ToSchema)]
#[schema(as = KeyPut)]
pub(crate) struct Put {
    key: String,
    /// A text is stored as it is, everything else as JSON; a document is always JSON
    #[schema(value_type = Object)]
    // Not read into a tree, which would round its numbers.
    value: Box<RawValue>,
    /// The ModifyIndex that was seen; without it the key must not be there yet
    #[serde(default)]
    index: u64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = KeyDone)]
pub(crate) struct Done {
    pub(super) success: bool,
    pub(super) key: String,
    /// The new ModifyIndex, where it is known
    pub(super) index: Option<u64>,
}

/// Somebody else was quicker
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a problem with further members")]
#[schema(as = KeyConflict)]
pub(crate) struct Disagreement {
    #[schema(example = "conflict")]
    code: String,
    /// What was to be written
    #[schema(value_type = Object)]
    mine: Box<RawValue>,
    /// What is there; null when the key is gone
    theirs: Option<Entry>,
    /// What to base a write on that shall stand nevertheless
    index: u64,
}

/// Writes a key that is still as it was seen
#[utoipa::path(post, path = "/api/v1/kv/value", tag = "keys", request_body = Put, responses(
    (status = 200, description = "Written", body = Done),
    (status = 403, description = "Private, or may only be read", body = Problem,
        content_type = "application/problem+json"),
    (status = 409, description = "It is not as it was seen", body = Disagreement,
        content_type = "application/problem+json"),
    (status = 413, description = "Larger than the limit that is named", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    body: Told<Put>,
) -> Result<Json<Done>, Failure> {
    let Put { key, value, index } = told(body)?;
    let keys = app.engine.keys()?;
    let text = match serde_json::from_str::<String>(value.get()) {
        Ok(text) if keys.hold(&key) != KeyHold::Document => text,
        _ => value.get().to_owned(),
    };
    match keys.put(&actor, &key, text.as_bytes(), index).await? {
        Edited::Done { index } => Ok(Json(Done {
            success: true,
            key,
            index,
        })),
        Edited::Conflict(conflict) => Err(disagreement(&key, conflict, Some(&value))),
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Gone {
    key: String,
    /// The ModifyIndex that was seen
    index: u64,
}

/// Removes a key that is still as it was seen
///
/// A document stays in its history.
#[utoipa::path(delete, path = "/api/v1/kv/value", tag = "keys", params(Gone), responses(
    (status = 200, description = "Removed", body = Done),
    (status = 403, description = "Private, or may only be read", body = Problem,
        content_type = "application/problem+json"),
    (status = 409, description = "It is not as it was seen", body = Disagreement,
        content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<Gone>,
) -> Result<Json<Done>, Failure> {
    let Gone { key, index } = asked(query)?;
    match app.engine.keys()?.delete(&actor, &key, index).await? {
        Edited::Done { index } => Ok(Json(Done {
            success: true,
            key,
            index,
        })),
        Edited::Conflict(conflict) => Err(disagreement(&key, conflict, None)),
    }
}

fn disagreement(key: &str, conflict: Conflict, mine: Option<&RawValue>) -> Failure {
    let error = AppError::new(ErrorCode::Conflict).with("what", shorten(key));
    let mine = mine.map(|mine| raw::json(mine.get()));
    let theirs = conflict.theirs.map(Entry::from);
    let sides = [
        ("mine", to_raw_value(&mine)),
        ("theirs", to_raw_value(&theirs)),
        ("index", to_raw_value(&conflict.index)),
    ];
    let sides = sides.into_iter().map(|(name, side)| Ok((name, side?)));
    match sides.collect::<serde_json::Result<_>>() {
        Ok(sides) => Failure::beside(error, sides),
        Err(error) => Failure::internal(error),
    }
}
