//! Files of the site through all the middleware.

use http::Method;

use super::TestApp;

#[tokio::test]
async fn a_missing_file_is_a_short_404() {
    let app = TestApp::new();
    let path = format!("{}/pkg/nothing.js", app.app.assets);
    let answer = app.ask(Method::GET, &path, &[("accept", "*/*")]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.body.len() < 100, "{}", answer.text());
}

#[tokio::test]
async fn a_missing_file_is_an_error_like_any_other() {
    let app = TestApp::new();
    for path in ["/assets/x/nothing.js", "/assets/x/%ff", "/assets/%ff/x"] {
        let answer = app.browse(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(answer.text().contains("There is nothing here"), "{path}");
        let head = [("accept-language", "en")];
        let answer = app.ask(Method::GET, path, &head).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        let words = "There is nothing here: ";
        assert!(answer.text().starts_with(words), "{}", answer.text());
    }
}

#[tokio::test]
async fn nothing_outside_of_the_site_is_served() {
    let app = TestApp::new();
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/pkg/..%2f..%2fCargo.toml",
    ] {
        let path = format!("{}{path}", app.app.assets);
        assert_eq!(app.get(&path).await.status, 404, "{path}");
    }
}
