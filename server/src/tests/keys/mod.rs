//! The store's keys as programs read and write them, in a real registry.

mod edit;
mod page;
mod private;
mod read;

use axum::body::Body;
use consul::kv::Condition;
use http::{Method, StatusCode};
use serde_json::Value;

use super::TestApp;
use super::test_app::Answer;
use crate::config::Prefix;

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
        self.post_text(path, body.to_string()).await
    }

    async fn post_text(&self, path: &str, body: String) -> Answer {
        let head = [("content-type", "application/json")];
        self.ask_with(Method::POST, path, &head, Body::from(body))
            .await
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
