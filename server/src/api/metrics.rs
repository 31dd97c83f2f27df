//! Metrics for Prometheus.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::error::{AppError, ErrorCode};
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use secrecy::ExposeSecret as _;

use crate::errors::Failure;
use crate::state::Shared;

const OPEN_METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// Metrics for Prometheus
#[utoipa::path(get, path = "/metrics", tag = "health", responses(
    (status = 200, description = "All metrics", body = String,
        content_type = "application/openmetrics-text"),
    (status = 401, description = "The setting metrics.token is set, and this is not it",
        body = super::openapi::Problem, content_type = "application/problem+json")))]
pub(crate) async fn metrics(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if let Some(token) = &app.config.metrics.token {
        let given = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
        if !given.is_some_and(|given| is_same(given, token.0.expose_secret().as_bytes())) {
            return Err(AppError::new(ErrorCode::SignInNeeded).into());
        }
    }
    let subscribers = app.engine.events.subscribers();
    let text = app.metrics.encode(subscribers).map_err(Failure::internal)?;
    let headers = [
        (CONTENT_TYPE, OPEN_METRICS),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

/// Takes as long whatever the first difference is.
fn is_same(given: &[u8], expected: &[u8]) -> bool {
    let differences = given
        .iter()
        .zip(expected)
        .fold(0, |found, (a, b)| found | (a ^ b));
    given.len() == expected.len() && differences == 0
}
