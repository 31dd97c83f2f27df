//! What nobody is shown, nobody may write, and nobody else may ask for.

use domain::access::Role;
use http::{Method, StatusCode};
use serde_json::json;

use super::{KEY, TestApp, filled, index, refused, store};
use crate::config::Prefix;

#[tokio::test]
async fn what_is_private_is_shown_by_no_route() {
    let app = filled().await;
    for path in [
        "/api/v1/kv/tree",
        "/api/v1/kv/tree?prefix=skills/eye",
        "/api/v1/kv/tree?prefix=skills/eye/v2/",
        "/api/v1/kv/export",
        "/api/v1/kv/export?prefix=skills/eye/v2",
        "/api/v1/kv/search?q=hidden",
        "/api/v1/kv/search?q=auth",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let found = answer.json();
        for (member, value) in found.as_object().unwrap() {
            let told = value.to_string();
            for private in ["v2/auth", "v2/audit", "v2/claims", "hidden"] {
                assert!(!told.contains(private), "{path} {member}: {told}");
            }
        }
    }
    for written in [
        "skills/eye/v2/auth/people",
        "skills/eye/v2/audit/2026",
        "skills/eye/v2/claims/x",
        "skills/eye/v2/AUTH/people",
        "skills/eye/v2/%2561uth/people",
        "skills/eye/v2/auth%252fpeople",
    ] {
        for path in [
            format!("/api/v1/kv/value?key={written}"),
            format!("/api/v1/kv/tree?prefix={written}"),
            format!("/api/v1/kv/export?prefix={written}"),
            format!("/api/v1/kv/search?q=a&prefix={written}"),
            format!("/api/v1/kv/history?key={written}"),
            format!("/api/v1/kv/version?key={written}&index=1"),
        ] {
            let answer = app.get(&path).await;
            refused(&answer, 403, "key_not_allowed", "kept_private");
            assert!(!answer.text().contains("hidden"));
        }
        let key = written.replace("%25", "%");
        for body in [
            json!({"key": key, "value": 1}),
            json!({"key": key, "index": 1}),
        ] {
            let path = match body.get("value") {
                Some(_) => "/api/v1/kv/value",
                None => "/api/v1/kv/restore",
            };
            let answer = app.post(path, body).await;
            refused(&answer, 403, "key_not_allowed", "kept_private");
        }
        let answer = app.remove(written, 1).await;
        refused(&answer, 403, "key_not_allowed", "kept_private");
    }
}

#[tokio::test]
async fn what_belongs_to_others_is_only_read() {
    let app = filled().await;
    let key = "apps/outro/numero";
    let seen = app.value(key).await;
    assert_eq!(seen["writable"], false);
    let body = json!({"key": key, "value": 1, "index": index(&seen)});
    refused(&app.put(body).await, 403, "key_not_allowed", "read_only");
    let answer = app.remove(key, index(&seen)).await;
    refused(&answer, 403, "key_not_allowed", "read_only");
    let body = json!({"key": "skills/eye/v2/history/board/x", "value": 1});
    refused(&app.put(body).await, 403, "key_not_allowed", "read_only");
    for path in [
        "/api/v1/kv/value?key=vault/secret",
        "/api/v1/kv/tree?prefix=vault",
        "/api/v1/kv/search?q=a&prefix=vault",
        "/api/v1/kv/export?prefix=skills/eyes",
    ] {
        refused(&app.get(path).await, 403, "key_not_allowed", "not_listed");
    }
}

#[tokio::test]
async fn hostile_names_are_refused() {
    let app = filled().await;
    let long = "a".repeat(600);
    for name in [
        "/skills/eye",
        "skills//eye",
        "skills/eye/../../vault",
        "skills/eye/./x",
        "skills/eye/a%00b",
        "skills/eye/a%0Ab",
        &long,
    ] {
        for path in [
            format!("/api/v1/kv/tree?prefix={name}"),
            format!("/api/v1/kv/value?key={name}"),
            format!("/api/v1/kv/export?prefix={name}"),
            format!("/api/v1/kv/search?q=a&prefix={name}"),
        ] {
            let answer = app.get(&path).await;
            refused(&answer, 400, "bad_parameter", "not_a_key");
        }
    }
    for path in [
        "/api/v1/kv/value",
        "/api/v1/kv/search",
        "/api/v1/kv/version?key=a&index=x",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.code(), "bad_request");
    }
    let answer = app.ask(Method::DELETE, "/api/v1/kv/value?key=a", &[]).await;
    assert_eq!(answer.code(), "bad_request");
    let answer = app.put(json!({"key": KEY})).await;
    assert_eq!(answer.code(), "bad_request");
}

#[tokio::test]
async fn only_administrators_are_answered() {
    for role in [Role::Viewer, Role::Operator] {
        let app = TestApp::builder().store().role(Some(role)).build();
        store(&app, KEY, "hidden").await;
        for path in [
            "/api/v1/kv/tree",
            "/api/v1/kv/value?key=skills/eye/settings/ui.json",
            "/api/v1/kv/search?q=a",
            "/api/v1/kv/export",
            "/api/v1/kv/history?key=skills/eye/v2/docs/board",
            "/kv-browser",
        ] {
            let answer = app.get(path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {path}");
            assert!(!answer.text().contains("hidden"));
        }
        let answer = app.put(json!({"key": KEY, "value": 1})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.code(), "forbidden");
        assert_eq!(app.remove(KEY, 1).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn another_prefix_is_another_place() {
    let builder = TestApp::builder().store();
    let app = builder
        .config(|config| config.kv.prefix = Prefix::new("team/eye"))
        .build();
    let body = json!({"key": "team/eye/x", "value": 1});
    assert_eq!(app.put(body).await.status, StatusCode::OK);
    // What the earlier system left is looked at and not touched.
    store(&app, KEY, "{}").await;
    assert_eq!(app.value(KEY).await["writable"], false);
    store(&app, "skills/eye/v2/auth/people", "hidden").await;
    let answer = app
        .get("/api/v1/kv/value?key=skills/eye/v2/auth/people")
        .await;
    refused(&answer, 403, "key_not_allowed", "kept_private");
}
