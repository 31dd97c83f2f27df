//! Writes failures in the form and the language that the client reads.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::error::{AppError, ErrorCode};
use domain::locale::Locale;
use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderValue, Method};

use super::RequestId;
use crate::errors::{Beside, Cause, PROBLEM_JSON, Told, Unrendered, page, problem, status};
use crate::request::{accepts_html, locale};
use crate::state::Shared;

/// What machines that watch this one ask for.
const WATCHED: [&str; 3] = ["/livez", "/readyz", "/metrics"];

/// What the client can read.
enum Form {
    Page,
    Problem,
    Text,
}

pub(super) async fn write(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let form = form(&request);
    let id = request.extensions().get::<RequestId>().copied();
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let error = match response.extensions_mut().remove::<Unrendered>() {
        Some(Unrendered(error)) => Arc::unwrap_or_clone(error),
        None if is_server_function_error(&response) => read(&mut response).await,
        None => return response,
    };
    let error = match id {
        Some(id) => error.request_id(id.to_string()),
        None => error,
    };
    render(&response, &error, &form, &headers, &app.assets)
}

fn form(request: &Request) -> Form {
    let path = request.uri().path();
    let is_for_programs =
        path.starts_with("/api/") || path.starts_with("/rpc/") || WATCHED.contains(&path);
    if is_for_programs {
        Form::Problem
    } else if request.method() == Method::GET && accepts_html(request.headers()) {
        Form::Page
    } else {
        Form::Text
    }
}

fn render(
    response: &Response,
    error: &AppError,
    form: &Form,
    asked: &HeaderMap,
    assets: &str,
) -> Response {
    let locale = locale(asked);
    let (body, kind, policy) = match form {
        Form::Page => {
            let (html, policy) = page(error, asked, assets);
            (html, "text/html; charset=utf-8", Some(policy))
        }
        Form::Problem => {
            let beside = response.extensions().get::<Beside>();
            let beside = beside.map(|beside| &*beside.0);
            (problem(error, beside, locale), PROBLEM_JSON, None)
        }
        Form::Text => (text(error, locale), "text/plain; charset=utf-8", None),
    };
    let mut rendered = (status(error.code), body).into_response();
    // The log reads the code and the cause from here.
    *rendered.extensions_mut() = response.extensions().clone();
    rendered.extensions_mut().insert(Told(error.code));
    let headers = rendered.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        VARY,
        HeaderValue::from_static("accept, accept-language, cookie"),
    );
    if let Some(policy) = policy.and_then(|policy| HeaderValue::try_from(policy).ok()) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    for name in [ALLOW, WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            headers.insert(name, value.clone());
        }
    }
    rendered
}

fn text(error: &AppError, locale: Locale) -> String {
    let text = app::i18n::error_text(error, locale);
    format!("{}: {}\n", text.title, text.detail)
}

fn is_server_function_error(response: &Response) -> bool {
    response
        .headers()
        .contains_key(server_fn::error::SERVER_FN_ERROR_HEADER)
}

/// Server functions answer every error with 500 and their own JSON; here it gets its
/// status and the request id.
async fn read(response: &mut Response) -> AppError {
    const LARGEST: usize = 64 * 1_024;
    let body = std::mem::replace(response.body_mut(), Body::empty());
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    let error = serde_json::from_slice(&bytes).unwrap_or_else(|_| {
        let words = String::from_utf8_lossy(&bytes);
        AppError::new(ErrorCode::Internal).with("cause", words)
    });
    if error.code != ErrorCode::Internal {
        return error;
    }
    // The log gets it, and nobody else.
    response
        .extensions_mut()
        .insert(Cause::new(error.arg("cause")));
    AppError::new(ErrorCode::Internal)
}
