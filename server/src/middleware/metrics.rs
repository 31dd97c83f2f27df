//! Counts requests and their durations by pattern, never by the address that was written.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::Shared;

pub(super) async fn count(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = next.run(request).await;
    let path = matched.as_ref().map_or("", MatchedPath::as_str);
    app.metrics
        .request(&method, path, response.status(), started.elapsed());
    response
}
