//! The pretended fleet of the component page: its files, and its life.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse as _, Response};
use domain::access::Actor;
use domain::error::{AppError, ErrorCode, Reason};
use domain::event::Topic;
use domain::table::{ExportFormat, ExportRequest};
use engine::Engine;
use engine::grid::ExportFailure;
use engine::kit::Kit;
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
        ExportFormat::Csv => ("text/csv; charset=utf-8", "skills-eye-fleet.csv"),
        ExportFormat::Xlsx => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "skills-eye-fleet.xlsx",
        ),
    };
    // Making a sheet of 100,000 rows takes a second of a core.
    let bytes =
        tokio::task::spawn_blocking(move || engine.kit().grid().export(&actor, &wanted, locale))
            .await
            .unwrap_or_else(|panic| Err(ExportFailure::Broken(panic.to_string())))
            .map_err(no_file)?;
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

/// A full disk is the usual reason; which path it was is nobody's business but the log's.
fn no_file(failure: ExportFailure) -> Failure {
    match failure {
        ExportFailure::Refused(error) => error.into(),
        ExportFailure::Broken(cause) => {
            let error = AppError::new(ErrorCode::Unavailable).with("what", "export");
            Failure::because(error.with("reason", Reason::FileNotWritten), cause)
        }
    }
}

/// Changes a few rows now and then, and tells.
pub(crate) async fn live(engine: Arc<Engine>) {
    let mut beat = tokio::time::interval(BEAT);
    loop {
        beat.tick().await;
        if engine.events.subscribers() == 0 {
            continue;
        }
        if engine.kit_if_watched().is_none() {
            continue;
        }
        // It waits for readers, such as an export.
        let kit = Arc::clone(&engine);
        let beat = move || kit.kit_if_watched().map(Kit::beat);
        if let Ok(Some(change)) = tokio::task::spawn_blocking(beat).await
            && let Ok(data) = serde_json::to_value(change)
        {
            engine.events.publish(Topic::Kit, data);
        }
    }
}
