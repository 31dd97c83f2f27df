//! What surrounds every handler. One file a layer; the order, with its reasons, is here.

mod authorise;
mod body_limit;
mod compression;
mod cross_site;
mod errors;
mod host;
mod log;
mod metrics;
mod panic;
mod persist;
mod request_id;
mod security_headers;
mod time_out;
mod uri_limit;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use http::header::{AUTHORIZATION, COOKIE, SET_COOKIE};
use tower::ServiceBuilder;
use tower_http::sensitive_headers::SetSensitiveHeadersLayer;

pub(crate) use request_id::RequestId;

use crate::state::Shared;

/// Outermost first. Every layer runs after routing, so that it knows the pattern that
/// matched, and also around what answers unknown paths.
pub(crate) fn surround(router: Router, app: &Shared) -> Router {
    let with = || app.clone();
    // In two parts, because the type of one long chain takes the compiler minutes.
    let inner = ServiceBuilder::new()
        // Whatever breaks below becomes an error like any other.
        .layer(from_fn(panic::catch))
        // Cheap refusals first: nothing has been read yet but the head.
        .layer(from_fn_with_state(with(), uri_limit::refuse))
        .layer(from_fn_with_state(with(), host::refuse))
        .layer(from_fn_with_state(with(), cross_site::refuse))
        // Who it is and whether they may, before a byte of the body is read.
        .layer(from_fn_with_state(with(), authorise::decide))
        .layer(from_fn_with_state(with(), body_limit::refuse))
        // After the body, whose time is the client's: what is timed here is ours.
        .layer(from_fn_with_state(with(), time_out::give_up))
        // Innermost: what is given up above is carried through below.
        .layer(from_fn_with_state(with(), persist::through));
    let outer = ServiceBuilder::new()
        // Before anything could print a header.
        .layer(SetSensitiveHeadersLayer::new([
            AUTHORIZATION,
            COOKIE,
            SET_COOKIE,
        ]))
        // Everything below can name the request.
        .layer(from_fn(request_id::give))
        // Sees the final status of everything, errors and refusals included.
        .layer(from_fn_with_state(with(), log::line))
        .layer(from_fn_with_state(with(), metrics::count))
        // On error pages as on all others.
        .layer(from_fn_with_state(with(), security_headers::add))
        // Outside of error pages, so that they are compressed as well.
        .layer(compression::layer())
        // Writes the text of every failure of the layers and handlers below.
        .layer(from_fn_with_state(with(), errors::write));
    router.layer(inner).layer(outer)
}
