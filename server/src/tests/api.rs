//! The REST API, its description and the endpoints for machines.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use http::Method;
use serde_json::Value;

use super::TestApp;
use crate::access::entries;
use crate::config::Kind;

#[tokio::test]
async fn lives_and_is_ready_when_it_says_so() {
    let app = TestApp::new();
    assert_eq!(app.get("/livez").await.text(), "ok\n");
    assert_eq!(app.get("/readyz").await.status, 503);
    app.app.ready.store(true, Ordering::Relaxed);
    assert_eq!(app.get("/readyz").await.text(), "ready\n");
}

#[tokio::test]
async fn tells_its_version_once() {
    let app = TestApp::new();
    let answer = app.get("/api/v1/version").await;
    assert_eq!(answer.json()["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(answer.json()["build"], crate::assets::BUILD_ID);
    let tag = answer.header("etag");
    for known in [tag, &format!("\"x\", {tag}")] {
        let head = [("if-none-match", known)];
        let again = app.ask(Method::GET, "/api/v1/version", &head).await;
        assert_eq!(again.status, 304);
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), tag);
    }
    let head = [("if-none-match", "W/\"other\"")];
    let other = app.ask(Method::GET, "/api/v1/version", &head).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn the_description_has_every_route_of_the_api_and_no_other() {
    let document = TestApp::new().get("/api/openapi.json").await.json();
    let described: BTreeSet<_> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let machines = ["/livez", "/readyz", "/metrics"];
    let listed: BTreeSet<_> = entries()
        .iter()
        .filter(|entry| entry.path.starts_with("/api/") || machines.contains(&entry.path))
        // The page of components is not part of the product, nor is what feeds it.
        .filter(|entry| !entry.path.starts_with("/api/v1/kit/"))
        .map(|entry| format!("{} {}", entry.method, entry.path))
        .collect();
    assert_eq!(described, listed);
}

#[tokio::test]
async fn the_description_holds_together() {
    let document = TestApp::new().get("/api/openapi.json").await.json();
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("$ref", Value::String(path)) => found.push(path),
                        _ => references(value, found),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for path in found {
        let pointer = path.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{path}");
    }
}

#[tokio::test]
async fn a_parameter_stands_in_the_path_that_names_it_or_in_the_query() {
    let document = TestApp::new().get("/api/openapi.json").await.json();
    let mut seen = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for operation in methods.as_object().unwrap().values() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                let in_path = path.contains(&format!("{{{name}}}"));
                let expected = if in_path { "path" } else { "query" };
                assert_eq!(parameter["in"], expected, "{path} {name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

#[tokio::test]
async fn people_read_the_description_in_both_languages() {
    let app = TestApp::new();
    let english = app.browse("/api/docs").await;
    assert_eq!(english.status, 200);
    for expected in [
        "REST API",
        "Operations",
        "/api/v1/events",
        "Problem",
        "Last-Event-ID",
    ] {
        assert!(english.text().contains(expected), "{expected}");
    }
    let portuguese = app.get("/api/docs").await;
    assert!(portuguese.text().contains("Operações"));
    assert!(!portuguese.text().contains("<script"));
}

#[tokio::test]
async fn metrics_count_by_pattern() {
    let app = TestApp::new();
    app.get("/assets/dev/pkg/nothing.js").await;
    app.get("/secret-path-of-a-client").await;
    app.ask(Method::from_bytes(b"INVENTED").unwrap(), "/livez", &[])
        .await;
    let answer = app.get("/metrics").await;
    assert!(
        answer
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    let text = answer.text();
    for expected in [
        "http_requests_total{method=\"GET\",path=\"/assets/{build_id}/{*path}\",status=\"4xx\"} 1",
        "http_requests_total{method=\"GET\",path=\"\",status=\"4xx\"} 1",
        "http_requests_total{method=\"other\",path=\"/livez\",status=\"4xx\"} 1",
        "http_request_duration_seconds_bucket",
        "event_streams 0",
        "process_resident_memory_bytes",
        "process_uptime_seconds",
        "skills_eye_build_info{version=",
        "# EOF",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(!text.contains("secret-path"), "{text}");
}

#[tokio::test]
async fn metrics_can_ask_for_a_token() {
    let app = TestApp::builder()
        .config(|config| config.metrics.token = Kind::from_text("0123456789abcdef").unwrap())
        .build();
    let check = async |head: &[(&str, &str)], status: u16| {
        let answer = app.ask(Method::GET, "/metrics", head).await;
        assert_eq!(answer.status, status, "{head:?}");
    };
    check(&[], 401).await;
    check(&[("authorization", "Bearer 0123456789abcdee")], 401).await;
    check(&[("authorization", "Bearer 0123456789abcdef0")], 401).await;
    check(&[("authorization", "Bearer ")], 401).await;
    check(&[("authorization", "0123456789abcdef")], 401).await;
    check(&[("authorization", "Bearer 0123456789abcdef")], 200).await;
    check(&[("authorization", "bearer 0123456789abcdef")], 200).await;
    check(&[("authorization", "Bearer\t0123456789abcdef")], 401).await;
    let refused = app.get("/metrics").await;
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.code(), "sign_in_needed");
}
