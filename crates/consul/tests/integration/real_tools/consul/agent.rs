use std::time::Duration;

use consul::wire::{AgentCheck, AgentRegistration, CheckStatus, MemberStatus};
use consul::{Client, Consistency, Kind, health};

use super::{NAMES, real};

fn registration(id: &str) -> AgentRegistration {
    AgentRegistration {
        id: id.to_owned(),
        name: "selfnode_exporter".to_owned(),
        tags: vec!["linux".to_owned()],
        address: "10.0.0.7".to_owned(),
        port: 9_100,
        meta: [("company".to_owned(), "ACMÉ".to_owned())].into(),
        checks: vec![AgentCheck {
            ttl: Duration::from_secs(30),
            ..AgentCheck::default()
        }],
        ..AgentRegistration::default()
    }
}

#[tokio::test]
async fn an_agent_and_its_services() {
    let Some((server, client)) = real().await else {
        return;
    };
    it_says_who_it_is(&client, server.name()).await;
    services_come_and_go(&client).await;
    what_is_maintained_is_critical(&client, server.name()).await;
}

async fn it_says_who_it_is(client: &Client, name: &str) {
    let agent = client.agent();
    let about = agent.about().await.unwrap().value;
    assert_eq!(about.config.node_name, name);
    assert_eq!(about.config.datacenter, "dc1");
    assert!(about.config.server);
    assert_eq!(about.member.unwrap().name, name);
    let members = agent.members().await.unwrap().value;
    assert_eq!(members.len(), 1);
    assert_eq!(members[0].status, MemberStatus::Alive);
    assert_eq!(members[0].tags["role"], "consul");
    let host = client.agent_at(0).unwrap().host().await.unwrap().value;
    assert!(host.memory.total > 0 && host.disk.total > 0);
    assert!(!host.processors.is_empty());
    assert_eq!(host.host.os, "linux");
}

async fn services_come_and_go(client: &Client) {
    let agent = client.agent();
    for id in NAMES {
        agent.register(&registration(id)).await.unwrap();
        let service = agent.service(id).await.unwrap().value.expect(id);
        assert_eq!((service.id.as_str(), service.port), (id, 9_100));
    }
    let services = agent.services().await.unwrap().value;
    assert_eq!(services.len(), NAMES.len());
    for id in NAMES {
        assert_eq!(services[id].meta["company"], "ACMÉ");
        agent.deregister(id).await.unwrap();
        assert_eq!(agent.service(id).await.unwrap().value, None, "{id}");
    }
    assert!(agent.services().await.unwrap().value.is_empty());
    agent.deregister("never was").await.unwrap();
    let mut bad = registration("bad");
    bad.meta.insert("a key".to_owned(), "x".to_owned());
    let error = agent.register(&bad).await.unwrap_err();
    assert_eq!(error.code(), "refused");
    assert!(error.to_string().contains("invalid characters"), "{error}");
}

async fn what_is_maintained_is_critical(client: &Client, node: &str) {
    let agent = client.agent();
    agent.register(&registration("a/b")).await.unwrap();
    agent.maintain_node(Some("new disks & more")).await.unwrap();
    agent.maintain_service("a/b", Some("ção")).await.unwrap();
    let notes = async || {
        let checks = client.read(&health::node(node), Consistency::Default).await;
        let checks = checks.unwrap().value.into_iter();
        let mut notes: Vec<String> = checks
            .filter(|check| check.kind == "maintenance" && check.status == CheckStatus::Critical)
            .map(|check| check.notes)
            .collect();
        notes.sort();
        notes
    };
    // An agent tells the catalog a moment later.
    let started = std::time::Instant::now();
    while notes().await != ["new disks & more", "ção"] {
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "{:?}",
            notes().await
        );
    }
    agent.maintain_node(None).await.unwrap();
    agent.maintain_service("a/b", None).await.unwrap();
    while !notes().await.is_empty() {
        assert!(started.elapsed() < Duration::from_secs(20));
    }
    let error = agent.maintain_service("nobody", None).await.unwrap_err();
    assert!(matches!(error.kind, Kind::NotFound { .. }), "{error}");
}
