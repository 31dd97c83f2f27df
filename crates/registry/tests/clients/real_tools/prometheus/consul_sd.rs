//! `consul_sd_configs` of Prometheus 2.24.1.

use std::time::{Duration, Instant};

use testkit::prometheus::{RealPrometheus, Version};
use tokio::time::sleep;

use super::targets::{ITS_OWN_PAUSES, figure, targets, targets_once};
use crate::docs::example;
use crate::fleet::{self, Names, SERVICES};
use crate::served::{PORT_IN_DOCS, Served};

/// A new service is known this long after it is registered.
const SEEN_WITHIN: Duration = Duration::from_secs(2);
const FILLED_WITHIN: Duration = Duration::from_secs(40);

/// The example of the page with the port of this registry.
fn configuration(words: &str, served: &Served) -> String {
    example("yaml", words).replace(PORT_IN_DOCS, &served.address().to_string())
}

/// Two targets with the same address and labels are one to Prometheus: each has a port.
async fn register(served: &Served, id: &str, name: &str, port: usize) {
    let body = format!(
        r#"{{"Node":"late","Address":"127.3.0.1",
            "Service":{{"ID":"{id}","Service":"{name}","Tags":["icmp"],"Port":{port}}}}}"#
    );
    served.put("/v1/catalog/register", &body).await;
}

async fn deregister(served: &Served, id: &str) {
    let body = format!(r#"{{"Node":"late","ServiceID":"{id}"}}"#);
    served.put("/v1/catalog/deregister", &body).await;
}

/// Counts what Prometheus' discovery was told, before it makes targets of it.
async fn received(prometheus: &RealPrometheus) -> f64 {
    figure(prometheus, "prometheus_sd_received_updates_total{").await
}

/// How long it takes until the discovery was told something more.
async fn told_after(prometheus: &RealPrometheus, before: f64) -> Duration {
    let started = Instant::now();
    while received(prometheus).await <= before {
        assert!(
            started.elapsed() < SEEN_WITHIN,
            "not within {SEEN_WITHIN:?}"
        );
        sleep(Duration::from_millis(5)).await;
    }
    started.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_a_thousand_names_are_followed_and_a_new_one_is_seen() {
    let served = Served::start().await;
    fleet::fill(served.address(), Names(SERVICES)).await;
    let configuration = configuration("datacenter: dc1", &served);
    let Some(prometheus) = RealPrometheus::start(Version::V2_24, &configuration)
        .await
        .unwrap()
    else {
        return;
    };
    targets_once(&prometheus, FILLED_WITHIN, |found| found.len() == SERVICES).await;

    // Each time a name that it has to find first, then another instance of one it follows.
    let mut slowest = Duration::ZERO;
    for round in 0..5 {
        for (id, name) in [("first", "late"), ("second", "exporter-7")] {
            let (id, name) = (
                format!("{id}-{round}"),
                name.replace("late", &format!("late-{round}")),
            );
            // It asks once more for what it was told, at most once a second.
            sleep(Duration::from_millis(1_200)).await;
            let before = received(&prometheus).await;
            register(&served, &id, &name, 9_100 + round).await;
            slowest = slowest.max(told_after(&prometheus, before).await);
        }
    }
    println!("a new service is known after {slowest:?} at most");
    assert!(slowest <= SEEN_WITHIN, "{slowest:?}");

    let late = |round: usize| [format!("first-{round}"), format!("second-{round}")];
    targets_once(&prometheus, ITS_OWN_PAUSES + SEEN_WITHIN, |found| {
        (0..5).flat_map(late).all(|id| found.contains_key(&id))
    })
    .await;
    for id in (0..5).flat_map(late) {
        deregister(&served, &id).await;
    }
    targets_once(&prometheus, ITS_OWN_PAUSES + SEEN_WITHIN, |found| {
        found.len() == SERVICES
    })
    .await;
    let failures = figure(&prometheus, "prometheus_sd_consul_rpc_failures_total").await;
    assert!(failures == 0.0, "{failures} failures");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_token_the_datacenter_is_asked_for() {
    let served = Served::start().await;
    let names = Names(10);
    fleet::fill(served.address(), names).await;
    let configuration = configuration("token: a-token", &served);
    let Some(prometheus) = RealPrometheus::start(Version::V2_24, &configuration)
        .await
        .unwrap()
    else {
        return;
    };
    // Named in the example: two services and a tag.
    let chosen = |number: &usize| [3, 5].contains(&(number % names.0)) && !number.is_multiple_of(4);
    let chosen: Vec<usize> = (0..SERVICES).filter(chosen).collect();
    let found = targets_once(&prometheus, FILLED_WITHIN, |found| {
        found.len() == chosen.len()
    })
    .await;
    for number in chosen {
        let labels = &found[&fleet::id(number)];
        assert_eq!(labels["__meta_consul_dc"], "dc1");
        assert_eq!(labels["__meta_consul_service"], fleet::name(number, names));
        assert!(labels["__meta_consul_tags"].contains(",icmp,"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_token_or_a_datacenter_it_is_told_why_it_gets_nothing() {
    let served = Served::start().await;
    fleet::fill(served.address(), Names(10)).await;
    let configuration = configuration("datacenter: dc1", &served);
    let configuration = configuration.replace("datacenter: dc1", "scheme: http");
    let Some(prometheus) = RealPrometheus::start(Version::V2_24, &configuration)
        .await
        .unwrap()
    else {
        return;
    };
    let started = Instant::now();
    while !prometheus.log().contains("Permission denied") {
        assert!(started.elapsed() < SEEN_WITHIN, "{}", prometheus.log());
        sleep(Duration::from_millis(50)).await;
    }
    assert!(targets(&prometheus).await.is_empty());
}
