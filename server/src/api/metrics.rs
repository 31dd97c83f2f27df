//! Metrics for Prometheus.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::error::{AppError, ErrorCode};
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue};
use secrecy::ExposeSecret as _;

use crate::errors::Failure;
use crate::state::Shared;

const SCHEME: &[u8] = b"Bearer";

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
) -> Result<Response, Response> {
    if let Some(token) = &app.config.metrics.token {
        let given = headers
            .get(AUTHORIZATION)
            .and_then(|value| bearer(value.as_bytes()));
        if !given.is_some_and(|given| is_same(given, token.0.expose_secret().as_bytes())) {
            let error = AppError::new(ErrorCode::SignInNeeded);
            let mut response = Failure::from(error).into_response();
            let headers = response.headers_mut();
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            return Err(response);
        }
    }
    let text = app
        .metrics
        .encode(&app.engine)
        .map_err(|error| Failure::internal(error).into_response())?;
    let headers = [
        (CONTENT_TYPE, OPEN_METRICS),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

/// The token; the name of the scheme may be written in any case.
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = value.split_at_checked(SCHEME.len())?;
    let token = token.strip_prefix(b" ")?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(token)
}

/// Takes as long whatever the first difference is.
fn is_same(given: &[u8], expected: &[u8]) -> bool {
    let differences = given
        .iter()
        .zip(expected)
        .fold(0, |found, (a, b)| found | (a ^ b));
    given.len() == expected.len() && differences == 0
}
