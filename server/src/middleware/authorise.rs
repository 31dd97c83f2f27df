//! Asks the permission table, and tells the handlers who it is.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::error::{AppError, ErrorCode, shorten};
use http::HeaderValue;
use http::header::ALLOW;

use crate::access::Decision;
use crate::errors::Failure;
use crate::state::Shared;

pub(super) async fn decide(
    State(app): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let actor = app.identity.actor();
    let method = request.method();
    // Without a pattern it goes to what answers unknown paths, which shows nothing.
    if let Some(matched) = request.extensions().get::<MatchedPath>() {
        match app.permissions.decide(method, matched.as_str(), actor) {
            Decision::Allowed => {}
            Decision::Denied(error) => return Failure::from(*error).into_response(),
            Decision::OtherMethods(methods) => {
                let error = AppError::new(ErrorCode::MethodNotAllowed)
                    .with("method", shorten(method.as_str()));
                let mut response = Failure::from(error).into_response();
                if let Ok(methods) = HeaderValue::try_from(methods) {
                    response.headers_mut().insert(ALLOW, methods);
                }
                return response;
            }
        }
    }
    if let Some(actor) = actor.cloned() {
        request.extensions_mut().insert(actor);
    }
    next.run(request).await
}
