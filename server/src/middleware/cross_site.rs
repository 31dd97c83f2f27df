//! Writes asked for by another site are refused, whoever is signed in here.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::{AppError, ErrorCode, shorten};
use http::header::ORIGIN;
use http::{HeaderMap, HeaderName};

use crate::errors::Failure;
use crate::request::host;
use crate::state::Shared;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(super) async fn refuse(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    if request.method().is_safe() {
        return Ok(next.run(request).await);
    }
    let headers = request.headers();
    let origin = text(headers, &ORIGIN);
    let public = app.config.http.public_url.as_ref();
    let ours = match (text(headers, &SEC_FETCH_SITE), origin) {
        // What the browser itself says; a page cannot set it.
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            public.is_some_and(|public| public.as_str() == origin)
                || host(&request).is_some_and(|host| is_same(origin, host))
        }
        // Not a browser: no browser writes without one of the two.
        (None, None) => true,
    };
    if ours {
        return Ok(next.run(request).await);
    }
    Err(AppError::new(ErrorCode::CrossSite)
        .with(
            "origin",
            shorten(origin.filter(|text| !text.is_empty()).unwrap_or("?")),
        )
        .with("setting", "http.public_url")
        .into())
}

/// What cannot be read is there all the same, and equals nothing of ours.
fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or_default())
}

/// The scheme is left out: behind a proxy that ends TLS it differs from ours.
fn is_same(origin: &str, host: &str) -> bool {
    origin
        .split_once("://")
        .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
}
