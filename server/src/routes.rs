//! Every address that answers, in one place.

use axum::Router;
use axum::routing::{MethodFilter, get, on};

use crate::state::Shared;
use crate::{assets, pages};

pub(crate) fn router(app: Shared) -> Router {
    let mut router = Router::new().route("/assets/{build_id}/{*path}", get(assets::asset));
    for file in assets::ROOT_FILES {
        router = router.route(file, get(assets::root_file));
    }
    for listing in pages::listings() {
        router = router.route(listing.path(), get(pages::page));
    }
    for (path, method) in server_fn::axum::server_fn_paths() {
        if let Ok(filter) = MethodFilter::try_from(method) {
            router = router.route(path, on(filter, pages::server_function));
        }
    }
    router.with_state(app)
}
