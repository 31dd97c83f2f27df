//! Looking.

use http::StatusCode;
use serde_json::json;

use super::{KEY, TestApp, filled, index};

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
