//! The machine under an agent, and the services by name.

use std::time::{Duration, Instant};

use http::StatusCode;
use serde_json::json;

use super::TestApp;
use crate::demo;

async fn with_the_demo() -> TestApp {
    let app = TestApp::with_store();
    let store = app.app.engine.store().unwrap();
    demo::fill(&store.client).await.unwrap();
    let patience = Duration::from_secs(10);
    let full = |image: &engine::mirror::Image| image.service_count() == 165;
    assert!(store.mirror.wait_until(patience, full).await);
    let started = Instant::now();
    while store.mirror.members().list.is_empty() {
        assert!(started.elapsed() < patience);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    app
}

#[tokio::test]
async fn without_a_consul_it_is_the_machine_of_this_process() {
    let app = with_the_demo().await;
    let answer = app.get("/api/v1/consul/hosts?node_addr=Skills-Eye").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(answer["node"], "skills-eye");
    let facts = &answer["data"];
    assert_eq!(facts["host"]["os"], "linux");
    let total = facts["memory"]["total"].as_u64();
    assert!(total.is_some_and(|total| total > 1 << 26));
    assert!(
        facts["cpu"][0]["cores"]
            .as_u64()
            .is_some_and(|cores| cores > 0)
    );
    // Of what can be used at all: a part of a disk is kept back for the system.
    let bytes = |name: &str| facts["disk"][name].as_f64().unwrap();
    let share = 100.0 * bytes("used") / (bytes("used") + bytes("available"));
    let percent = facts["disk"]["used_percent"].as_f64().unwrap();
    assert!((percent - share).abs() <= 1.0, "{percent} {share}");
}

#[tokio::test]
async fn no_other_address_is_ever_asked() {
    let app = with_the_demo().await;
    let of = async |node: &str| {
        let path = format!("/api/v1/consul/hosts?node_addr={node}");
        app.get(&path).await
    };
    for unknown in [
        "127.0.0.2",
        "169.254.169.254",
        "127.0.0.1:8500",
        "example.com",
        "",
    ] {
        let answer = of(unknown).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
        assert_eq!(answer.code(), "not_found");
    }
    let answer = of("acme-pmw-consul-01").await;
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    assert_eq!(answer.code(), "agent_failed");
    assert_eq!(answer.json()["args"]["reason"], "no_agent");
    let answer = app
        .get("/api/v1/consul/hosts?node_addr=a&token=secret")
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn services_are_counted_by_name() {
    let app = with_the_demo().await;
    let answer = app.get("/api/v1/consul/services/overview").await.json();
    let rows = answer["data"].as_array().unwrap();
    let counted = rows.iter().filter(|row| row["Name"] != "consul");
    let sum: u64 = counted
        .filter_map(|row| row["InstanceCount"].as_u64())
        .sum();
    assert_eq!(sum, 165);
    assert_eq!(answer["total"], json!(rows.len()));
    let probes = rows
        .iter()
        .find(|row| row["Name"] == "blackbox_exporter")
        .unwrap();
    assert!(
        probes["Nodes"]
            .as_array()
            .is_some_and(|nodes| nodes.len() > 1)
    );
}
