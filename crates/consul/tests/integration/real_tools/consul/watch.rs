use std::sync::Arc;
use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::{Consistency, Seen, Watch, WatchOptions, catalog, kv};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::real;

async fn next<T>(watch: &mut Watch<T>) -> Seen<T> {
    let next = timeout(Duration::from_secs(40), watch.next());
    next.await.expect("the watch has something to say")
}

#[tokio::test]
async fn changes_are_seen_as_they_happen_and_again_after_a_restart() {
    let Some((mut server, client)) = real().await else {
        return;
    };
    let options = WatchOptions::new(Consistency::Default);
    let mut keys = client.watch(kv::keys("docs/", None), options).unwrap();
    let Seen::Changed(first) = next(&mut keys).await else {
        panic!("the first value is a change");
    };
    assert!(first.value.is_empty());
    let put = async |key| {
        let put = client.kv().put(key, "x", 0, Condition::Always);
        assert!(put.await.unwrap().value);
    };
    // Let it settle into its wait, so that the wake is measured and not the pause.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let _ = timeout(Duration::from_millis(300), keys.next()).await;
    let before = Instant::now();
    let (seen, ()) = tokio::join!(next(&mut keys), put("docs/a"));
    let Seen::Changed(seen) = seen else {
        panic!("{seen:?}");
    };
    assert_eq!(seen.value, ["docs/a"]);
    assert!(
        before.elapsed() < Duration::from_secs(1),
        "{:?}",
        before.elapsed()
    );
    put("elsewhere").await;
    assert!(
        timeout(Duration::from_millis(600), keys.next())
            .await
            .is_err()
    );

    let mut services = client.watch(catalog::services(), options).unwrap();
    assert!(matches!(next(&mut services).await, Seen::Changed(_)));
    server.kill();
    assert!(matches!(next(&mut keys).await, Seen::Lost { .. }));
    assert!(matches!(next(&mut services).await, Seen::Lost { .. }));
    server.restart().unwrap();
    server.ready().await.unwrap();
    // The reason may change on the way: no answer, nobody there, no leader.
    let back = loop {
        match next(&mut keys).await {
            Seen::Lost { .. } => {}
            other => break other,
        }
    };
    assert!(matches!(back, Seen::Regained(_)), "{back:?}");
    put("docs/b").await;
    let Seen::Changed(seen) = next(&mut keys).await else {
        panic!("a key came");
    };
    assert_eq!(seen.value, ["docs/a", "docs/b"]);
}

#[tokio::test]
async fn a_watch_of_each_node_and_its_checks_leaves_room_for_calls() {
    let Some((_server, client)) = real().await else {
        return;
    };
    let put = async |value: &'static str| {
        let put = client.kv().put("all", value, 0, Condition::Always);
        assert!(put.await.unwrap().value);
    };
    put("before").await;
    let mut watches = tokio::task::JoinSet::new();
    let begun = Arc::new(Semaphore::new(0));
    for _ in 0..64 * 2 + 4 {
        let options = WatchOptions::new(Consistency::ANY_AGE);
        let mut watch = client.watch(kv::raw("all"), options).unwrap();
        let begun = Arc::clone(&begun);
        watches.spawn(async move {
            let mut values = Vec::new();
            while values.last().is_none_or(|last| last != "after") {
                match next(&mut watch).await {
                    Seen::Changed(answer) => values.extend(answer.value),
                    other => panic!("{other:?}"),
                }
                begun.add_permits(1);
            }
            values
        });
    }
    let all = begun.acquire_many(u32::try_from(watches.len()).unwrap());
    drop(
        timeout(Duration::from_secs(40), all)
            .await
            .unwrap()
            .unwrap(),
    );
    // Until they wait for a change, and not in their pause.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        calls.spawn(async move { client.read(&catalog::nodes(), Consistency::Default).await });
    }
    while let Some(outcome) = calls.join_next().await {
        assert_eq!(outcome.unwrap().unwrap().value.len(), 1);
    }
    put("after").await;
    while let Some(values) = watches.join_next().await {
        assert_eq!(values.unwrap(), ["before", "after"]);
    }
}
