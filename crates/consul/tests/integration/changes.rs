//! The registry's feed of changes, with answers as the registry writes them.

use std::time::{Duration, Instant};

use consul::wire::{CheckStatus, Removed};
use consul::{Consistency, Kind, catalog};
use testkit::scripted::Reply;

use crate::support::{client, impatient, scripted, targets};

const TOLD: &str = r#"{"Index":12,"Reset":false,
"Nodes":[{"ID":"","Node":"Edge-1","Address":"10.0.0.1","Datacenter":"dc1","TaggedAddresses":null,
 "Meta":{"site":"são paulo"},"CreateIndex":9,"ModifyIndex":12}],
"Services":[{"Node":"Edge-1","Service":{"ID":"icmp/A","Service":"ping","Tags":[],"Address":"",
 "Meta":null,"Port":9115,"Weights":{"Passing":1,"Warning":1},"EnableTagOverride":false,
 "Proxy":{"MeshGateway":{},"Expose":{}},"Connect":{},"CreateIndex":11,"ModifyIndex":12}}],
"Checks":[{"Node":"Edge-1","CheckID":"service:icmp/A","Name":"c","Status":"warning","Notes":"",
 "Output":"slow","ServiceID":"icmp/A","ServiceName":"ping","ServiceTags":[],"Type":"ttl",
 "Definition":{},"CreateIndex":11,"ModifyIndex":12}],
"RemovedNodes":["edge-2"],
"RemovedServices":[{"Node":"edge-2","ID":"s"}],
"RemovedChecks":[{"Node":"edge-2","ID":"c"}]}"#;

const RESET: &str = r#"{"Index":7,"Reset":true,"Nodes":[],"Services":[],"Checks":[],
"RemovedNodes":[],"RemovedServices":[],"RemovedChecks":[]}"#;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn it_begins_with_a_reset_and_goes_on_from_an_index() {
    let server = scripted(|number, _| match number {
        0 => Reply::read(7, RESET),
        _ => Reply::read(12, TOLD),
    })
    .await;
    let (client, told) = client(impatient(&[server.address()]));
    let start = client.changes(0, MINUTE).await.unwrap().value;
    assert!(start.reset && start.nodes.is_empty());
    let answer = client.changes(start.index, MINUTE).await.unwrap();
    assert_eq!(*answer.meta.server, *server.address().to_string());
    let changes = answer.value;
    assert_eq!((changes.index, changes.reset), (12, false));
    assert_eq!(changes.nodes.len(), 1);
    assert_eq!(changes.nodes[0].name, "Edge-1");
    assert_eq!(changes.nodes[0].meta["site"], "são paulo");
    assert_eq!(changes.services.len(), 1);
    let service = &changes.services[0];
    assert_eq!(service.node, "Edge-1");
    assert_eq!(service.service.id, "icmp/A");
    assert_eq!(service.service.port, 9_115);
    assert!(service.service.meta.is_empty());
    assert_eq!(changes.checks.len(), 1);
    assert_eq!(changes.checks[0].status, CheckStatus::Warning);
    assert_eq!(changes.checks[0].service_id, "icmp/A");
    assert_eq!(changes.removed_nodes, ["edge-2"]);
    let gone = |id: &str| Removed {
        node: "edge-2".to_owned(),
        id: id.to_owned(),
    };
    assert_eq!(changes.removed_services, [gone("s")]);
    assert_eq!(changes.removed_checks, [gone("c")]);
    let path = "/v1/internal/skills-eye/changes";
    assert_eq!(
        targets(&server),
        [
            format!("{path}?since=0"),
            format!("{path}?since=7&wait=60000ms")
        ]
    );
    assert!(told.fell_over().is_empty());
}

#[tokio::test]
async fn a_server_without_it_says_so() {
    for reply in [
        Reply::json(404, ""),
        Reply::json(404, "Invalid URL path: no such thing"),
        Reply::json(501, "not here"),
    ] {
        let first = scripted(move |_, _| reply.clone()).await;
        let second = scripted(|_, _| Reply::read(12, TOLD)).await;
        let (client, _) = client(impatient(&[first.address(), second.address()]));
        let error = client.changes(3, MINUTE).await.unwrap_err();
        assert_eq!(error.code(), "unsupported", "{error}");
        assert!(error.to_string().contains("no feed"), "{error}");
        // Its index would mean nothing there.
        assert!(second.asked().is_empty());
    }
}

#[tokio::test]
async fn whether_there_is_one_is_found_out_by_asking() {
    let registry = scripted(|_, asked| match asked.target.as_str() {
        "/v1/internal/skills-eye/changes?since=0" => Reply::read(7, RESET),
        "/v1/agent/self" => Reply::json(200, r#"{"Config":{"Version":"1.8.7"}}"#),
        _ => Reply::json(404, ""),
    })
    .await;
    let (client, _) = client(impatient(&[registry.address()]));
    let found = client.capabilities().await.unwrap();
    assert!(found.changes && !found.node_services);
    assert_eq!(found.version.unwrap().to_string(), "1.8.7");
}

#[tokio::test]
async fn it_waits_longer_than_other_calls_and_not_in_their_places() {
    let server = scripted(|_, asked| match asked.target.as_str() {
        "/v1/catalog/nodes?stale" => Reply::read(7, "[]"),
        _ => {
            let late = Reply::read(12, TOLD);
            Reply::After(Duration::from_millis(900), Box::new(late))
        }
    })
    .await;
    let mut settings = impatient(&[server.address()]);
    settings.parallel = 1;
    settings.pool.connections = 2;
    let (client, _) = client(settings);
    let started = Instant::now();
    let waiting = tokio::spawn({
        let client = client.clone();
        async move { client.changes(7, MINUTE).await }
    });
    while server.asked().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let error = client.changes(7, MINUTE).await.unwrap_err();
    assert_eq!(error.kind, Kind::TooManyWatches { limit: 1 });
    let nodes = client.read(&catalog::nodes(), Consistency::ANY_AGE).await;
    assert!(nodes.unwrap().value.is_empty());
    assert!(started.elapsed() < Duration::from_millis(900));
    let changes = waiting.await.unwrap().unwrap();
    assert_eq!(changes.value.index, 12);
    assert!(started.elapsed() >= Duration::from_millis(900));
}

#[tokio::test]
async fn an_answer_that_is_no_feed_is_not_taken_for_an_empty_one() {
    for body in ["{}", "[]", "null", r#"{"Index":12}"#, "<html>"] {
        let server = scripted(move |_, _| Reply::read(12, body)).await;
        let (client, _) = client(impatient(&[server.address()]));
        let error = client.changes(7, MINUTE).await.unwrap_err();
        assert_eq!(error.code(), "undecodable", "{body}: {error}");
    }
}
