//! What this server is set to, how the checks stand, and our own numbers as JSON.

use std::time::{Duration, Instant};

use axum::body::Body;
use consul::kv::Condition;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::TestApp;
use super::test_app::Answer;
use crate::config::Kind;

const TOKEN: &str = "b1946ac9-2fd0-4a91-8f9f-6f1c4f3c2d11";

async fn connect(app: &TestApp, body: &Value) -> Answer {
    let head = [("content-type", "application/json")];
    let body = Body::from(body.to_string());
    app.ask_with(Method::POST, "/api/v1/config/test-connection", &head, body)
        .await
}

async fn ready() -> TestApp {
    let app = TestApp::builder()
        .config(|config| config.metrics.token = Kind::from_text(TOKEN).unwrap())
        .store()
        .build();
    let started = Instant::now();
    while app
        .app
        .engine
        .store()
        .unwrap()
        .mirror
        .members()
        .list
        .is_empty()
    {
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    app
}

#[tokio::test]
async fn no_character_of_a_secret_is_told() {
    let app = ready().await;
    let answer = app.get("/api/v1/config/environment-info").await;
    assert_eq!(answer.status, StatusCode::OK);
    for length in [4, 8] {
        assert!(
            !answer.text().contains(&TOKEN[..length]),
            "{}",
            answer.text()
        );
    }
    let answer = answer.json();
    let settings = answer["settings"].as_array().unwrap();
    let token = settings
        .iter()
        .find(|one| one["name"] == "consul.token")
        .unwrap();
    assert_eq!(
        (&token["secret"], &token["is_set"], &token["from"]),
        (&json!(true), &json!(false), &json!("default"))
    );
    let current = app.get("/api/v1/config/current").await.json();
    assert_eq!(
        (&current["embedded"], &current["has_token"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&current["host"], &current["prefix"]),
        (&json!(null), &json!("skills/eye"))
    );
    let known = app.get("/api/v1/config/known-nodes").await.json();
    assert_eq!(known["nodes"][0]["name"], "skills-eye");
}

#[tokio::test]
async fn only_what_is_configured_is_tried() {
    let app = ready().await;
    let health = app.get("/api/v1/config/health").await.json();
    assert_eq!(
        (&health["status"], &health["members"]),
        (&json!("healthy"), &json!(1))
    );
    assert_eq!(health["node"], "skills-eye");
    assert_eq!(connect(&app, &json!({})).await.json()["status"], "healthy");
    for (host, port) in [
        ("127.0.0.1", 22),
        ("169.254.169.254", 80),
        ("example.com", 8500),
    ] {
        let refused = connect(&app, &json!({"host": host, "port": port})).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{host}");
        assert_eq!(refused.json()["args"]["reason"], "not_configured");
        let path = format!("/api/v1/config/health?host={host}&port={port}");
        assert_eq!(
            app.get(&path).await.status,
            StatusCode::BAD_REQUEST,
            "{host}"
        );
    }
    // A secret in an address would stand in the logs of every proxy.
    let refused = app
        .get("/api/v1/config/health?token=0123456789abcdef")
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(!refused.text().contains("0123456789abcdef"));
    let reached = app.get("/api/v1/health/connectivity").await.json();
    assert_eq!(
        (&reached["success"], &reached["consul"]["status"]),
        (&json!(true), &json!("up"))
    );
    assert_eq!(reached["grafana"]["status"], "not_configured");
}

#[tokio::test]
async fn sites_and_names_are_what_the_earlier_system_wrote() {
    let app = ready().await;
    let store = app.app.engine.store().unwrap();
    let sites = json!({"data": {
        "sites": [
            {"code": "palmas", "name": "Palmas (TO)", "prometheus_host": "192.0.2.10"},
            {"code": "rio", "is_default": true, "color": "gold"},
        ],
        "naming_config": {"strategy": "option1", "suffix_enabled": false},
    }, "meta": {}});
    let key = "skills/eye/metadata/sites";
    let kv = store.client.kv();
    kv.put(key, sites.to_string(), 0, Condition::Always)
        .await
        .unwrap();
    store.site_names.forget();
    let started = Instant::now();
    let mut answer = json!(null);
    while answer["sites"].as_array().is_none_or(Vec::is_empty) {
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(10)).await;
        answer = app.get("/api/v1/settings/sites-config").await.json();
    }
    assert_eq!(answer["default_site"], "rio");
    assert_eq!(
        answer["sites"],
        json!([
            {"code": "palmas", "name": "Palmas (TO)", "color": "blue", "is_default": false},
            {"code": "rio", "name": "rio", "color": "gold", "is_default": true},
        ])
    );
    let naming = app.get("/api/v1/settings/naming-config").await.json();
    assert_eq!(
        (
            &naming["naming_strategy"],
            &naming["suffix_enabled"],
            &naming["success"]
        ),
        (&json!("option1"), &json!(false), &json!(true))
    );
}

#[tokio::test]
async fn checks_names_and_numbers_are_those_of_the_demo() {
    let app = ready().await;
    let store = app.app.engine.store().unwrap();
    crate::demo::fill(&store.client).await.unwrap();
    let patience = Duration::from_secs(10);
    let full = |image: &engine::mirror::Image| image.service_count() == 165;
    assert!(store.mirror.wait_until(patience, full).await);
    let status = app.get("/api/v1/health/status").await.json();
    let summary = &status["summary"];
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!(
        count("total"),
        count("passing") + count("warning") + count("critical")
    );
    assert!(count("passing") > 10 && count("critical") > 0, "{summary}");
    assert_eq!(status["passing"].as_array().map(Vec::len), Some(10));
    let names = app.get("/api/v1/config/service-names").await.json();
    let counts = names["data"].as_array().unwrap().iter();
    assert_eq!(
        counts.filter_map(|one| one["count"].as_u64()).sum::<u64>(),
        165
    );
    let modules = app.get("/api/v1/config/modules").await.json();
    let is_icmp = |one: &Value| one["name"] == "icmp";
    assert!(
        modules["data"].as_array().unwrap().iter().any(is_icmp),
        "{modules}"
    );

    let parsed = app.get("/api/v1/prometheus-metrics/parsed").await.json();
    let metrics = parsed["metrics"].as_array().unwrap();
    let services = metrics
        .iter()
        .find(|one| one["name"] == "skills_eye_services")
        .unwrap();
    assert_eq!(services["samples"][0]["value"], 165.0);
    let summary = app.get("/api/v1/prometheus-metrics/summary").await.json();
    assert_eq!(summary["data"]["skills_eye_services"], 165.0);
}
