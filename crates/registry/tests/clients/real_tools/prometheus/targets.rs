//! What a Prometheus has discovered.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::Value;
use testkit::prometheus::RealPrometheus;
use tokio::time::sleep;

pub(super) type Labels = BTreeMap<String, String>;

/// Prometheus hands what it discovered to its targets every 5 s, and these are renewed every
/// 5 s: what it knows is shown within twice that.
pub(super) const ITS_OWN_PAUSES: Duration = Duration::from_secs(10);

/// Every target by the id of its service, with the labels that come of Consul.
pub(super) async fn targets(prometheus: &RealPrometheus) -> BTreeMap<String, Labels> {
    let answer = prometheus.get("/api/v1/targets?state=active").await;
    let mut answer: Value = serde_json::from_str(&answer.unwrap()).unwrap();
    let Value::Array(active) = answer["data"]["activeTargets"].take() else {
        panic!("no list of targets");
    };
    let mut targets = BTreeMap::new();
    for target in active {
        let labels = target["discoveredLabels"].as_object().unwrap();
        let of_consul: Labels = labels
            .iter()
            .filter(|(name, _)| name.starts_with("__meta_consul_") || *name == "__address__")
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect();
        // It is in every Consul's catalog, and the registry has none.
        if of_consul["__meta_consul_service"] != "consul" {
            let id = of_consul["__meta_consul_service_id"].clone();
            let other = targets.insert(id, of_consul);
            assert_eq!(other, None, "one target twice");
        }
    }
    targets
}

/// Waits until the targets are as they should be, and tells them.
pub(super) async fn targets_once(
    prometheus: &RealPrometheus,
    within: Duration,
    is_right: impl Fn(&BTreeMap<String, Labels>) -> bool,
) -> BTreeMap<String, Labels> {
    let started = Instant::now();
    loop {
        let targets = targets(prometheus).await;
        if is_right(&targets) {
            return targets;
        }
        if started.elapsed() > within {
            let names = targets
                .values()
                .map(|labels| &labels["__meta_consul_service"]);
            let names: BTreeSet<_> = names.collect();
            panic!("{} targets after {within:?} of {names:?}", targets.len());
        }
        sleep(Duration::from_millis(100)).await;
    }
}

/// One of Prometheus' own figures, its series added up.
pub(super) async fn figure(prometheus: &RealPrometheus, name: &str) -> f64 {
    let metrics = prometheus.get("/metrics").await.unwrap();
    let of_it = metrics.lines().filter(|line| line.starts_with(name));
    let values = of_it.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok());
    values.sum()
}
