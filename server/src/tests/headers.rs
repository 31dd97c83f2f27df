//! What every answer tells the browser.

use http::Method;

use super::TestApp;
use crate::listed::Listed;

#[tokio::test]
async fn every_answer_is_guarded() {
    let app = TestApp::new();
    for path in [
        "/",
        "/livez",
        "/nothing",
        "/api/v1/nothing",
        "/robots.txt",
        "/api/docs",
    ] {
        for answer in [app.get(path).await, app.browse(path).await] {
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            assert!(answer.header("permissions-policy").contains("camera=()"));
            assert_eq!(answer.header("strict-transport-security"), "", "plain HTTP");
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert!(
                policy.contains("frame-ancestors 'none'"),
                "{path}: {policy}"
            );
            let scripts = policy.split(';').find(|part| part.contains("script-src"));
            assert!(
                !scripts.unwrap_or("").contains("unsafe-inline"),
                "{path}: {policy}"
            );
            assert!(!policy.contains("'unsafe-eval'"), "{path}: {policy}");
        }
    }
}

/// What stands between the quotes after `name="`, every time.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("{name}=\"");
    let pieces = html.split(&start).skip(1);
    let values = pieces.filter_map(|rest| rest.split('"').next());
    values.collect()
}

#[tokio::test]
async fn scripts_of_a_page_carry_the_nonce_of_its_policy() {
    let app = TestApp::new();
    let page = app.browse("/").await;
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).unwrap();
    let nonce = nonce.split('\'').next().unwrap();
    assert!(nonce.len() >= 22, "{nonce}");
    let html = page.text();
    for script in html.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert_eq!(attributes(tag, "nonce"), [nonce], "{tag}");
    }
    // A style sheet could read it out of any other attribute.
    let elsewhere = html.matches(nonce).count() - attributes(html, "nonce").len();
    assert_eq!(elsewhere, 0, "the nonce stands outside of nonce attributes");
    let again = app.browse("/").await;
    assert!(!again.header("content-security-policy").contains(nonce));
}

#[tokio::test]
async fn pages_are_for_one_reader() {
    let page = TestApp::new().browse("/").await;
    assert_eq!(page.header("cache-control"), "private, no-cache");
    let vary: Vec<_> = page.headers.get_all("vary").iter().collect();
    assert!(
        vary.iter().any(|value| *value == "accept-language, cookie"),
        "{vary:?}"
    );
}

#[tokio::test]
async fn foreign_names_are_refused_on_loopback() {
    let app = TestApp::new();
    for host in ["evil.example", "evil.example:8080", "10.0.0.1:8080", ""] {
        let answer = app
            .ask(Method::GET, "/api/v1/version", &[("host", host)])
            .await;
        assert_eq!(answer.status, 421, "{host}");
        assert_eq!(answer.code(), "host_not_allowed");
        assert_eq!(answer.json()["args"]["setting"], "http.allowed_hosts");
    }
    for host in [
        "localhost",
        "127.0.0.1:8080",
        "[::1]:8080",
        "eye.localhost:99",
    ] {
        let answer = app
            .ask(Method::GET, "/api/v1/version", &[("host", host)])
            .await;
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[tokio::test]
async fn two_names_are_refused() {
    let app = TestApp::new();
    for second in ["localhost:8080", "evil.example"] {
        let request = http::Request::get("/api/v1/version")
            .header("host", "localhost:8080")
            .header("host", second)
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(app.send(request).await.status(), 400, "{second}");
    }
}

fn writable(routes: Listed) -> Listed {
    routes.on(Method::POST, "/livez", async || "written")
}

#[tokio::test]
async fn writes_of_other_sites_are_refused() {
    let app = TestApp::builder()
        .with(writable)
        .listed("/livez")
        .config(|config| {
            config.http.public_url = crate::config::Kind::from_text("https://eye.example").ok();
        })
        .build();
    let check = async |head: &[(&str, &str)], status: u16| {
        let answer = app.ask(Method::POST, "/livez", head).await;
        assert_eq!(answer.status, status, "{head:?}");
    };
    check(&[], 200).await;
    check(&[("sec-fetch-site", "same-origin")], 200).await;
    check(&[("sec-fetch-site", "none")], 200).await;
    check(&[("sec-fetch-site", "cross-site")], 403).await;
    check(&[("sec-fetch-site", "same-site")], 403).await;
    check(&[("origin", "http://localhost:8080")], 200).await;
    check(&[("origin", "https://localhost:8080")], 200).await;
    check(&[("origin", "http://localhost:9090")], 403).await;
    check(&[("origin", "http://evil.example")], 403).await;
    check(&[("origin", "null")], 403).await;
    check(&[("origin", "https://eye.example")], 200).await;
    check(&[("origin", "https://eye.example.evil.example")], 403).await;
    // An old cookie of consent does not help a foreign site that lies about itself.
    let head = [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://eye.example"),
    ];
    check(&head, 403).await;
    // What cannot be read is nothing of ours.
    for name in ["origin", "sec-fetch-site"] {
        let value = http::HeaderValue::from_bytes(b"http://localhost:8080\xff").unwrap();
        let request = http::Request::post("/livez")
            .header("host", "localhost:8080")
            .header(name, value)
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(app.send(request).await.status(), 403, "{name}");
    }
    // Reading is not writing.
    let read = [("sec-fetch-site", "cross-site")];
    assert_eq!(app.ask(Method::GET, "/livez", &read).await.status, 200);
}
