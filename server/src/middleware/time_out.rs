//! A request that has not begun to answer in time is given up.
//!
//! Only until the head of the answer: what streams, such as events, may go on for ever.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::{AppError, ErrorCode};

use crate::errors::Failure;
use crate::state::Shared;

pub(super) async fn give_up(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let limit = app.config.limits.request_time.get();
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => Ok(response),
        Err(_) => Err(AppError::new(ErrorCode::TimedOut)
            .with("seconds", limit.as_secs_f64())
            .into()),
    }
}
