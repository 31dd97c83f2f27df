//! The pretended fleet of the component page: its files, and its life.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse as _, Response};
use domain::access::Actor;
use domain::error::{AppError, ErrorCode};
use domain::event::Topic;
use domain::table::{ExportFormat, ExportRequest};
use engine::Engine;
use http::HeaderMap;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::errors::Failure;
use crate::request;
use crate::state::Shared;

/// How often some of its rows change, while somebody listens.
const BEAT: Duration = Duration::from_secs(2);

/// The rows that a question selects, as a file.
pub(crate) async fn export(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    headers: HeaderMap,
    body: Result<Json<ExportRequest>, JsonRejection>,
) -> Result<Response, Failure> {
    let Json(wanted) = body.map_err(|rejection| {
        AppError::new(ErrorCode::BadRequest)
            .with("what", "body")
            .with("reason", rejection.body_text())
    })?;
    let locale = request::locale(&headers);
    let engine = Arc::clone(&app.engine);
    let (kind, name) = match wanted.format {
        ExportFormat::Csv => ("text/csv; charset=utf-8", "rows.csv"),
        ExportFormat::Xlsx => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "rows.xlsx",
        ),
    };
    // Making a sheet of 100,000 rows takes a second of a core.
    let bytes =
        tokio::task::spawn_blocking(move || engine.kit().grid().export(&actor, &wanted, locale))
            .await
            .map_err(Failure::internal)??;
    let head = [
        (CONTENT_TYPE, kind.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, bytes).into_response())
}

/// Changes a few rows now and then, and tells.
pub(crate) async fn live(engine: Arc<Engine>) {
    let mut beat = tokio::time::interval(BEAT);
    loop {
        beat.tick().await;
        if engine.events.subscribers() == 0 {
            continue;
        }
        let Some(kit) = engine.kit_if_watched() else {
            continue;
        };
        if let Ok(data) = serde_json::to_value(kit.beat()) {
            engine.events.publish(Topic::Kit, data);
        }
    }
}
