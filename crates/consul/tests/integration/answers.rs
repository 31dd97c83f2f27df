//! Answers that are not what they should be.

use std::time::{Duration, Instant};

use consul::{Consistency, Error, Kind, catalog, kv};
use testkit::scripted::Reply;

use crate::support::{client, impatient, scripted};

/// What a read makes of this reply, when there is no other server.
async fn read(reply: Reply) -> Error {
    let server = scripted(move |_, _| reply.clone()).await;
    let mut settings = impatient(&[server.address()]);
    settings.answer_limit = 64 * 1_024;
    let (client, _) = client(settings);
    let read = client.read(&catalog::nodes(), Consistency::ANY_AGE).await;
    read.unwrap_err()
}

#[tokio::test]
async fn garbage_is_named_with_its_place() {
    let error = read(Reply::read(1, "[\n{\"Node\": 7}]")).await;
    assert_eq!(error.code(), "undecodable");
    let words = error.to_string();
    assert!(
        words.contains("Node") && words.contains("line 2"),
        "{words}"
    );

    let error = read(Reply::read(1, "<html>")).await;
    assert_eq!(error.code(), "undecodable", "{error}");
    let long = format!("[{{\"Node\": \"{}", "x".repeat(10_000));
    let error = read(Reply::read(1, &long)).await;
    assert!(error.to_string().len() < 500, "{error}");
}

#[tokio::test]
async fn an_answer_without_end_is_given_up() {
    let error = read(Reply::Endless).await;
    assert_eq!(error.kind, Kind::AnswerTooLarge { limit: 64 * 1_024 });
}

#[tokio::test]
async fn an_answer_that_drips_is_given_up_in_time() {
    let started = Instant::now();
    let slow = Reply::Slow {
        body: vec![b' '; 1_000],
        every: Duration::from_millis(50),
    };
    let error = read(slow).await;
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(error.code(), "failed");
    assert!(error.to_string().contains("within 0.4 s"), "{error}");
}

#[tokio::test]
async fn statuses_have_their_codes() {
    let check = async |status, body: &str, code| {
        let error = read(Reply::json(status, body)).await;
        assert_eq!(error.code(), code, "{status}: {error}");
    };
    check(400, "Bad wait time", "refused").await;
    check(401, "who?", "forbidden").await;
    check(403, "Permission denied", "forbidden").await;
    check(403, "ACL not found", "forbidden").await;
    check(404, "", "unsupported").await;
    check(404, "no such thing", "not_found").await;
    check(405, "method GET not allowed", "refused").await;
    check(413, "Request body too large", "too_large").await;
    check(429, "slow down", "throttled").await;
    check(500, "boom", "failed").await;
    check(500, "Permission denied", "forbidden").await;
    check(501, "the registry runs no checks", "unsupported").await;
    check(507, "no more room", "full").await;
    check(301, "", "refused").await;
}

#[tokio::test]
async fn a_server_cannot_write_what_it_likes_into_our_log() {
    let hostile = format!("\u{1b}[31m{}\r\n", "x".repeat(5_000));
    let words = read(Reply::json(400, &hostile)).await.to_string();
    assert!(words.len() < 500, "{words}");
    assert!(!words.contains(['\u{1b}', '\n', '\r']), "{words}");
}

#[tokio::test]
async fn nothing_is_not_an_error_where_nothing_can_be() {
    let server = scripted(|_, asked| {
        let nothing = match asked.target.split('?').next().unwrap() {
            "/v1/kv/a" => return Reply::read(3, "").status(404),
            "/v1/agent/service/x" => return Reply::json(404, "unknown service ID: x"),
            "/v1/catalog/node/n" => "null",
            "/v1/catalog/node-services/n" => r#"{"Node":null,"Services":null}"#,
            _ => "null",
        };
        Reply::read(3, nothing)
    })
    .await;
    let (client, _) = client(impatient(&[server.address()]));
    let any = Consistency::ANY_AGE;
    let entry = client.read(&kv::get("a"), any).await.unwrap();
    assert_eq!((entry.value, entry.meta.index), (None, Some(3)));
    assert_eq!(client.read(&kv::raw("a"), any).await.unwrap().value, None);
    assert!(
        client
            .read(&kv::recurse("a"), any)
            .await
            .unwrap()
            .value
            .is_empty()
    );
    assert!(
        client
            .read(&kv::keys("a", None), any)
            .await
            .unwrap()
            .value
            .is_empty()
    );
    assert_eq!(
        client.read(&catalog::node("n"), any).await.unwrap().value,
        None
    );
    let services = client.read(&catalog::node_services("n"), any).await;
    assert_eq!(services.unwrap().value, None);
    assert!(
        client
            .read(&catalog::services(), any)
            .await
            .unwrap()
            .value
            .is_empty()
    );
    assert_eq!(client.agent().service("x").await.unwrap().value, None);
}

#[tokio::test]
async fn what_the_server_can_do_is_asked() {
    let old = scripted(|_, asked| match asked.target.as_str() {
        "/v1/agent/self" => Reply::json(403, "Permission denied"),
        _ => Reply::json(404, ""),
    })
    .await;
    let (client, _) = client(impatient(&[old.address()]));
    let found = client.capabilities().await.unwrap();
    assert_eq!(found.version, None);
    assert!(!found.node_services && !found.changes);
}
