//! Whether this process lives, and whether it should be sent requests.

use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::error::{AppError, ErrorCode, Reason};
use http::HeaderValue;
use http::header::CACHE_CONTROL;

use crate::errors::Failure;
use crate::state::Shared;

const FRESH: (http::HeaderName, HeaderValue) =
    (CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// The process lives
#[utoipa::path(get, path = "/livez", tag = "health",
    responses((status = 200, description = "The process lives", body = String)))]
pub(crate) async fn live() -> Response {
    ([FRESH], "ok\n").into_response()
}

/// Pages can be served
#[utoipa::path(get, path = "/readyz", tag = "health", responses(
    (status = 200, description = "Pages can be served", body = String),
    (status = 503, description = "It starts or stops", body = super::openapi::Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn ready(State(app): State<Shared>) -> Result<Response, Failure> {
    if app.ready.load(Ordering::Relaxed) {
        return Ok(([FRESH], "ready\n").into_response());
    }
    Err(AppError::new(ErrorCode::Unavailable)
        .with("what", "server")
        .with("reason", Reason::Stopping)
        .into())
}
