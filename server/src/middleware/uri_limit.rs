//! Addresses have a longest length: every layer and log below is spared.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::{AppError, ErrorCode};

use crate::errors::Failure;
use crate::state::Shared;

pub(super) async fn refuse(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let limit = app.config.limits.uri;
    let uri = request.uri().path_and_query();
    if uri.map_or(0, |uri| uri.as_str().len()) > limit.get() {
        return Err(AppError::new(ErrorCode::UriTooLong)
            .with("limit", limit)
            .into());
    }
    Ok(next.run(request).await)
}
