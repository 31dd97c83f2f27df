use consul::wire::{AgentCheck, AgentRegistration, AgentService, Weights};
use engine::Engine;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::consul::RealConsul;

use crate::support::{OUTSIDE, create, plain, remove, row, target, theirs, update};

#[tokio::test]
async fn an_old_index_is_told_what_is_there_now() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    for node in [server.name(), OUTSIDE] {
        let made = target(node, "a", "Acme");
        let first = create(&engine, &made).await;
        let first = first.unwrap().index.unwrap();

        let second = target(node, "a", "Norte");
        let saved = update(&engine, &second, first).await;
        let saved = saved.unwrap();
        assert!(saved.visible);
        let second_index = saved.index.unwrap();
        assert!(second_index > first);

        let late = target(node, "a", "Late");
        let refused = update(&engine, &late, first).await;
        let now = theirs(refused.unwrap_err()).unwrap();
        assert_eq!(
            (now.target, now.index),
            (second.clone(), Some(second_index))
        );
        let refused = remove(&engine, &late.key(), first).await;
        assert_eq!(theirs(refused.unwrap_err()).unwrap().target, second);

        let removed = remove(&engine, &late.key(), second_index).await;
        assert!(removed.unwrap().visible);
        let refused = update(&engine, &late, second_index).await;
        assert_eq!(theirs(refused.unwrap_err()), None, "{node}");
    }
}

#[tokio::test]
async fn what_a_target_does_not_say_stays_in_the_catalog() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    let client = &engine.store().unwrap().client;
    let service = AgentService {
        id: "w".to_owned(),
        name: "w".to_owned(),
        address: "192.0.2.8".to_owned(),
        port: 9_115,
        weights: Weights {
            passing: 5,
            warning: 2,
        },
        enable_tag_override: true,
        kind: Some("connect-proxy".to_owned()),
        tagged_addresses: Some(json!({"wan": {"Address": "203.0.113.1", "Port": 7}})),
        proxy: Some(json!({"DestinationServiceName": "db", "Config": {"a": 1}})),
        connect: Some(json!({})),
        ..AgentService::default()
    };
    let registered = client.catalog().register_service(OUTSIDE, &service).await;
    registered.unwrap();
    let before = whole(&server).await;
    let index = row(client, OUTSIDE, "w").await.unwrap().modify_index;
    change(&engine, OUTSIDE, "w", index).await;
    let after = whole(&server).await;
    assert_eq!(after.address, "192.0.2.9");
    assert_eq!(after.tagged_addresses.as_ref().unwrap()["wan"]["Port"], 7);
    assert_eq!(others(after), others(before));
}

/// As the catalog shows it, whatever transactions make of it.
async fn whole(server: &RealConsul) -> AgentService {
    let node = server.get("/v1/catalog/node/outside").await.unwrap();
    let node: Value = serde_json::from_str(&node).unwrap();
    serde_json::from_value(node["Services"]["w"].clone()).unwrap()
}

#[tokio::test]
async fn what_a_target_does_not_say_stays_with_the_agent() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    let client = &engine.store().unwrap().client;
    let web = AgentRegistration {
        id: "w".to_owned(),
        name: "w".to_owned(),
        address: "192.0.2.8".to_owned(),
        port: 9_115,
        enable_tag_override: true,
        weights: Some(Weights {
            passing: 5,
            warning: 2,
        }),
        tagged_addresses: Some(json!({"wan": {"Address": "203.0.113.1", "Port": 7}})),
        connect: Some(json!({"Native": true})),
        checks: vec![AgentCheck {
            id: "alive".to_owned(),
            name: "alive".to_owned(),
            ttl: Duration::from_secs(600),
        }],
        ..AgentRegistration::default()
    };
    let proxy = AgentRegistration {
        id: "p".to_owned(),
        name: "p".to_owned(),
        port: 9_116,
        kind: Some("connect-proxy".to_owned()),
        proxy: Some(json!({"DestinationServiceName": "w", "Config": {"a": 1}})),
        ..AgentRegistration::default()
    };
    for registration in [web, proxy] {
        client.agent().register(&registration).await.unwrap();
        let id = &registration.id;
        let kept = |id: String| async move { client.agent().service(&id).await.unwrap().value };
        let before = kept(id.clone()).await.unwrap();
        let index = loop {
            if let Some(row) = row(client, server.name(), id).await {
                break row.modify_index;
            }
        };
        change(&engine, server.name(), id, index).await;
        let after = kept(id.clone()).await.unwrap();
        assert_eq!((&*after.address, after.port), ("192.0.2.9", 9_117));
        assert_eq!(others(after.clone()), others(before));
        // What the agent itself notes of the address has followed it.
        let places = after.tagged_addresses.unwrap_or_default();
        for name in ["lan_ipv4", "wan_ipv4"] {
            let place = &places[name];
            assert!(
                place.is_null() || place["Address"] == "192.0.2.9",
                "{places}"
            );
        }
    }
    let checks = server.get("/v1/agent/checks").await.unwrap();
    assert!(checks.contains("\"alive\""), "{checks}");
}

async fn change(engine: &Engine, node: &str, id: &str, index: u64) {
    let mut changed = target(node, id, "Acme");
    changed.address = "192.0.2.9".to_owned();
    changed.port = 9_117;
    let saved = update(engine, &changed, index).await;
    saved.unwrap();
}

/// Everything but what a target says.
fn others(service: AgentService) -> Value {
    let mut all = serde_json::to_value(service).unwrap();
    let all_fields = all.as_object_mut().unwrap();
    for said in [
        "Service",
        "Tags",
        "Meta",
        "Address",
        "Port",
        "ModifyIndex",
        "CreateIndex",
    ] {
        all_fields.remove(said).unwrap();
    }
    // The others are the agent's own doing.
    let places = all_fields.remove("TaggedAddresses");
    if let Some(wan) = places.and_then(|places| places.get("wan").cloned()) {
        all_fields.insert("wan".to_owned(), wan);
    }
    all
}
