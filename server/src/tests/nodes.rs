//! Nodes as programs and pages read them, out of a real registry.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use consul::wire::{CatalogRegistration, Check, CheckStatus, RegisteredService};
use domain::bootstrap::Mode;
use http::StatusCode;
use serde_json::{Value, json};
use tokio::runtime::Builder;

use super::TestApp;
use crate::demo;

const NODE: &str = "web-1";

/// With two services on a node, one of them critical.
async fn filled() -> TestApp {
    let app = TestApp::with_store();
    for (id, status) in [
        ("icmp/Acme@a", CheckStatus::Critical),
        ("plain", CheckStatus::Passing),
    ] {
        let registration = CatalogRegistration {
            node: NODE.to_owned(),
            address: "192.0.2.7".to_owned(),
            service: Some(RegisteredService {
                id: id.to_owned(),
                name: "blackbox_exporter".to_owned(),
                meta: [("company".to_owned(), "Acme".to_owned())].into(),
                ..RegisteredService::default()
            }),
            checks: vec![Check {
                id: format!("of {id}"),
                name: "probe".to_owned(),
                service_id: id.to_owned(),
                status,
                ..Check::default()
            }],
            ..CatalogRegistration::default()
        };
        let store = app.app.engine.store().unwrap();
        store
            .client
            .catalog()
            .register(&registration)
            .await
            .unwrap();
    }
    visible(&app, 2).await;
    app
}

async fn visible(app: &TestApp, services: usize) {
    let store = app.app.engine.store().unwrap();
    let seen = store.mirror.wait_until(Duration::from_secs(10), |image| {
        image.service_count() == services
    });
    assert!(seen.await);
    // Members are asked for, not waited for.
    let started = Instant::now();
    while store.mirror.members().list.is_empty() {
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn named<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let rows = answer["data"].as_array().unwrap();
    rows.iter().find(|row| row["node"] == name).unwrap()
}

#[tokio::test]
async fn the_list_has_the_shape_that_programs_know() {
    let app = filled().await;
    let answer = app.get("/api/v1/nodes").await;
    assert_eq!(answer.status, StatusCode::OK);
    let answer = answer.json();
    assert_eq!(answer["success"], true);
    assert_eq!(answer["total"], 2);
    assert_eq!(answer["main_server"], "embedded");
    assert_eq!(answer["active_server"], "embedded");
    let node = named(&answer, NODE);
    assert_eq!(node["addr"], "192.0.2.7");
    assert_eq!(node["status"], "unknown");
    assert_eq!(node["type"], "catalog");
    assert_eq!(node["services_count"], 2);
    assert_eq!(node["services_status"], "ok");
    assert_eq!(
        node["health"],
        json!({"unchecked": 0, "passing": 1, "warning": 0, "critical": 1})
    );
    let own = named(&answer, "skills-eye");
    assert_eq!(
        (&own["status"], &own["type"]),
        (&json!("alive"), &json!("server"))
    );
}

#[tokio::test]
async fn a_node_is_found_by_name_and_by_address() {
    let app = filled().await;
    for node in [NODE, "WEB-1", "192.0.2.7"] {
        let answer = app
            .get(&format!("/api/v1/nodes/{node}/services"))
            .await
            .json();
        assert_eq!(answer["node_name"], NODE, "{node}");
        assert_eq!(answer["total"], 2);
        assert_eq!(answer["data"][0]["ID"], "icmp/Acme@a");
        assert_eq!(answer["data"][0]["Meta"], json!({"company": "Acme"}));
        assert_eq!(answer["data"][0]["Status"], "critical");
        let path = format!("/api/v1/nodes/{node}/service-names");
        let names = app.get(&path).await.json();
        assert_eq!(names["data"], json!(["blackbox_exporter"]));
    }
    let answer = app.get("/api/v1/nodes/nobody/services").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.code(), "not_found");
}

#[tokio::test]
async fn what_is_not_well_on_a_node_is_told_with_its_reason() {
    let app = filled().await;
    let detail = app.get(&format!("/rpc/v1/node?node={NODE}")).await.json();
    assert_eq!(
        detail["names"],
        json!([{"name": "blackbox_exporter", "count": 2}])
    );
    // The check said nothing, so its name has to do.
    let critical = json!({
        "id": "icmp/Acme@a", "name": "blackbox_exporter", "is_critical": true, "why": "probe"
    });
    assert_eq!(detail["unwell"], json!([critical]));
    assert_eq!(
        (&detail["unwell_count"], &detail["trouble"]),
        (&json!(1), &json!(null))
    );
    let nobody = app.get("/rpc/v1/node?node=nobody").await;
    assert_eq!(
        (nobody.status, nobody.json()),
        (StatusCode::OK, json!(null))
    );
}

#[tokio::test]
async fn prometheus_discovers_what_is_registered() {
    let app = filled().await;
    let groups = app.get("/api/v1/sd/services").await.json();
    let groups = groups.as_array().unwrap();
    assert_eq!(groups.len(), 2);
    let labels = &groups[0]["labels"];
    assert_eq!(labels["__meta_consul_service"], "blackbox_exporter");
    assert_eq!(labels["__meta_consul_service_metadata_company"], "Acme");
    let none = app.get("/api/v1/sd/services?service=other").await.json();
    assert_eq!(none, json!([]));
    let wrong = app.get("/api/v1/sd/services?services=x").await;
    assert_eq!(wrong.code(), "bad_parameter");
}

/// What comes of asking once, without waiting.
async fn first_look<T>(asking: &mut (impl Future<Output = T> + Unpin)) -> Poll<T> {
    poll_fn(|cx| Poll::Ready(Pin::new(&mut *asking).poll(cx))).await
}

#[test]
fn discovery_holds_nobody_up_and_is_made_one_at_a_time() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build();
    runtime.unwrap().block_on(discover_in_turns());
}

async fn discover_in_turns() {
    let app = filled().await;
    let mut nodes = Box::pin(app.get("/api/v1/nodes"));
    assert!(first_look(&mut nodes).await.is_ready());
    let turn = app.app.discovering.lock().await;
    let mut waiting = Box::pin(app.get("/api/v1/sd/services"));
    for _ in 0..5 {
        assert!(first_look(&mut waiting).await.is_pending());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    drop(turn);
    let groups = waiting.await.json();
    assert_eq!(groups.as_array().unwrap().len(), 2);
    // As long as the one thread for such work has another, this cannot be made.
    let (release, released) = std::sync::mpsc::channel::<()>();
    let other = tokio::task::spawn_blocking(move || released.recv());
    let mut apart = Box::pin(app.get("/api/v1/sd/services"));
    assert!(first_look(&mut apart).await.is_pending());
    release.send(()).unwrap();
    other.await.unwrap().unwrap();
    assert_eq!(apart.await.json(), groups);
}

#[tokio::test]
async fn without_a_store_it_says_so() {
    let answer = TestApp::new().get("/api/v1/nodes").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.code(), "unavailable");
}

#[tokio::test]
async fn the_page_is_rendered_with_the_nodes_in_it() {
    let app = filled().await;
    let page = app.browse("/nodes").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains(NODE));
    let page = app.browse("/nodes?node=web-1").await;
    assert!(page.text().contains("blackbox_exporter"));
    let page = app.browse("/nodes?node=nobody").await;
    assert!(page.text().contains("There is no such node"));
}

#[tokio::test]
async fn the_metrics_have_the_names_that_dashboards_know() {
    let app = filled().await;
    let metrics = app.get("/metrics").await;
    for name in [
        "consul_node_enrich_failures_total",
        "consul_node_enrich_duration_seconds_count",
        "consul_sites_cache_status_total{status=\"stale\"} 0",
        "consul_requests_total{server=\"embedded\",operation=\"catalog_register\",outcome=\"ok\"} 2",
        "consul_request_duration_seconds_count{server=\"embedded\",operation=\"catalog_register\",outcome=\"ok\"} 2",
        "skills_eye_services 2",
        "skills_eye_nodes{status=\"ok\"} 2",
        "skills_eye_nodes{status=\"error\"} 0",
    ] {
        assert!(metrics.text().contains(name), "{name}\n{}", metrics.text());
    }
}

#[tokio::test]
async fn the_demo_shows_a_fleet() {
    let app = TestApp::with_store();
    assert_eq!(app.app.mode, Mode::LocalDevelopment);
    let store = app.app.engine.store().unwrap();
    demo::fill(&store.client).await.unwrap();
    visible(&app, 165).await;
    store.site_names.forget();
    let started = Instant::now();
    let mut answer = app.get("/api/v1/nodes").await.json();
    while named(&answer, "acme-rio-consul-01")["site_name"].is_null() {
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(10)).await;
        answer = app.get("/api/v1/nodes").await.json();
    }
    assert_eq!(
        named(&answer, "acme-pmw-consul-01")["site_name"],
        "Palmas (TO)"
    );
    assert_eq!(named(&answer, "acme-pmw-consul-01")["status"], "alive");
    assert_eq!(named(&answer, "acme-dtc-consul-01")["status"], "dead");
    assert_eq!(named(&answer, "acme-pmw-consul-01")["services_count"], 91);
}
