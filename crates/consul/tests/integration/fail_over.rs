//! Which server is asked, and when the next one is.

use std::time::Duration;

use consul::observe::Outcome;
use consul::{Consistency, Health, Kind, catalog};
use testkit::scripted::Reply;

use crate::support::{client, impatient, nobody, scripted};

const NODES: &str = "[]";

/// A read over a first server that does this, and a second one that answers.
async fn check(first: Reply, consistency: Consistency, outcome: Outcome) {
    let words = format!("{first:?}");
    let bad = scripted(move |_, _| first.clone()).await;
    let good = scripted(|_, _| Reply::read(7, NODES)).await;
    let (client, told) = client(impatient(&[bad.address(), good.address()]));
    let answer = client.read(&catalog::nodes(), consistency).await.unwrap();
    let name = good.address().to_string();
    assert_eq!(*answer.meta.server, *name, "{words}");
    assert_eq!(answer.meta.index, Some(7));
    assert_eq!(told.outcomes(), [outcome, Outcome::Ok], "{words}");
    let from = bad.address().to_string();
    assert_eq!(told.fell_over(), [("catalog_nodes", from, name)]);
}

#[tokio::test]
async fn a_read_fails_over_on_whatever_is_no_answer() {
    let read = Consistency::Default;
    check(Reply::json(500, "boom"), read, Outcome::ServerError).await;
    check(Reply::json(503, "boom"), read, Outcome::ServerError).await;
    check(
        Reply::json(500, "No cluster leader"),
        read,
        Outcome::NoLeader,
    )
    .await;
    check(Reply::json(429, "slow down"), read, Outcome::Throttled).await;
    check(Reply::Reset, read, Outcome::Broken).await;
    check(
        Reply::Raw(b"SSH-2.0-x\r\n\r\n".to_vec()),
        read,
        Outcome::Broken,
    )
    .await;
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[";
    check(Reply::Raw(cut.to_vec()), read, Outcome::Broken).await;
    check(Reply::Hang, Consistency::ANY_AGE, Outcome::TimedOut).await;
}

#[tokio::test]
async fn a_server_without_a_leader_is_good_for_stale_reads_alone() {
    let headless = || {
        Reply::json(200, NODES)
            .header("X-Consul-Index", 3)
            .header("X-Consul-KnownLeader", false)
            .header("X-Consul-LastContact", 900)
    };
    check(headless(), Consistency::Default, Outcome::NoLeader).await;
    check(headless(), Consistency::Consistent, Outcome::NoLeader).await;
    let bound = |milliseconds| Consistency::Stale {
        max_last_contact: Duration::from_millis(milliseconds),
    };
    check(headless(), bound(500), Outcome::Stale).await;

    let server = scripted(move |_, _| headless()).await;
    let (client, told) = client(impatient(&[server.address()]));
    let answer = client.read(&catalog::nodes(), bound(1_000)).await.unwrap();
    assert_eq!(answer.meta.known_leader, Some(false));
    assert!(answer.meta.age() >= Duration::from_millis(900));
    assert_eq!(told.outcomes(), [Outcome::Ok]);
    assert!(told.fell_over().is_empty());
    let error = client
        .read(&catalog::nodes(), bound(500))
        .await
        .unwrap_err();
    let Kind::TooStale {
        last_contact,
        limit,
    } = error.kind
    else {
        panic!("{error}");
    };
    assert_eq!(last_contact, Duration::from_millis(900));
    assert_eq!(limit, Duration::from_millis(500));
}

#[tokio::test]
async fn each_read_says_how_fresh_it_must_be() {
    let server = scripted(|_, _| Reply::read(7, NODES)).await;
    let (client, _) = client(impatient(&[server.address()]));
    for consistency in [
        Consistency::ANY_AGE,
        Consistency::Default,
        Consistency::Consistent,
    ] {
        client.read(&catalog::nodes(), consistency).await.unwrap();
    }
    assert_eq!(
        crate::support::targets(&server),
        [
            "/v1/catalog/nodes?stale",
            "/v1/catalog/nodes",
            "/v1/catalog/nodes?consistent"
        ]
    );
}

#[tokio::test]
async fn a_server_that_fails_again_and_again_is_left_alone_then_tried_once() {
    let bad = scripted(|number, _| match number {
        0..3 => Reply::Reset,
        _ => Reply::read(7, NODES),
    })
    .await;
    let good = scripted(|_, _| Reply::read(7, NODES)).await;
    let mut settings = impatient(&[bad.address(), good.address()]);
    settings.breaker.rest = Duration::from_millis(200);
    let (client, told) = client(settings);
    let read = async || client.read(&catalog::nodes(), Consistency::Default).await;
    for _ in 0..10 {
        read().await.unwrap();
    }
    assert_eq!(bad.asked().len(), 3);
    let first = client.servers().remove(0);
    assert_eq!(first.health, Health::Resting);
    assert!(first.last_failure.is_some());
    tokio::time::sleep(Duration::from_millis(250)).await;
    for _ in 0..3 {
        let answer = read().await.unwrap();
        assert_eq!(*answer.meta.server, *bad.address().to_string());
    }
    let name = bad.address().to_string();
    assert_eq!(
        told.health(),
        [(name.clone(), Health::Resting), (name, Health::Good)]
    );
}

#[tokio::test]
async fn when_nobody_answers_every_server_is_named_with_its_reason() {
    let (one, other) = (nobody(), nobody());
    let (client, _) = client(impatient(&[one, other]));
    let error = client
        .read(&catalog::nodes(), Consistency::Default)
        .await
        .unwrap_err();
    assert_eq!(error.code(), "unreachable");
    assert!(error.hint().is_some());
    let words = error.to_string();
    for server in [one, other] {
        assert!(words.contains(&server.to_string()), "{words}");
    }
    assert!(words.contains("refused"), "{words}");
}

#[tokio::test]
async fn a_round_over_the_servers_is_repeated_after_a_pause() {
    let server = scripted(|number, _| match number {
        0 => Reply::Reset,
        _ => Reply::read(7, NODES),
    })
    .await;
    let mut settings = impatient(&[server.address()]);
    settings.retry.attempts = 2;
    let (client, told) = client(settings);
    let read = client.read(&catalog::nodes(), Consistency::Default).await;
    read.unwrap();
    assert_eq!(told.outcomes(), [Outcome::Broken, Outcome::Ok]);
}

#[tokio::test]
async fn a_refusal_is_not_taken_to_the_next_server() {
    let first = scripted(|_, _| Reply::json(403, "Permission denied")).await;
    let second = scripted(|_, _| Reply::read(7, NODES)).await;
    let (client, told) = client(impatient(&[first.address(), second.address()]));
    let read = client.read(&catalog::nodes(), Consistency::Default).await;
    let error = read.unwrap_err();
    assert_eq!(error.code(), "forbidden");
    assert_eq!(told.servers(), [first.address().to_string()]);
    assert!(second.asked().is_empty());
}
