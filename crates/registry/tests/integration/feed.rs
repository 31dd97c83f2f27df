//! The feed of changes.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use serde_json::json;
use tokio::runtime::Builder;

use crate::api::{Api, ask};

const FEED: &str = "/v1/internal/skills-eye/changes";

#[tokio::test]
async fn it_tells_what_is_new_and_what_is_gone() {
    let api = Api::new();
    let start = api.get(&format!("{FEED}?since=0")).await.json();
    assert_eq!(start["Reset"], true);
    let since = start["Index"].as_u64().unwrap();
    let register = r#"{"Node":"N","Address":"1.1.1.1","Service":{"Service":"s"},
        "Check":{"Name":"c","Status":"passing"}}"#;
    api.done("/v1/catalog/register", register).await;
    let changes = api.get(&format!("{FEED}?since={since}")).await.json();
    assert_eq!(changes["Reset"], false);
    assert_eq!(changes["Nodes"][0]["Node"], "N");
    assert_eq!(changes["Services"][0]["Node"], "N");
    assert_eq!(changes["Services"][0]["Service"]["ID"], "s");
    assert_eq!(changes["Checks"][0]["CheckID"], "c");
    assert_eq!(changes["RemovedNodes"], json!([]));
    let since = changes["Index"].as_u64().unwrap();
    api.done("/v1/catalog/deregister", r#"{"Node":"N"}"#).await;
    let changes = api.get(&format!("{FEED}?since={since}")).await.json();
    assert_eq!(changes["RemovedNodes"], json!(["n"]));
    assert_eq!(
        changes["RemovedServices"],
        json!([{"Node": "n", "ID": "s"}])
    );
    assert_eq!(changes["RemovedChecks"], json!([{"Node": "n", "ID": "c"}]));
    assert_eq!(changes["Nodes"], json!([]));
}

#[tokio::test]
async fn alone_it_waits_for_the_catalog_and_not_for_keys() {
    let api = Api::new();
    let since = api.get(&format!("{FEED}?since=0")).await.index();
    let router = api.router();
    let path = format!("{FEED}?since={since}&wait=300ms");
    let waiting = tokio::spawn(async move { ask(&router, "GET", &path, "").await });
    api.done("/v1/kv/a", "x").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());
    api.done("/v1/agent/service/register", r#"{"Name":"s"}"#)
        .await;
    let changes = waiting.await.unwrap().json();
    assert_eq!(changes["Services"][0]["Service"]["ID"], "s");
    assert_eq!(changes["Nodes"], json!([]));
    let since = changes["Index"].as_u64().unwrap();
    let seen = tokio::time::timeout(
        Duration::from_millis(20),
        api.registry.changed_since(since - 1),
    );
    assert_eq!(seen.await, Ok(Some(since)));
}

#[tokio::test]
async fn who_comes_from_elsewhere_starts_again() {
    let api = Api::new();
    let now = api.get(&format!("{FEED}?since=0")).await.index();
    for since in [now + 1, 999_999] {
        let reply = api.get(&format!("{FEED}?since={since}")).await.json();
        assert_eq!(reply["Reset"], true, "{since}");
    }
    let api = api.reopened();
    api.done("/v1/agent/service/register", r#"{"Name":"s"}"#)
        .await;
    let reply = api.get(&format!("{FEED}?since={}", now - 1)).await.json();
    assert_eq!(reply["Reset"], true);
    let missing = api.get(FEED).await;
    assert_eq!(
        missing.refusal(),
        (400, "Missing ?since=<index>".to_owned())
    );
}

#[test]
fn a_long_answer_is_made_apart_and_a_short_one_at_once() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build();
    runtime.unwrap().block_on(long_and_short_answers());
}

async fn long_and_short_answers() {
    let api = Api::new();
    let since = api.get(&format!("{FEED}?since=0")).await.index();
    let mut now = since;
    let mut registered = 0;
    for (count, is_apart) in [(100, false), (2_100, true)] {
        let mut registering = tokio::task::JoinSet::new();
        while registered < count {
            registered += 1;
            let router = api.router();
            let body = format!(r#"{{"Node":"n{registered}","Address":"1.1.1.1"}}"#);
            registering
                .spawn(async move { ask(&router, "PUT", "/v1/catalog/register", body).await });
        }
        for reply in registering.join_all().await {
            assert_eq!(reply.status, 200, "{}", reply.text());
            now += 1;
        }
        let path = format!("{FEED}?since={since}");
        // As long as the one thread for such work has another, a long answer cannot be made.
        let (release, released) = std::sync::mpsc::channel::<()>();
        let other = tokio::task::spawn_blocking(move || released.recv());
        let mut asking = pin!(api.get(&path));
        let first = poll_fn(|cx| Poll::Ready(asking.as_mut().poll(cx))).await;
        assert_eq!(first.is_pending(), is_apart, "{count} rows");
        release.send(()).unwrap();
        other.await.unwrap().unwrap();
        let reply = match first {
            Poll::Ready(reply) => reply,
            Poll::Pending => asking.await,
        };
        assert_eq!(reply.index(), now);
        assert_eq!(reply.json()["Nodes"].as_array().unwrap().len(), count);
    }
}

#[tokio::test]
async fn a_mirror_that_follows_it_is_the_catalog() {
    let api = Api::new();
    let mut since = api.get(&format!("{FEED}?since=0")).await.index();
    let mut mirror = std::collections::BTreeMap::new();
    for round in 0..30_u32 {
        for step in 0..5 {
            let number = (round * 7 + step * 3) % 11;
            if (round + step) % 3 == 0 {
                let body = format!(r#"{{"Node":"n{}","ServiceID":"s{number}"}}"#, number % 3);
                api.done("/v1/catalog/deregister", body).await;
            } else {
                let node = number % 3;
                let body = format!(
                    r#"{{"Node":"n{node}","Address":"1.1.1.1","Service":{{"Service":"s{number}","Port":{round}}}}}"#
                );
                api.done("/v1/catalog/register", body).await;
            }
        }
        let changes = api
            .get(&format!("{FEED}?since={since}&wait=1ms"))
            .await
            .json();
        for gone in changes["RemovedServices"].as_array().unwrap() {
            mirror.remove(&(gone["Node"].to_string(), gone["ID"].to_string()));
        }
        for new in changes["Services"].as_array().unwrap() {
            let key = (new["Node"].to_string(), new["Service"]["ID"].to_string());
            mirror.insert(key, new["Service"]["Port"].as_i64().unwrap());
        }
        since = changes["Index"].as_u64().unwrap();
    }
    let snapshot = api.registry.snapshot();
    let catalog = snapshot.catalog.services().map(|row| {
        let key = (json!(*row.node).to_string(), json!(*row.id).to_string());
        (key, i64::from(row.port))
    });
    assert_eq!(mirror, catalog.collect());
}
