//! What is kept of the store in memory, in the shapes that programs of the earlier system
//! read. A cache is followed here and not filled on a miss, so nothing of it is ever thrown
//! away: to invalidate is to read again, on every instance.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::access::Actor;
use domain::cache::{CacheEntry, CacheList, ReadAgain};
use domain::error::AppError;
use domain::node::Standing;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::input::{Told, told};
use super::openapi::Problem;
use crate::errors::Failure;
use crate::state::Shared;

/// The wish has been written; every instance follows it
#[derive(Serialize, ToSchema)]
#[schema(as = CacheReadAgain)]
pub(crate) struct Flushed {
    success: bool,
    message: &'static str,
    /// What is read again. Nothing is removed: what is known is shown until then
    keys_removed: Vec<String>,
    invalidated: usize,
    /// Of the wish in the store
    index: Option<u64>,
}

impl From<ReadAgain> for Flushed {
    fn from(again: ReadAgain) -> Self {
        Self {
            success: true,
            message: "every instance reads this again",
            invalidated: again.keys.len(),
            keys_removed: again.keys,
            index: again.index,
        }
    }
}

/// Reads the nodes, the members and the names of sites again, on every instance
#[utoipa::path(post, path = "/api/v1/admin/cache/nodes/flush", tag = "cache", responses(
    (status = 200, description = "All instances are told", body = Flushed),
    (status = 503, description = "The store cannot be asked", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn flush(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Flushed>, Failure> {
    Ok(Json(app.engine.read_again(&actor, "*").await?.into()))
}

#[derive(Serialize, ToSchema)]
#[schema(as = NodesCacheInfo)]
pub(crate) struct Info {
    success: bool,
    /// Whether the catalog has been read at all
    exists: bool,
    key: String,
    age_seconds: Option<u64>,
    /// Null: it is followed, and has no end
    ttl_seconds: Option<u64>,
    remaining_seconds: Option<u64>,
    /// Nodes
    size: Option<usize>,
    /// Why it cannot be read any more
    error: Option<String>,
}

/// The list of nodes, as it is kept on the instance that answers
#[utoipa::path(get, path = "/api/v1/admin/cache/nodes/info", tag = "cache", responses(
    (status = 200, description = "As it was last heard of", body = Info)))]
pub(crate) async fn info(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Info>, Failure> {
    let entry = app.engine.cache(&actor, "catalog")?;
    Ok(Json(Info {
        success: true,
        exists: entry.items.is_some(),
        age_seconds: entry.standing.age_seconds(),
        ttl_seconds: entry.lifetime_seconds,
        remaining_seconds: entry.remaining_seconds(),
        size: entry.items,
        error: why(&entry.standing),
        key: entry.key,
    }))
}

/// Of the instance that answers
///
/// What is kept is followed and answers every question, so there are no hits, misses or
/// evictions to count: they are null, never a number that was not counted.
#[derive(Serialize, ToSchema)]
#[schema(as = CacheStats)]
pub(crate) struct Stats {
    success: bool,
    hits: Option<u64>,
    misses: Option<u64>,
    evictions: Option<u64>,
    /// How often something was read again because somebody asked
    invalidations: u64,
    hit_rate_percent: Option<f64>,
    total_requests: Option<u64>,
    /// Entries
    current_size: usize,
    /// Null: an entry that has a lifetime tells it itself
    ttl_seconds: Option<u64>,
    /// Entries that cannot be read any more
    failing: usize,
}

/// Numbers about what is kept
#[utoipa::path(get, path = "/api/v1/cache/stats", tag = "cache", responses(
    (status = 200, description = "Null where there is nothing to count", body = Stats)))]
pub(crate) async fn stats(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Stats>, Failure> {
    let CacheList {
        entries,
        read_again,
    } = app.engine.caches(&actor)?;
    let failing = entries.iter().filter(|entry| entry.standing.is_failing());
    Ok(Json(Stats {
        success: true,
        hits: None,
        misses: None,
        evictions: None,
        invalidations: read_again,
        hit_rate_percent: None,
        total_requests: None,
        current_size: entries.len(),
        ttl_seconds: None,
        failing: failing.count(),
    }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = CacheKeys)]
pub(crate) struct Keys {
    success: bool,
    keys: Vec<String>,
    total: usize,
}

/// The names of all entries
#[utoipa::path(get, path = "/api/v1/cache/keys", tag = "cache", responses(
    (status = 200, description = "The lists first, then the nodes by name", body = Keys)))]
pub(crate) async fn keys(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Keys>, Failure> {
    let entries = app.engine.caches(&actor)?.entries.into_iter();
    let keys: Vec<String> = entries.map(|entry| entry.key).collect();
    Ok(Json(Keys {
        success: true,
        total: keys.len(),
        keys,
    }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = CacheEntry)]
pub(crate) struct Entry {
    success: bool,
    key: String,
    /// catalog, members, site_names or node
    #[schema(example = "node", rename = "type")]
    r#type: &'static str,
    /// Since somebody last confirmed it
    age_seconds: Option<u64>,
    /// Until it is read again by itself; null for what is followed
    remaining_seconds: Option<u64>,
    /// Nodes, members, names or services that are kept
    size: Option<usize>,
    /// It cannot be read any more, and may be otherwise now
    expired: bool,
    error: Option<String>,
}

/// One entry
#[utoipa::path(get, path = "/api/v1/cache/entry/{key}", tag = "cache",
    params(("key" = String, Path, description = "catalog, members, site-names, or node: with its name")),
    responses(
        (status = 200, description = "On the instance that answers", body = Entry),
        (status = 404, description = "No such entry", body = Problem,
            content_type = "application/problem+json")))]
pub(crate) async fn entry(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    Path(key): Path<String>,
) -> Result<Json<Entry>, Failure> {
    let found = app.engine.cache(&actor, &key)?;
    Ok(Json(described(found)))
}

fn described(entry: CacheEntry) -> Entry {
    Entry {
        success: true,
        r#type: entry.kind.as_str(),
        age_seconds: entry.standing.age_seconds(),
        remaining_seconds: entry.remaining_seconds(),
        size: entry.items,
        expired: entry.standing.is_failing(),
        error: why(&entry.standing),
        key: entry.key,
    }
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CacheInvalidate)]
pub(crate) struct Wanted {
    /// catalog, members, site-names, or `node:` with its name
    key: String,
}

/// Reads one entry again, on every instance
///
/// A node is read together with all others.
#[utoipa::path(post, path = "/api/v1/cache/invalidate", tag = "cache", request_body = Wanted,
    responses(
        (status = 200, description = "All instances are told", body = Flushed),
        (status = 404, description = "No such entry", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be asked", body = Problem,
            content_type = "application/problem+json")))]
pub(crate) async fn invalidate(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    body: Told<Wanted>,
) -> Result<Json<Flushed>, Failure> {
    let Wanted { key } = told(body)?;
    let entry = app.engine.cache(&actor, &key)?;
    Ok(Json(
        app.engine.read_again(&actor, &entry.key).await?.into(),
    ))
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CacheInvalidatePattern)]
pub(crate) struct Pattern {
    /// `*` stands for anything
    #[schema(example = "node:*")]
    pattern: String,
}

/// Reads the entries again whose key fits, on every instance
#[utoipa::path(post, path = "/api/v1/cache/invalidate-pattern", tag = "cache",
    request_body = Pattern, responses(
        (status = 200, description = "All instances are told", body = Flushed),
        (status = 404, description = "No key fits", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "The store cannot be asked", body = Problem,
            content_type = "application/problem+json")))]
pub(crate) async fn invalidate_pattern(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    body: Told<Pattern>,
) -> Result<Json<Flushed>, Failure> {
    let Pattern { pattern } = told(body)?;
    let again = app.engine.read_again(&actor, &pattern).await?;
    if again.keys.is_empty() {
        // Success would say that something happened.
        return Err(AppError::not_found(&pattern).into());
    }
    Ok(Json(again.into()))
}

/// Reads everything again, on every instance
#[utoipa::path(post, path = "/api/v1/cache/clear", tag = "cache", responses(
    (status = 200, description = "All instances are told", body = Flushed),
    (status = 503, description = "The store cannot be asked", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn clear(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Flushed>, Failure> {
    Ok(Json(app.engine.read_again(&actor, "*").await?.into()))
}

pub(super) fn why(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Failing { why, .. } => Some(why.clone()),
        Standing::NotYet | Standing::Current { .. } => None,
    }
}
