//! The store's keys as programs read and write them, in a real registry.

use axum::body::Body;
use consul::kv::Condition;
use domain::access::Role;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::TestApp;
use super::test_app::Answer;
use crate::config::{ByteSize, Prefix};

const KEY: &str = "skills/eye/settings/ui.json";
const DOCUMENT: &str = "skills/eye/v2/docs/board";

/// With keys of ours, of others, and some that nobody may see.
async fn filled() -> TestApp {
    let builder = TestApp::builder().store();
    let app = builder
        .config(|config| config.kv.readable.push(Prefix::new("apps")))
        .build();
    for (key, value) in [
        (KEY, "{\"theme\": \"dark\"}"),
        ("skills/eye/metadata/note", "Ação antiga"),
        ("apps/outro/numero", "42"),
        ("vault/secret", "hidden"),
        ("skills/eye/v2/auth/people", "hidden"),
        ("skills/eye/v2/audit/2026", "hidden"),
        ("skills/eye/v2/claims/x", "hidden"),
    ] {
        store(&app, key, value).await;
    }
    app
}

async fn store(app: &TestApp, key: &str, value: &str) {
    let client = &app.app.engine.store().unwrap().client;
    let put = client
        .kv()
        .put(key, value.to_owned(), 0, Condition::Always)
        .await;
    assert!(put.unwrap().value);
}

impl TestApp {
    async fn post(&self, path: &str, body: Value) -> Answer {
        let head = [("content-type", "application/json")];
        let body = Body::from(body.to_string());
        self.ask_with(Method::POST, path, &head, body).await
    }

    async fn put(&self, body: Value) -> Answer {
        self.post("/api/v1/kv/value", body).await
    }

    async fn value(&self, key: &str) -> Value {
        let answer = self.get(&format!("/api/v1/kv/value?key={key}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }

    async fn remove(&self, key: &str, index: u64) -> Answer {
        let path = format!("/api/v1/kv/value?key={key}&index={index}");
        self.ask(Method::DELETE, &path, &[]).await
    }
}

fn index(answer: &Value) -> u64 {
    answer["metadata"]["ModifyIndex"].as_u64().unwrap()
}

fn refused(answer: &Answer, status: u16, code: &str, reason: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    assert_eq!(answer.code(), code);
    assert_eq!(answer.json()["args"]["reason"], reason, "{}", answer.text());
}

#[tokio::test]
async fn a_key_is_made_changed_and_removed() {
    let app = filled().await;
    let key = "skills/eye/presets/1";
    let made = app.put(json!({"key": key, "value": {"a": [1, 2]}})).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let seen = app.value(key).await;
    assert_eq!(seen["value"], json!({"a": [1, 2]}));
    assert_eq!(
        (&seen["kind"], &seen["document"]),
        (&json!("json"), &json!(false))
    );
    assert_eq!(made.json()["index"], index(&seen));
    let body = json!({"key": key, "value": "texto", "index": index(&seen)});
    assert_eq!(app.put(body).await.status, StatusCode::OK);
    let seen = app.value(key).await;
    assert_eq!(
        (&seen["kind"], &seen["value"]),
        (&json!("text"), &json!("texto"))
    );
    assert_eq!(app.remove(key, index(&seen)).await.status, StatusCode::OK);
    let answer = app.get(&format!("/api/v1/kv/value?key={key}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.code(), "not_found");
}

#[tokio::test]
async fn the_tree_has_the_shape_that_programs_know() {
    let app = filled().await;
    let tree = app.get("/api/v1/kv/tree?prefix=skills/eye").await.json();
    assert_eq!(tree["prefix"], "skills/eye");
    assert_eq!(tree["data"][KEY]["value"], json!({"theme": "dark"}));
    assert!(index(&tree["data"][KEY]) > 0);
    assert_eq!(
        tree["data"]["skills/eye/metadata/note"]["value"],
        "Ação antiga"
    );
    assert_eq!(tree["total"], 2);
    let all = app.get("/api/v1/kv/tree").await.json();
    assert_eq!(all["total"], 3);
    assert_eq!(all["data"]["apps/outro/numero"]["value"], 42);
}

#[tokio::test]
async fn who_was_slower_gets_both_sides() {
    let app = filled().await;
    let seen = index(&app.value(KEY).await);
    let theirs = json!({"key": KEY, "value": {"theme": "light"}, "index": seen});
    assert_eq!(app.put(theirs).await.status, StatusCode::OK);
    let now = index(&app.value(KEY).await);
    let mine = json!({"theme": "system"});
    for body in [
        json!({"key": KEY, "value": mine, "index": seen}),
        // Without an index it is only made.
        json!({"key": KEY, "value": mine}),
    ] {
        let answer = app.put(body).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.code(), "conflict");
        let answer = answer.json();
        assert_eq!(answer["mine"], mine);
        assert_eq!(answer["theirs"]["value"], json!({"theme": "light"}));
        assert_eq!((&answer["index"], now), (&json!(now), now));
    }
    let answer = app.remove(KEY, seen).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.json()["mine"], Value::Null);
    // With their index it stands.
    let body = json!({"key": KEY, "value": mine, "index": now});
    assert_eq!(app.put(body).await.status, StatusCode::OK);
    assert_eq!(app.value(KEY).await["value"], mine);
    // Gone meanwhile: nothing is there to base it on.
    let last = index(&app.value(KEY).await);
    assert_eq!(app.remove(KEY, last).await.status, StatusCode::OK);
    let answer = app
        .put(json!({"key": KEY, "value": mine, "index": last}))
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(
        (&answer.json()["theirs"], &answer.json()["index"]),
        (&Value::Null, &json!(0))
    );
}

#[tokio::test]
async fn a_document_has_a_history_and_comes_back() {
    let app = filled().await;
    for (data, based_on) in [(json!({"n": 1}), 0), (json!({"n": 2}), 1)] {
        let index = match based_on {
            0 => 0,
            _ => index(&app.value(DOCUMENT).await),
        };
        let body = json!({"key": DOCUMENT, "value": data, "index": index});
        assert_eq!(app.put(body).await.status, StatusCode::OK);
    }
    let seen = app.value(DOCUMENT).await;
    assert_eq!(seen["value"]["data"], json!({"n": 2}));
    assert_eq!(seen["document"], true);
    let history = app
        .get(&format!("/api/v1/kv/history?key={DOCUMENT}"))
        .await
        .json();
    assert_eq!(history["total"], 1);
    assert_eq!(history["data"][0]["meta"]["version"], 1);
    let earlier = &history["data"][0]["index"];
    let path = format!("/api/v1/kv/version?key={DOCUMENT}&index={earlier}");
    assert_eq!(app.get(&path).await.json()["data"], json!({"n": 1}));
    let body = json!({"key": DOCUMENT, "index": earlier});
    let restored = app.post("/api/v1/kv/restore", body).await;
    assert_eq!(restored.status, StatusCode::OK);
    let seen = app.value(DOCUMENT).await;
    assert_eq!(seen["value"]["data"], json!({"n": 1}));
    assert_eq!(seen["value"]["meta"]["source"], "restore");
    let path = format!("/api/v1/kv/version?key={DOCUMENT}&index=1");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    let answer = app.get(&format!("/api/v1/kv/history?key={KEY}")).await;
    refused(&answer, 403, "key_not_allowed", "no_history");
}

#[tokio::test]
async fn words_are_found_in_keys_and_values() {
    let app = filled().await;
    let found = app.get("/api/v1/kv/search?q=ACAO").await.json();
    assert_eq!(found["total"], 1);
    assert_eq!(found["data"][0]["key"], "skills/eye/metadata/note");
    assert_eq!(found["data"][0]["excerpt"], "Ação antiga");
    let found = app
        .get("/api/v1/kv/search?q=acao&values=false")
        .await
        .json();
    assert_eq!(
        (&found["total"], &found["values_read"]),
        (&json!(0), &json!(0))
    );
}

#[tokio::test]
async fn a_folder_is_handed_over_as_a_file() {
    let app = filled().await;
    let answer = app.get("/api/v1/kv/export?prefix=skills/eye").await;
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"kv-skills-eye.json\""
    );
    let export = answer.json();
    assert_eq!(export["skills_eye_export"], 1);
    assert_eq!(export["keys"][1]["key"], KEY);
    assert_eq!(export["keys"][1]["value"], "{\"theme\": \"dark\"}");
}

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
async fn what_is_too_large_names_the_limit() {
    let builder = TestApp::builder().store();
    let app = builder
        .config(|config| config.limits.body = ByteSize::kib(2_048))
        .build();
    let value = "a".repeat(512 * 1_024 + 1);
    let body = json!({"key": "skills/eye/large", "value": value});
    let answer = app.put(body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.code(), "value_too_large");
    let args = &answer.json()["args"];
    assert_eq!(
        (&args["size"], &args["limit"]),
        (&json!("524289"), &json!("524288"))
    );
    let body = json!({"key": DOCUMENT, "value": {"text": "a".repeat(510 * 1_024)}});
    let answer = app.put(body).await;
    assert_eq!(answer.code(), "value_too_large");
    assert_eq!(answer.json()["args"]["limit"], "512000");
    let app = filled().await;
    let answer = app.put(json!({"key": KEY, "value": value})).await;
    assert_eq!(answer.code(), "body_too_large");
    assert_eq!(answer.json()["args"]["limit"], "256 KiB");
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

#[tokio::test]
async fn without_a_store_it_says_so() {
    let answer = TestApp::new().get("/api/v1/kv/tree").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.code(), "unavailable");
}

#[tokio::test]
async fn lost_documents_and_conflicts_are_counted() {
    let app = filled().await;
    let metrics = app.get("/metrics").await;
    for name in [
        "skills_eye_document_restores_total 0",
        "skills_eye_document_conflicts_total 0",
    ] {
        assert!(metrics.text().contains(name), "{name}");
    }
}

#[tokio::test]
async fn the_page_is_rendered_with_folder_and_key_in_it() {
    let app = filled().await;
    let page = app.browse("/kv-browser").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["skills/", "Earlier system", "Documents of Skills Eye"] {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    let path = format!("/kv-browser?prefix=skills/eye/settings/&key={KEY}");
    let page = app.browse(&path).await;
    assert!(page.text().contains("ui.json"));
    assert!(page.text().contains("&quot;theme&quot;") || page.text().contains("\"theme\""));
    let page = app.browse("/kv-browser?q=acao").await;
    assert!(page.text().contains("Ação antiga"));
    let page = app.browse("/kv-browser?q=nowhere-at-all").await;
    assert!(page.text().contains("No key and no value contains"));
    let page = app.browse("/kv-browser?prefix=skills/eye/nothing/").await;
    assert!(page.text().contains("Nothing in this folder"));
    let page = app.browse("/kv-browser?key=apps/outro/numero").await;
    assert!(page.text().contains("another program"));
    let page = app.browse("/kv-browser?prefix=skills/eye/v2/auth/").await;
    assert!(page.text().contains("never shown"), "{}", page.text());
    assert!(!page.text().contains("auth/people"));
}
