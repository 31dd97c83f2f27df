//! Only names that are ours. A page of another site can make its own name point at
//! loopback and then speak to us as if it were us; its name gives it away.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::{AppError, ErrorCode, Reason, shorten};
use http::header::HOST;

use crate::errors::Failure;
use crate::request::host;
use crate::state::Shared;

pub(super) async fn refuse(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    // Whoever reads the other one would see another request.
    if request.headers().get_all(HOST).iter().count() > 1 {
        return Err(AppError::new(ErrorCode::BadRequest)
            .with("what", "host")
            .with("reason", Reason::NamedTwice)
            .into());
    }
    let asked = host(&request).unwrap_or_default();
    if app.hosts.allow(asked) {
        return Ok(next.run(request).await);
    }
    Err(AppError::new(ErrorCode::HostNotAllowed)
        .with("host", shorten(asked))
        .with("setting", "http.allowed_hosts")
        .into())
}
