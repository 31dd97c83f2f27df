//! Bodies have a largest size and a longest time, and are read before the handler runs: a
//! body that is too large is an error that says so, not a parse error somewhere below, and
//! one that comes too slowly is its client's fault, not ours.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::{AppError, ErrorCode};
use http::header::CONTENT_LENGTH;
use http_body_util::LengthLimitError;
use tokio::time::timeout;

use crate::config::ByteSize;
use crate::errors::Failure;
use crate::state::Shared;

/// What carries a whole value of the store, which may have 512 KiB and grows when it is quoted.
const WHOLE_VALUES: [&str; 2] = ["/api/v1/kv/value", "/rpc/v1/kv/change"];
const QUOTED_VALUE: ByteSize = ByteSize::kib(2_048);

pub(super) async fn refuse(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    if request.method().is_safe() {
        return Ok(next.run(request).await);
    }
    let mut limit = app.config.limits.body;
    if WHOLE_VALUES.contains(&request.uri().path()) {
        limit = limit.max(QUOTED_VALUE);
    }
    let length = request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limit.get()) {
        return Err(too_large(limit));
    }
    let (head, body) = request.into_parts();
    let time = app.config.limits.request_time.get();
    let Ok(body) = timeout(time, to_bytes(body, limit.get())).await else {
        return Err(AppError::new(ErrorCode::BodyTooSlow)
            .with("seconds", time.as_secs_f64())
            .into());
    };
    let body = body.map_err(|error| {
        let error = error.into_inner();
        if error.is::<LengthLimitError>() {
            return too_large(limit);
        }
        AppError::new(ErrorCode::BadRequest)
            .with("what", "body")
            .with("reason", error)
            .into()
    })?;
    let request = Request::from_parts(head, Body::from(body));
    Ok(next.run(request).await)
}

fn too_large(limit: ByteSize) -> Failure {
    AppError::new(ErrorCode::BodyTooLarge)
        .with("limit", limit)
        .into()
}
