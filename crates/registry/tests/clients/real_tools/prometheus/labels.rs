//! The labels of a target are the same however it is discovered, and from whom.

use std::time::Duration;

use serde_json::json;
use testkit::consul::RealConsul;
use testkit::prometheus::{RealPrometheus, Version};

use super::http_sd::discovering;
use super::targets::targets_once;
use crate::docs::example;
use crate::fleet::{self, Names, SERVICES};
use crate::served::{PORT_IN_DOCS, Served};

const WITHIN: Duration = Duration::from_secs(40);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_the_registry_by_both_ways_and_a_real_consul_agree() {
    let Some(mut consul) = RealConsul::start_with(json!({})).unwrap() else {
        return;
    };
    consul.ready().await.unwrap();
    let served = Served::start().await;
    let names = Names(40);
    let mut from = Vec::new();
    for address in [served.address(), consul.address()] {
        fleet::fill(address, names).await;
        let configuration = example("yaml", "datacenter: dc1");
        let configuration = configuration.replace(PORT_IN_DOCS, &address.to_string());
        let started = RealPrometheus::start(Version::V2_24, &configuration).await;
        let Some(prometheus) = started.unwrap() else {
            return;
        };
        from.push(prometheus);
    }
    let Some((_port, by_http)) = discovering(&served).await else {
        return;
    };
    from.push(by_http);
    let mut found = Vec::new();
    for prometheus in &from {
        found.push(targets_once(prometheus, WITHIN, |found| found.len() == SERVICES).await);
    }
    let (registry, consul, by_http) = (&found[0], &found[1], &found[2]);
    for (id, labels) in consul {
        assert_eq!(&registry[id], labels, "by consul_sd");
        assert_eq!(&by_http[id], labels, "by http_sd");
    }
    let healths = ["passing", "warning", "critical", "maintenance"];
    for health in healths {
        let is = |labels: &super::targets::Labels| labels["__meta_consul_health"] == health;
        assert!(consul.values().any(is), "{health}");
    }
}
