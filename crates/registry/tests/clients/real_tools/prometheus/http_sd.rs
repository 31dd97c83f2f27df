//! `http_sd_configs` of Prometheus 2.42.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use registry::{Discovery, Registry, http_sd};
use testkit::prometheus::{RealPrometheus, Version};

use super::targets::{ITS_OWN_PAUSES, targets_once};
use crate::docs::example;
use crate::fleet::{self, Names, SERVICES};
use crate::served::{Listening, Served};

/// The port of the product in the examples, and how often they ask it.
const PORT_IN_DOCS: &str = "127.0.0.1:8080";
const REFRESH: Duration = Duration::from_secs(5);

async fn tell(State(registry): State<Registry>) -> impl IntoResponse {
    let everything = Discovery {
        datacenter: registry.settings().datacenter.clone(),
        ..Discovery::default()
    };
    let body = http_sd(&registry.snapshot(), &everything).unwrap();
    ([(CONTENT_TYPE, "application/json")], body)
}

/// A route for it, and a Prometheus that asks there; nothing where this machine has none.
pub(super) async fn discovering(served: &Served) -> Option<(Listening, RealPrometheus)> {
    let router = Router::new().route("/api/v1/sd/services", get(tell));
    let port = Listening::start(router.with_state(served.registry.clone())).await;
    let configuration = example("yaml", "http_sd_configs");
    let configuration = configuration.replace(PORT_IN_DOCS, &port.address.to_string());
    let started = RealPrometheus::start(Version::V2_42, &configuration).await;
    Some((port, started.unwrap()?))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_a_thousand_services_and_a_change_at_the_next_refresh() {
    let served = Served::start().await;
    fleet::fill(served.address(), Names(SERVICES)).await;
    let Some((_port, prometheus)) = discovering(&served).await else {
        return;
    };
    let within = REFRESH + ITS_OWN_PAUSES + Duration::from_secs(2);
    targets_once(&prometheus, within, |found| found.len() == SERVICES).await;
    let late = r#"{"Node":"late","Address":"127.3.0.1",
        "Service":{"ID":"late","Service":"late","Port":9100}}"#;
    served.put("/v1/catalog/register", late).await;
    let found = targets_once(&prometheus, within, |found| found.contains_key("late")).await;
    assert_eq!(found["late"]["__address__"], "127.3.0.1:9100");
    let gone = r#"{"Node":"late","ServiceID":"late"}"#;
    served.put("/v1/catalog/deregister", gone).await;
    targets_once(&prometheus, within, |found| found.len() == SERVICES).await;
}
