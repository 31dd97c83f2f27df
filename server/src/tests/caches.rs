//! What is kept in memory, and that to invalidate is to read again.

use axum::body::Body;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::TestApp;
use super::test_app::Answer;

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

async fn post(app: &TestApp, path: &str, body: &Value) -> Answer {
    let body = Body::from(body.to_string());
    app.ask_with(Method::POST, path, &JSON, body).await
}

async fn ready() -> TestApp {
    let app = TestApp::with_store();
    let store = app.app.engine.store().unwrap();
    let patience = std::time::Duration::from_secs(10);
    let read = store.mirror.wait_until(patience, |image| image.complete);
    assert!(read.await);
    app
}

#[tokio::test]
async fn a_flush_names_what_is_read_and_the_index_of_the_wish() {
    let app = ready().await;
    let flush = "/api/v1/admin/cache/nodes/flush";
    let first = post(&app, flush, &json!(null)).await.json();
    assert_eq!(first["success"], true);
    assert_eq!(
        first["keys_removed"],
        json!(["catalog", "members", "site-names", "node:skills-eye"])
    );
    let second = post(&app, "/api/v1/cache/clear", &json!(null)).await.json();
    assert!(second["index"].as_u64() > first["index"].as_u64());
    let stats = app.get("/api/v1/cache/stats").await.json();
    assert_eq!(
        (&stats["invalidations"], &stats["current_size"]),
        (&json!(6), &json!(4))
    );
    for uncounted in ["hits", "misses", "evictions", "hit_rate_percent"] {
        assert_eq!(stats[uncounted], json!(null), "{uncounted}");
    }
    // The wish is a key like any other of ours.
    let key = "/api/v1/kv/value?key=skills/eye/v2/run/read-again/catalog";
    let value = app.get(key).await.json();
    assert_eq!(value["metadata"]["ModifyIndex"], second["index"]);

    let info = app.get("/api/v1/admin/cache/nodes/info").await.json();
    assert_eq!((&info["exists"], &info["size"]), (&json!(true), &json!(1)));
    assert_eq!(
        (&info["key"], &info["error"]),
        (&json!("catalog"), &json!(null))
    );
}

#[tokio::test]
async fn an_entry_is_told_and_read_again_by_its_key() {
    let app = ready().await;
    let keys = app.get("/api/v1/cache/keys").await.json();
    assert_eq!(keys["total"], 4);
    let entry = app
        .get("/api/v1/cache/entry/node%3Askills-eye")
        .await
        .json();
    assert_eq!(
        (&entry["type"], &entry["expired"]),
        (&json!("node"), &json!(false))
    );
    assert_eq!(entry["age_seconds"], 0);
    let missing = app.get("/api/v1/cache/entry/node:nobody").await;
    assert_eq!(
        (missing.status, missing.code()),
        (StatusCode::NOT_FOUND, "not_found".into())
    );

    let invalidate = "/api/v1/cache/invalidate";
    let again = post(&app, invalidate, &json!({"key": "members"}))
        .await
        .json();
    assert_eq!(again["keys_removed"], json!(["members"]));
    // A key is no pattern.
    let star = post(&app, invalidate, &json!({"key": "*"})).await;
    assert_eq!(star.status, StatusCode::NOT_FOUND);

    let invalidate = "/api/v1/cache/invalidate-pattern";
    let again = post(&app, invalidate, &json!({"pattern": "node:*"}))
        .await
        .json();
    assert_eq!(again["keys_removed"], json!(["catalog", "node:skills-eye"]));
    let nothing = post(&app, invalidate, &json!({"pattern": "x*"})).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let stats = app.get("/api/v1/cache/stats").await.json();
    assert_eq!(stats["invalidations"], 2);
}
