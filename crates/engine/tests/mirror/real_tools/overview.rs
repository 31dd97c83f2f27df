use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use consul::wire::{Check, CheckStatus};
use domain::access::Role;
use engine::nodes::ServiceOverview;
use serde_json::{Value, json};
use testkit::consul::RealConsul;

use crate::caches::{Instance, actor};
use crate::support::{PATIENCE, client, service, soon};

/// Checks that the same is counted as Consul's own pages count.
#[tokio::test]
async fn services_by_name_are_what_consul_says() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let client = client(&[server.address()]);
    for (node, id, status) in [
        ("one", "a", CheckStatus::Critical),
        ("one", "b", CheckStatus::Passing),
        ("two", "c", CheckStatus::Warning),
    ] {
        let mut written = service(node, id, "Acme");
        let check = |id: &str, service: &str, status| Check {
            id: id.to_owned(),
            name: id.to_owned(),
            service_id: service.to_owned(),
            status,
            ..Check::default()
        };
        written.checks = vec![
            check(&format!("of {id}"), id, status),
            check("of the node", "", CheckStatus::Passing),
        ];
        client.catalog().register(&written).await.unwrap();
    }
    let instance = Instance::of(server.address()).await;
    let viewer = actor(Role::Viewer);
    let started = Instant::now();
    loop {
        // Both change until the agent has registered itself.
        let theirs = server.get("/v1/internal/ui/services?dc=dc1").await.unwrap();
        let theirs: Vec<Value> = serde_json::from_str(&theirs).unwrap();
        let theirs: BTreeMap<_, _> = theirs.iter().map(known).collect();
        let ours = instance.engine.services_overview(&viewer).unwrap();
        let ours: BTreeMap<_, _> = ours.iter().map(counts).collect();
        if theirs.len() == 2 && ours == theirs {
            break;
        }
        assert!(started.elapsed() < PATIENCE, "{ours:?} {theirs:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    soon("the members", || {
        let store = instance.engine.store().unwrap();
        !store.mirror.members().list.is_empty()
    })
    .await;

    let facts = instance
        .engine
        .host(&actor(Role::Viewer), server.name())
        .await
        .unwrap();
    assert_eq!((&*facts.node, &*facts.os), (server.name(), "linux"));
    assert!(facts.memory.is_some_and(|memory| memory.total > 1 << 26));
}

fn counts(one: &ServiceOverview) -> (String, Value) {
    let counts = json!([
        one.nodes,
        one.instances,
        one.checks.passing,
        one.checks.warning,
        one.checks.critical,
    ]);
    (one.name.to_string(), counts)
}

fn known(one: &Value) -> (String, Value) {
    let name = one["Name"].as_str().unwrap().to_owned();
    let mut nodes: Vec<&str> = one["Nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    nodes.sort_unstable();
    // A node with two instances stands there once or twice, as it happens.
    nodes.dedup();
    let counts = json!([
        nodes,
        one["InstanceCount"],
        one["ChecksPassing"],
        one["ChecksWarning"],
        one["ChecksCritical"],
    ]);
    (name, counts)
}
