//! Pages and server functions: what Leptos renders and answers.

mod context;
mod csp;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use leptos_axum::{
    AxumRouteListing, generate_route_list, handle_server_fns_with_context,
    render_app_to_stream_with_context,
};

use crate::state::Shared;

/// Every page of the application.
pub(crate) fn listings() -> Vec<AxumRouteListing> {
    generate_route_list(app::App)
}

/// Renders the page of the request's address.
pub(crate) async fn page(State(app): State<Shared>, request: Request) -> Response {
    let render = render_app_to_stream_with_context(move || context::provide(&app), app::document);
    render(request).await
}

/// Runs the server function of the request's address.
pub(crate) async fn server_function(State(app): State<Shared>, request: Request<Body>) -> Response {
    handle_server_fns_with_context(move || context::provide(&app), request)
        .await
        .into_response()
}
