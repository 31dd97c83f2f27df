//! Pages: content without JavaScript, in the reader's language and theme.

use std::io::Read as _;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::IntoResponse as _;
use futures::{StreamExt as _, stream};
use http::Method;
use tokio::time::timeout;

use super::TestApp;

async fn page(head: &[(&str, &str)]) -> String {
    let app = TestApp::new();
    let answer = app.ask(Method::GET, "/", head).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    answer.text().to_owned()
}

#[tokio::test]
async fn a_page_is_in_the_language_of_its_reader() {
    let check = async |head: &[(&str, &str)], expected: &str| {
        let html = page(head).await;
        let wanted = format!("<html lang=\"{expected}\"");
        assert!(html.contains(&wanted), "{head:?}: {}", &html[..200]);
    };
    check(&[], "pt-BR").await;
    check(&[("accept-language", "en-GB")], "en").await;
    check(
        &[("accept-language", "en"), ("cookie", "locale=pt-BR")],
        "pt-BR",
    )
    .await;
    check(&[("cookie", "a=b; locale=en; c")], "en").await;
    check(&[("cookie", "locale=xx"), ("accept-language", "en")], "en").await;
}

#[tokio::test]
async fn a_page_has_its_theme_from_the_first_byte() {
    for (cookie, theme) in [
        ("theme=dark", "dark"),
        ("theme=light", "light"),
        ("", "system"),
    ] {
        let html = page(&[("cookie", cookie)]).await;
        assert!(
            html.contains(&format!("data-theme=\"{theme}\"")),
            "{cookie}"
        );
    }
    let html = page(&[("cookie", "theme=\"><script>")]).await;
    assert!(html.contains("data-theme=\"system\""));
}

#[tokio::test]
async fn a_page_knows_who_where_and_since_when() {
    let app = TestApp::new();
    let answer = app
        .ask(Method::GET, "/", &[("cookie", "sidebar=collapsed")])
        .await;
    // It travels as JSON inside of a JavaScript text.
    let html = answer.text().replace('\\', "");
    let id = answer.header("x-request-id");
    let since = app.app.engine.events.last_id();
    for expected in [
        "\"name\":\"admin\"",
        "\"mode\":\"local_development\"",
        "\"sidebar_collapsed\":true",
        &format!("\"request_id\":\"{id}\""),
        &format!("\"since\":\"{since}\""),
        &format!("\"assets\":\"{}\"", app.app.assets),
    ] {
        assert!(html.contains(expected), "{expected}: {html}");
    }
}

#[tokio::test]
async fn large_pages_are_compressed_and_small_answers_are_not() {
    let app = TestApp::new();
    let head = [("accept-encoding", "br"), ("accept", "text/html")];
    let page = app.ask(Method::GET, "/", &head).await;
    assert_eq!(page.header("content-encoding"), "br");
    let small = app.ask(Method::GET, "/livez", &head).await;
    assert_eq!(small.header("content-encoding"), "");
    let gzip = [("accept-encoding", "gzip")];
    let json = app.ask(Method::GET, "/api/openapi.json", &gzip).await;
    assert_eq!(json.header("content-encoding"), "gzip");
}

/// What a browser can read of a page whose data is still on its way.
async fn first_bytes(encoding: &str) -> Vec<u8> {
    let head = "<html lang=\"en\"><head><link rel=\"stylesheet\"></head><body>".repeat(40);
    let sent = head.clone();
    let app = TestApp::builder()
        .with(|routes| {
            routes.on(Method::POST, "/livez", async move || {
                let head = stream::iter([Ok::<_, std::io::Error>(sent)]);
                let body = Body::from_stream(head.chain(stream::pending()));
                ([("content-type", "text/html")], body).into_response()
            })
        })
        .listed("/livez")
        .build();
    let request = Request::post("/livez")
        .header("host", "localhost:8080")
        .header("accept-encoding", encoding);
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.headers()["content-encoding"], encoding);
    let mut body = answer.into_body().into_data_stream();
    let mut came = Vec::new();
    while let Ok(Some(piece)) = timeout(Duration::from_millis(500), body.next()).await {
        came.extend_from_slice(&piece.unwrap());
    }
    let mut read = Vec::new();
    let _ = match encoding {
        "br" => brotli::Decompressor::new(came.as_slice(), 4_096).read_to_end(&mut read),
        _ => flate2::read::GzDecoder::new(came.as_slice()).read_to_end(&mut read),
    };
    assert_eq!(
        read.len(),
        head.len(),
        "{encoding}: of {} bytes",
        came.len()
    );
    read
}

#[tokio::test]
async fn compression_holds_no_byte_back() {
    for encoding in ["br", "gzip"] {
        assert!(first_bytes(encoding).await.starts_with(b"<html"));
    }
}

#[tokio::test]
async fn a_server_function_leads_nowhere() {
    let app = TestApp::new();
    let head = [
        ("accept", "text/html"),
        ("referer", "https://evil.example/x"),
    ];
    let answer = app.ask(Method::GET, "/rpc/v1/about", &head).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("location"), "");
    assert!(answer.json().is_object(), "{}", answer.text());
}

#[tokio::test]
async fn old_addresses_lead_everybody_to_the_new_ones() {
    let app = TestApp::new();
    for accept in ["*/*", "text/html", "application/json", ""] {
        let head = [("accept", accept)];
        let answer = app.ask(Method::GET, "/blackbox?q=a", &head).await;
        assert_eq!(answer.status, 302, "{accept}");
        assert!(answer.header("location").starts_with('/'), "{accept}");
        assert!(answer.header("location").ends_with("?q=a"), "{accept}");
    }
}

#[tokio::test]
async fn a_slash_at_the_end_leads_to_the_page() {
    let app = TestApp::new();
    for method in [Method::GET, Method::HEAD] {
        for (asked, expected) in [
            ("/targets/", "/targets"),
            ("/targets/?site=rio&q=a%20b", "/targets?site=rio&q=a%20b"),
            ("/monitoring/web-probes/", "/monitoring/web-probes"),
            ("/blackbox/", "/blackbox"),
        ] {
            let answer = app.ask(method.clone(), asked, &[]).await;
            assert_eq!(answer.status, 308, "{method} {asked}");
            assert_eq!(answer.header("location"), expected, "{method} {asked}");
        }
    }
    let answer = app.ask(Method::POST, "/targets/", &[]).await;
    assert_eq!(answer.header("location"), "");
}

#[tokio::test]
async fn a_slash_leads_to_no_other_host() {
    let app = TestApp::new();
    for asked in [
        "//evil/",
        "//evil.example/targets/",
        "//targets/",
        "/targets//",
        "/nothing/",
        "/%2F/",
    ] {
        let answer = app.browse(asked).await;
        assert_eq!(answer.header("location"), "", "{asked}");
        assert!(answer.status.is_client_error(), "{asked}");
    }
}
