//! Which build this is.

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::Constant;
use crate::state::Shared;

#[derive(Serialize, ToSchema)]
pub(crate) struct Version {
    /// Version of the product
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// Hash over the files of the site; two builds with the same one look the same
    #[schema(example = "1a2b3c4d5e6f")]
    build: &'static str,
}

pub(crate) fn constant(build: &'static str) -> Constant {
    let version = Version {
        version: env!("CARGO_PKG_VERSION"),
        build,
    };
    Constant::json(serde_json::to_string(&version).unwrap_or_default())
}

/// Which build this is
#[utoipa::path(get, path = "/api/v1/version", tag = "system", responses(
    (status = 200, description = "Version and build", body = Version),
    (status = 304, description = "It is the one that the client has")))]
pub(crate) async fn version(State(app): State<Shared>, headers: HeaderMap) -> Response {
    app.version.respond(&headers)
}
