//! Pages and server functions: what Leptos renders and answers.

mod context;
mod head;
mod parts;
mod render;

use std::sync::OnceLock;

use app::nav::ENTRIES;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::access::{Actor, Permission};
use domain::error::{AppError, ErrorCode, Reason, shorten};
use http::header::{ACCEPT, CONTENT_TYPE, REFERER};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use leptos_axum::{AxumRouteListing, generate_route_list, handle_server_fns_with_context};

pub(crate) use parts::Parts;
pub(crate) use render::Renderer;

use crate::errors::Failure;
use crate::request::accepts_html;
use crate::state::Shared;

/// Every page of the application. Worked out once: a page that another thread renders
/// meanwhile may wait for ever.
pub(crate) fn listings() -> Vec<AxumRouteListing> {
    static LISTINGS: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    LISTINGS
        .get_or_init(|| generate_route_list(app::App))
        .clone()
}

/// Renders the page of the request's address.
pub(crate) async fn page(State(app): State<Shared>, mut request: Request) -> Response {
    // A page is HTML for everybody. Leptos takes who does not ask for it for a script of its
    // own, to which it tells a redirect without its status.
    let html = HeaderValue::from_static("text/html");
    request.headers_mut().insert(ACCEPT, html);
    app.renderer.render(&app, request).await
}

/// Runs the server function of the request's address.
pub(crate) async fn server_function(
    State(app): State<Shared>,
    mut request: Request<Body>,
) -> Response {
    // A form of a page can send text that looks like JSON, and only a script its real type.
    if !request.method().is_safe() && !is_json(request.headers()) {
        let error = AppError::new(ErrorCode::BadRequest)
            .with("what", "content-type")
            .with("reason", Reason::NotJson);
        return Failure::from(error).into_response();
    }
    // To a form, Leptos answers with a redirect to wherever it says that it came from. No
    // form of ours is sent to a server function, and another site could write one.
    let headers = request.headers_mut();
    headers.remove(REFERER);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    handle_server_fns_with_context(move || context::provide(&app), request)
        .await
        .into_response()
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Unknown paths: a person who may see pages gets one with the menu, everybody and
/// everything else a short answer that costs nothing.
pub(crate) async fn not_found(state: State<Shared>, request: Request) -> Response {
    if let Some(moved) = without_slash(&request) {
        return moved;
    }
    let path = request.uri().path();
    let sees_pages = request
        .extensions()
        .get::<Actor>()
        .is_some_and(|actor| actor.role.may(Permission::ViewPages));
    let is_page = request.method() == Method::GET
        && accepts_html(request.headers())
        && !path.starts_with("/api/")
        && !path.starts_with("/rpc/");
    if is_page && sees_pages {
        let mut response = page(state, request).await;
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    }
    let error = AppError::new(ErrorCode::NotFound).with("path", shorten(path));
    Failure::from(error).into_response()
}

/// A page asked for with a slash at its end, and nothing else: what leads away is compared
/// with our own addresses, so that no text of a request becomes the name of a host.
fn without_slash(request: &Request) -> Option<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let asked = request.uri().path().strip_suffix('/')?;
    let known = ENTRIES.iter().filter(|entry| entry.is_here());
    let mut paths = known.flat_map(|entry| entry.aliases.iter().chain([&entry.path]));
    let path = *paths.find(|path| **path == asked)?;
    let query = request.uri().query().map(|query| ["?", query].concat());
    let address = [path, query.as_deref().unwrap_or_default()].concat();
    Some(Redirect::permanent(&address).into_response())
}
