//! What waits for a leader, how long, and what does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::{Consistency, Kind, kv};
use testkit::scripted::{Asked, Reply, ScriptedServer};

use crate::support::{client, impatient, scripted};

/// A server that has a leader once it is told so.
async fn election() -> (ScriptedServer, Arc<AtomicBool>) {
    let led = Arc::new(AtomicBool::new(false));
    let known = Arc::clone(&led);
    let server = scripted(move |_, asked: &Asked| {
        let led = known.load(Ordering::SeqCst);
        match (asked.target.as_str(), asked.method.as_str()) {
            ("/v1/status/leader", _) if led => Reply::json(200, r#""10.0.0.1:8300""#),
            ("/v1/status/leader", _) => Reply::json(200, r#""""#),
            (_, "PUT") if led => Reply::json(200, "true"),
            (target, _) if led || target.contains("stale") => {
                Reply::read(5, "x").header("X-Consul-KnownLeader", led)
            }
            // As a real one: it hopes for a leader for a while.
            _ => {
                let answer = Reply::json(500, "No cluster leader");
                Reply::After(Duration::from_millis(200), Box::new(answer))
            }
        }
    })
    .await;
    (server, led)
}

#[tokio::test]
async fn writes_and_strict_reads_wait_for_a_leader() {
    let (server, led) = election().await;
    let (client, _) = client(impatient(&[server.address()]));
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(600)).await;
        led.store(true, Ordering::SeqCst);
    });
    let kv = client.kv();
    let (strict, consistent) = (kv::raw("a"), kv::raw("a"));
    let (put, strict, consistent) = tokio::join!(
        kv.put("a", "b", 0, Condition::Always),
        client.read(&strict, Consistency::Default),
        client.read(&consistent, Consistency::Consistent),
    );
    assert!(put.unwrap().value);
    assert_eq!(strict.unwrap().value.unwrap(), "x");
    assert_eq!(consistent.unwrap().value.unwrap(), "x");
    // Writes are not thrown at servers that cannot take them.
    let asked = server.asked();
    let puts = asked.iter().filter(|asked| asked.method == "PUT").count();
    assert_eq!(puts, 2);
}

#[tokio::test]
async fn in_the_end_they_are_refused_with_words() {
    let (server, _led) = election().await;
    let (client, _) = client(impatient(&[server.address()]));
    let started = Instant::now();
    let put = client.kv().put("a", "b", 0, Condition::Always).await;
    let error = put.unwrap_err();
    let took = started.elapsed();
    let Kind::NoLeader { waited, .. } = &error.kind else {
        panic!("{error}");
    };
    assert!(*waited >= Duration::from_secs(1), "{error}");
    assert!(took < Duration::from_secs(3), "{took:?}");
    assert!(error.to_string().contains("no leader"), "{error}");
}

#[tokio::test]
async fn stale_reads_do_not_wait_even_behind_many_that_do() {
    let (server, _led) = election().await;
    let mut settings = impatient(&[server.address()]);
    settings.parallel = 4;
    let (client, _) = client(settings);
    let mut held = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        held.spawn(async move {
            let put = client.kv().put("a", "b", 0, Condition::Always).await;
            assert!(put.is_err());
        });
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let started = Instant::now();
    let raw = client.read(&kv::raw("a"), Consistency::ANY_AGE).await;
    assert_eq!(raw.unwrap().value.unwrap(), "x");
    assert!(started.elapsed() < Duration::from_millis(300));
    while let Some(outcome) = held.join_next().await {
        outcome.unwrap();
    }
}
