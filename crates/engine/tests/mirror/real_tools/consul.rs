use std::sync::Arc;
use std::time::Duration;

use consul::Client;
use consul::observe::Unobserved;
use consul::txn::{NodeVerb, Operation, ServiceVerb, Transaction};
use consul::wire::{AgentCheck, AgentRegistration, AgentService, MemberStatus};
use engine::mirror::{Settings, Standing, Way};
use testkit::consul::RealConsul;

use crate::support::{client, company, deregister, follow, quick, register, soon, until};

/// What a change may take until it is seen; other tests run beside this one.
const VISIBLE: Duration = Duration::from_secs(1);

#[tokio::test]
async fn each_node_is_followed_by_itself() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let client = client(&[server.address()]);
    register(&client, "before", "a", "Acme").await;
    let mirror = follow(&client, quick());
    until(&mirror, "what was there", |image| image.complete).await;
    assert_eq!(mirror.way(), Some(Way::Nodes));
    assert_eq!(company(&mirror.image(), "BEFORE", "a").unwrap(), "Acme");

    register(&client, "later", "b", "Norte").await;
    let took = until(&mirror, "a new node", |image| {
        company(image, "later", "b").as_deref() == Some("Norte")
    })
    .await;
    assert!(took < 2 * VISIBLE, "{took:?}");

    let version = mirror.image().version;
    register(&client, "before", "a", "Acme Foods").await;
    let took = until(&mirror, "a Meta", |image| {
        company(image, "before", "a").as_deref() == Some("Acme Foods")
    })
    .await;
    assert!(took < VISIBLE, "{took:?}");
    assert!(mirror.image().version > version);

    deregister(&client, "later", Some("b")).await;
    until(&mirror, "a removed service", |image| {
        image
            .node("later")
            .is_some_and(|shard| shard.service("b").is_none())
    })
    .await;
    deregister(&client, "later", None).await;
    until(&mirror, "a removed node", |image| {
        image.node("later").is_none()
    })
    .await;
    assert!(matches!(mirror.standing(), Standing::Confirmed { .. }));
}

#[tokio::test]
async fn health_and_members_are_followed() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let client = client(&[server.address()]);
    let mirror = follow(&client, quick());
    let check = AgentCheck {
        id: "alive".to_owned(),
        name: "alive".to_owned(),
        ttl: Duration::from_secs(600),
    };
    let registration = AgentRegistration {
        id: "web".to_owned(),
        name: "web".to_owned(),
        checks: vec![check],
        ..AgentRegistration::default()
    };
    client.agent().register(&registration).await.unwrap();
    until(&mirror, "a critical check", |image| {
        image
            .node(server.name())
            .is_some_and(|shard| shard.tally.critical == 1)
    })
    .await;
    let pass = format!("http://{}/v1/agent/check/pass/alive", server.address());
    put(&pass).await;
    until(&mirror, "a passing check", |image| {
        image
            .node(server.name())
            .is_some_and(|shard| shard.tally.passing == 1 && shard.tally.critical == 0)
    })
    .await;
    soon("the members", || {
        let members = mirror.members();
        let alive = |member: &consul::wire::Member| member.status == MemberStatus::Alive;
        members.get(server.name()).is_some_and(alive)
    })
    .await;
}

#[tokio::test]
async fn more_nodes_than_can_be_followed_are_read_in_turns() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let client = client(&[server.address()]);
    for node in ["one", "two", "three", "four"] {
        register(&client, node, &format!("of {node}"), "Acme").await;
    }
    let settings = Settings {
        followed_nodes: 2,
        ..quick()
    };
    let mirror = follow(&client, settings);
    until(&mirror, "everything", |image| image.complete).await;
    assert_eq!(mirror.way(), Some(Way::Turns));
    assert_eq!(mirror.image().service_count(), 4);

    // Its name and tags stay, so the list of services does not tell.
    register(&client, "three", "of three", "Norte").await;
    let took = until(&mirror, "a Meta", |image| {
        company(image, "three", "of three").as_deref() == Some("Norte")
    })
    .await;
    assert!(took < Duration::from_secs(4), "{took:?}");

    for node in ["one", "two", "three", "four"] {
        deregister(&client, node, None).await;
    }
    until(&mirror, "few nodes", |image| image.node_count() == 1).await;
    soon("each by itself again", || mirror.way() == Some(Way::Nodes)).await;
    register(&client, "five", "e", "Acme").await;
    until(&mirror, "a new node", |image| {
        company(image, "five", "e").is_some()
    })
    .await;
}

/// With just as many watches as the nodes need, the new ones get those of the old.
#[tokio::test]
async fn nodes_that_are_replaced_at_once_are_all_followed() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let mut settings = consul::Settings {
        servers: vec![server.address().to_string()],
        parallel: 8,
        ..consul::Settings::default()
    };
    settings.pool.connections = 8 + 14;
    let client = Client::new(settings, Arc::new(Unobserved)).unwrap();
    let names = |round: u32| (0..4).map(move |number| format!("node-{round}-{number}"));
    for name in names(0) {
        register(&client, &name, "a", "Acme").await;
    }
    let mirror = follow(&client, quick());
    until(&mirror, "everything", |image| image.complete).await;
    assert_eq!(mirror.way(), Some(Way::Nodes));

    let mut replaced = Transaction::new();
    for (old, new) in names(0).zip(names(1)) {
        let node = |name| consul::wire::Node {
            name,
            address: "192.0.2.78".to_owned(),
            ..consul::wire::Node::default()
        };
        let service = AgentService {
            id: "b".to_owned(),
            name: "blackbox_exporter".to_owned(),
            ..AgentService::default()
        };
        replaced.push(Operation::node(NodeVerb::Delete, node(old)));
        replaced.push(Operation::node(NodeVerb::Set, node(new.clone())));
        replaced.push(Operation::service(ServiceVerb::Set, new, service));
    }
    replaced.send(&client).await.unwrap();
    until(&mirror, "what replaced them", |image| {
        names(1).all(|name| {
            let shard = image.node(&name);
            shard.is_some_and(|shard| shard.service("b").is_some())
        })
    })
    .await;
    assert_eq!(mirror.way(), Some(Way::Nodes));
}

#[tokio::test]
async fn what_cannot_be_read_stays_and_says_so_until_it_can() {
    let Some(mut server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let client = client(&[server.address()]);
    register(&client, "outside", "a", "Acme").await;
    let mirror = follow(&client, quick());
    until(&mirror, "everything", |image| image.complete).await;

    server.kill();
    let is_failing = || {
        let image = mirror.image();
        let shard = image.node("outside").expect("what was known stays");
        let standings = [
            shard.pulse().standing(),
            mirror.standing(),
            mirror.members().standing(),
        ];
        standings.iter().all(Standing::is_failing)
    };
    soon("that nobody answers", is_failing).await;
    assert_eq!(company(&mirror.image(), "outside", "a").unwrap(), "Acme");

    server.restart().unwrap();
    server.ready().await.unwrap();
    register(&client, "outside", "b", "Norte").await;
    until(&mirror, "what came after", |image| {
        company(image, "outside", "b").is_some()
    })
    .await;
    soon("that all is well", || {
        let image = mirror.image();
        let shard = image.node("outside").expect("it is there");
        !shard.pulse().standing().is_failing() && !mirror.standing().is_failing()
    })
    .await;
}

#[tokio::test]
async fn who_wrote_sees_what_he_wrote() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let client = client(&[server.address()]);
    register(&client, "outside", "a", "Acme").await;
    let mirror = follow(&client, quick());
    until(&mirror, "everything", |image| image.complete).await;
    let service = AgentService {
        id: "b".to_owned(),
        name: "blackbox_exporter".to_owned(),
        ..AgentService::default()
    };
    let write = Transaction::new().and(Operation::service(ServiceVerb::Set, "outside", service));
    let written = write.send(&client).await.unwrap();
    let index = match &written.value[..] {
        [consul::txn::Applied::Service(service)] => service.modify_index,
        other => panic!("{other:?}"),
    };
    let seen = mirror
        .wait_until(Duration::from_secs(2), |image| {
            let shard = image.node("outside");
            shard.is_some_and(|shard| shard.index >= index)
        })
        .await;
    assert!(seen);
    let image = mirror.image();
    assert!(image.node("outside").unwrap().service("b").is_some());
}

/// Consul leaves out what a token may not see: that is no empty fleet.
#[tokio::test]
async fn a_token_that_sees_no_node_is_no_empty_catalog() {
    let token = "3a1b0c6e-0000-4000-8000-000000000000";
    let acl = serde_json::json!({
        "acl": { "enabled": true, "default_policy": "deny",
            "tokens": { "master": token, "agent": token } }
    });
    let Some(server) = RealConsul::start_with(acl).unwrap() else {
        return;
    };
    let settings = |token: Option<&str>| consul::Settings {
        servers: vec![server.address().to_string()],
        token: token.map(Into::into),
        ..consul::Settings::default()
    };
    let client = |token| Client::new(settings(token), Arc::new(Unobserved)).unwrap();
    let master = follow(&client(Some(token)), quick());
    until(&master, "the node, with a right token", |image| {
        image.complete && image.node_count() == 1
    })
    .await;
    let nobody = follow(&client(None), quick());
    soon("that it cannot be read", || nobody.standing().is_failing()).await;
    assert!(!nobody.image().complete);
    let standing = format!("{:?}", nobody.standing());
    assert!(standing.contains("token may not read nodes"), "{standing}");
}

async fn put(address: &str) {
    let (host, path) = address
        .trim_start_matches("http://")
        .split_once('/')
        .unwrap();
    let request = format!(
        "PUT /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let mut socket = tokio::net::TcpStream::connect(host).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut socket, request.as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    tokio::io::AsyncReadExt::read_to_string(&mut socket, &mut answer)
        .await
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
