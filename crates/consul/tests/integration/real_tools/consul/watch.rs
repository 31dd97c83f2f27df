use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::{Consistency, Seen, Watch, WatchOptions, catalog, kv};
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
