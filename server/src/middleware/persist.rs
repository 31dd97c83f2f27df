//! What changes something is carried through, whoever goes away meanwhile.
//!
//! A handler ends where its client leaves or the server gives up waiting for it: in the
//! middle of a change of several steps. So it runs in a task of its own, and only the answer
//! is lost.

use std::panic::resume_unwind;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::{AppError, ErrorCode, Reason};
use tokio::time::timeout;
use tracing::error;
use tracing::instrument::WithSubscriber as _;

use crate::errors::Failure;
use crate::state::Shared;

/// Nothing here takes so many times the longest time of a request; what does is stuck.
const STUCK: u32 = 10;

pub(super) async fn through(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    if request.method().is_safe() {
        return Ok(next.run(request).await);
    }
    let what = format!("{} {}", request.method(), request.uri().path());
    let limit = app.config.limits.request_time.get() * STUCK;
    let carried = async move {
        let answer = timeout(limit, next.run(request)).await;
        answer.map_err(|_| error!(%what, seconds = limit.as_secs(), "given up: it is stuck"))
    };
    match tokio::spawn(carried.with_current_subscriber()).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(())) => Err(AppError::new(ErrorCode::TimedOut)
            .with("seconds", limit.as_secs())
            .into()),
        Err(ended) => match ended.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Err(AppError::new(ErrorCode::Unavailable)
                .with("what", "server")
                .with("reason", Reason::Stopping)
                .into()),
        },
    }
}
