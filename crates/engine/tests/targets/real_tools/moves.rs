use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use consul::kv::Condition;
use consul::wire::{Behavior, NewSession};
use domain::error::{ErrorCode, Reason};
use engine::targets::{Refused, Saved};
use engine::{Engine, mirror::Image};
use testkit::consul::RealConsul;

use crate::support::{OUTSIDE, create, key, operator, plain, remove, row, target, theirs};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_moved_is_always_somewhere() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = Arc::new(plain(&server).await);
    let agent = server.name().to_owned();
    let saved = create(&engine, &target(OUTSIDE, "a", "Acme"))
        .await
        .unwrap();
    let mut index = saved.index.unwrap();
    let looks = Arc::new(AtomicUsize::new(0));
    let watcher = {
        let (engine, agent, looks) = (Arc::clone(&engine), agent.clone(), Arc::clone(&looks));
        tokio::spawn(async move {
            let mut images = engine.store().unwrap().mirror.images();
            loop {
                let image = Arc::clone(&images.borrow_and_update());
                let is_there = |node: &str| has(&image, node, "a");
                assert!(is_there(OUTSIDE) || is_there(&agent));
                looks.fetch_add(1, Ordering::Relaxed);
                images.changed().await.unwrap();
            }
        })
    };
    for (from, to) in [(OUTSIDE, &*agent), (&*agent, OUTSIDE)] {
        let saved = moved(&engine, from, index, to).await.unwrap();
        assert!(saved.visible);
        index = saved.index.unwrap();
        let image = engine.store().unwrap().mirror.image();
        assert_eq!(
            (has(&image, from, "a"), has(&image, to, "a")),
            (false, true)
        );
    }
    assert!(looks.load(Ordering::Relaxed) >= 4);
    assert!(!watcher.is_finished(), "it was nowhere");
    watcher.abort();
}

#[tokio::test]
async fn a_move_that_stops_half_way_leaves_both_and_says_so() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    let client = &engine.store().unwrap().client;
    let agent = server.name();
    let saved = create(&engine, &target(agent, "A/b", "Acme"))
        .await
        .unwrap();
    let index = saved.index.unwrap();
    // Somebody else writes the old one, and does not end.
    let session = NewSession {
        name: "somebody".to_owned(),
        ttl: Duration::from_secs(600),
        lock_delay: Duration::ZERO,
        behavior: Behavior::Delete,
    };
    let session = client.sessions().create(&session).await.unwrap().value;
    let claim = format!("skills/eye/v2/claims/{agent}/a/b");
    let taken = client.kv().put(
        &claim,
        r#"{"holder":"bia"}"#,
        0,
        Condition::Acquire(&session),
    );
    assert!(taken.await.unwrap().value);

    let error = match moved_id(&engine, "A/b", agent, index, OUTSIDE).await {
        Err(Refused::Error(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(error.code, ErrorCode::PartlyDone);
    assert_eq!(error.arg("reason"), Reason::OnBothNodes.as_str());
    assert_eq!((error.arg("from"), error.arg("to")), (agent, OUTSIDE));
    assert!(error.arg("why").contains("bia"), "{error}");
    for node in [agent, OUTSIDE] {
        assert!(row(client, node, "A/b").await.is_some(), "{node}");
    }
    // What is to do is what the error says: remove it where it was.
    client.sessions().destroy(&session).await.unwrap();
    let removed = remove(&engine, &key(agent, "A/b"), index).await;
    assert!(removed.unwrap().visible);
}

#[tokio::test]
async fn a_move_begins_only_with_what_was_seen() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    let client = &engine.store().unwrap().client;
    let made = target(OUTSIDE, "a", "Acme");
    let index = create(&engine, &made).await.unwrap().index.unwrap();
    let refused = moved(&engine, OUTSIDE, index + 1, server.name()).await;
    assert_eq!(theirs(refused.unwrap_err()).unwrap().target, made);
    assert!(row(client, server.name(), "a").await.is_none());
    // Nothing is moved onto another.
    let other = target(server.name(), "a", "Norte");
    create(&engine, &other).await.unwrap();
    let refused = moved(&engine, OUTSIDE, index, server.name()).await;
    assert_eq!(theirs(refused.unwrap_err()).unwrap().target, other);
    assert!(row(client, OUTSIDE, "a").await.is_some());
}

fn has(image: &Image, node: &str, id: &str) -> bool {
    image
        .node(node)
        .is_some_and(|shard| shard.service(id).is_some())
}

async fn moved(engine: &Engine, from: &str, index: u64, to: &str) -> Result<Saved, Refused> {
    moved_id(engine, "a", from, index, to).await
}

async fn moved_id(
    engine: &Engine,
    id: &str,
    from: &str,
    index: u64,
    to: &str,
) -> Result<Saved, Refused> {
    let (actor, key) = (operator(), key(from, id));
    engine
        .move_target(&actor, &key, index, to, Vec::new())
        .await
}
