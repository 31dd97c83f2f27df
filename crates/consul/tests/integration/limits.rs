//! What is refused before it is sent, and what waits for its turn.

use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::txn::{Operation, Transaction};
use consul::wire::AgentRegistration;
use consul::{Client, Consistency, Error, Kind, Seen, WatchOptions, catalog, kv};
use testkit::scripted::{Reply, ScriptedServer};

use crate::support::{client, impatient, scripted, targets, usual};

async fn yes() -> (Client, ScriptedServer) {
    let server = scripted(|_, _| Reply::json(200, "true")).await;
    let (client, _) = client(impatient(&[server.address()]));
    (client, server)
}

const LIMIT: usize = 512 * 1_024;

#[tokio::test]
async fn too_much_is_refused_before_it_is_sent() {
    let (client, server) = yes().await;
    let put = client
        .kv()
        .put("a", vec![b'x'; LIMIT + 1], 0, Condition::Always);
    let kind = put.await.unwrap_err().kind;
    assert_eq!(
        kind,
        Kind::TooLarge {
            size: LIMIT + 1,
            limit: LIMIT
        }
    );

    // Half of the limit twice is too much in base64.
    let half = vec![b'x'; LIMIT / 2];
    let transaction = Transaction::new()
        .and(Operation::kv_create("a", half.clone()))
        .and(Operation::kv_create("b", half));
    assert_eq!(transaction.size().unwrap_err().code(), "too_large");
    assert_eq!(
        transaction.send(&client).await.unwrap_err().code(),
        "too_large"
    );

    let mut transaction = Transaction::new();
    assert!(transaction.is_empty());
    for number in 0..65 {
        transaction.push(Operation::kv_create(format!("k{number}"), "x"));
    }
    let error = transaction.send(&client).await.unwrap_err();
    assert_eq!(
        error.kind,
        Kind::TooManyOperations {
            count: 65,
            limit: 64
        }
    );
    assert!(error.to_string().contains("65"), "{error}");
    assert!(server.asked().is_empty());

    let put = client
        .kv()
        .put("a", vec![b'x'; LIMIT], 0, Condition::Always);
    assert!(put.await.unwrap().value);
}

#[tokio::test]
async fn names_that_would_name_something_else_are_refused_before_they_are_sent() {
    let (client, server) = yes().await;
    let unsafe_name = |error: Error| assert_eq!(error.code(), "unsafe_name", "{error}");
    let kv = client.kv();
    unsafe_name(kv.delete_recurse("").await.unwrap_err());
    unsafe_name(kv.delete("a//b").await.unwrap_err());
    let read = client.read(&kv::get("a/../b"), Consistency::Default).await;
    unsafe_name(read.unwrap_err());
    let options = WatchOptions::new(Consistency::ANY_AGE);
    unsafe_name(client.watch(catalog::node(""), options).err().unwrap());
    let agent = client.agent();
    let service = AgentRegistration {
        id: "icmp//a".to_owned(),
        name: "ping".to_owned(),
        ..Default::default()
    };
    unsafe_name(agent.register(&service).await.unwrap_err());
    let error = agent.deregister("icmp//a").await.unwrap_err();
    assert!(error.to_string().contains("icmp//a"), "{error}");
    assert!(error.hint().unwrap().contains("transaction"));
    unsafe_name(error);
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn calls_wait_for_their_turn_and_not_for_ever() {
    let server =
        scripted(|_, _| Reply::After(Duration::from_millis(150), Box::new(Reply::read(1, "[]"))))
            .await;
    let mut settings = impatient(&[server.address()]);
    settings.parallel = 2;
    let (client, told) = client(settings);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let client = client.clone();
        calls.spawn(async move { client.read(&catalog::nodes(), Consistency::ANY_AGE).await });
    }
    let mut busy = 0;
    while let Some(outcome) = calls.join_next().await {
        match outcome.unwrap() {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.code(), "busy", "{error}");
                assert!(error.to_string().contains("2 calls"), "{error}");
                busy += 1;
            }
        }
    }
    // Two at a time, 150 ms each, and 400 ms of patience.
    assert_eq!(busy + told.outcomes().len(), 10);
    assert!((2..=6).contains(&busy), "{busy}");
}

#[tokio::test]
async fn watches_have_places_of_their_own() {
    let server = scripted(|_, _| Reply::Hang).await;
    let mut settings = impatient(&[server.address()]);
    settings.parallel = 2;
    settings.pool.connections = 4;
    let (client, _) = client(settings);
    let watch = || {
        let options = WatchOptions::new(Consistency::ANY_AGE);
        client.watch(catalog::nodes(), options)
    };
    let first = watch().unwrap();
    let _second = watch().unwrap();
    let error = watch().err().unwrap();
    assert_eq!(error.kind, Kind::TooManyWatches { limit: 2 });
    assert!(error.to_string().contains("2 questions"), "{error}");
    assert!(error.hint().unwrap().contains("consul.connections"));
    drop(first);
    assert!(watch().is_ok());
}

#[tokio::test]
async fn two_watches_for_each_of_64_nodes_fit_beside_all_calls() {
    const WATCHES: usize = 64 * 2 + 4;
    let server = scripted(|_, asked| match asked.target.as_str() {
        target if target.contains("index=") => Reply::Hang,
        "/v1/catalog/datacenters" => {
            let late = Reply::json(200, "[]");
            Reply::After(Duration::from_millis(300), Box::new(late))
        }
        _ => Reply::read(7, "[]"),
    })
    .await;
    let settings = usual(&[server.address()]);
    assert!(settings.watches() >= WATCHES);
    assert!(settings.pool.connections < 200, "Consul takes no more");
    let parallel = settings.parallel;
    let (client, _) = client(settings);
    let mut watches = tokio::task::JoinSet::new();
    for _ in 0..WATCHES {
        let options = WatchOptions::new(Consistency::ANY_AGE);
        let mut watch = client.watch(catalog::nodes(), options).unwrap();
        watches.spawn(async move { while matches!(watch.next().await, Seen::Changed(_)) {} });
    }
    let waiting = || {
        let targets = targets(&server).into_iter();
        targets.filter(|target| target.contains("index=")).count()
    };
    let started = Instant::now();
    while waiting() < WATCHES {
        assert!(started.elapsed() < Duration::from_secs(20), "{}", waiting());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // One round for all of them: nobody waits for a place.
    let started = Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..parallel {
        let client = client.clone();
        calls.spawn(async move { client.catalog().datacenters().await });
    }
    while let Some(outcome) = calls.join_next().await {
        outcome.unwrap().unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(3));
    assert_eq!(watches.len(), WATCHES);
    assert!(watches.try_join_next().is_none(), "a watch has ended");
}
