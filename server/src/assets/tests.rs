//! The handlers behind a router, as a browser meets them.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::routing::get;
use tower::ServiceExt as _;

use super::{BUILD_ID, asset, lookup, root_file};

async fn ask(method: Method, path: &str) -> axum::response::Response {
    let router: Router = Router::new()
        .route("/assets/{build_id}/{*path}", get(asset))
        .route("/robots.txt", get(root_file));
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::empty())
        .unwrap();
    router.oneshot(request).await.unwrap()
}

#[tokio::test]
async fn nothing_outside_the_site_is_reachable() {
    for path in [
        "../Cargo.toml",
        "/etc/passwd",
        "pkg/../../Cargo.toml",
        "",
        ".",
        "pkg",
    ] {
        assert!(lookup(path).is_none(), "{path}");
    }
    let path = format!("/assets/{BUILD_ID}/%2e%2e/Cargo.toml");
    assert_eq!(
        ask(Method::GET, &path).await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_unknown_path_is_a_404() {
    let path = format!("/assets/{BUILD_ID}/pkg/nothing.js");
    assert_eq!(
        ask(Method::GET, &path).await.status(),
        StatusCode::NOT_FOUND
    );
}
