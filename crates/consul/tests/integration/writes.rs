//! A write is done once, or its fate is said to be unknown.

use consul::kv::Condition;
use consul::observe::Outcome;
use consul::txn::{KvVerb, Operation, Transaction};
use consul::wire::{CatalogRegistration, NewSession};
use consul::{Client, Error, Kind};
use testkit::scripted::{Reply, ScriptedServer};

use crate::support::{client, impatient, nobody, scripted};

async fn put(client: &Client, condition: Condition<'_>) -> Result<bool, Error> {
    let put = client.kv().put("a/b", "value", 0, condition);
    put.await.map(|answer| answer.value)
}

/// Two servers: one that does this, and one that says yes.
async fn two(first: Reply) -> (Client, ScriptedServer, ScriptedServer) {
    let one = scripted(move |_, _| first.clone()).await;
    let other = scripted(|_, _| Reply::json(200, "true")).await;
    let (client, _) = client(impatient(&[one.address(), other.address()]));
    (client, one, other)
}

#[tokio::test]
async fn what_may_have_been_done_is_not_done_again() {
    for reply in [
        Reply::Reset,
        Reply::json(500, "rpc error making call: EOF"),
        Reply::json(500, "leadership lost while committing log"),
        Reply::json(502, "bad gateway"),
        Reply::json(200, "perhaps"),
    ] {
        let words = format!("{reply:?}");
        let (client, one, other) = two(reply).await;
        let error = put(&client, Condition::Always).await.unwrap_err();
        assert!(error.is_unsure(), "{words}: {error}");
        assert!(error.to_string().contains(&one.address().to_string()));
        assert_eq!((one.asked().len(), other.asked().len()), (1, 0), "{words}");
    }
}

#[tokio::test]
async fn what_cannot_have_been_done_goes_to_the_next_server() {
    for reply in [
        Reply::json(500, "No cluster leader"),
        Reply::json(500, "rpc error making call: No cluster leader"),
        Reply::json(500, "rpc error getting client: failed to get conn: refused"),
        Reply::json(429, "Your request has been rate limited"),
    ] {
        let words = format!("{reply:?}");
        let (client, _one, other) = two(reply).await;
        assert!(put(&client, Condition::Always).await.unwrap(), "{words}");
        assert_eq!(other.asked().len(), 1, "{words}");
    }
    let other = scripted(|_, _| Reply::json(200, "true")).await;
    let (client, told) = client(impatient(&[nobody(), other.address()]));
    assert!(put(&client, Condition::Always).await.unwrap());
    assert_eq!(told.outcomes(), [Outcome::Unreachable, Outcome::Ok]);
}

#[tokio::test]
async fn compare_and_set_may_be_sent_again() {
    let (client, one, other) = two(Reply::Reset).await;
    assert!(put(&client, Condition::Unchanged(7)).await.unwrap());
    assert_eq!((one.asked().len(), other.asked().len()), (1, 1));
    assert_eq!(other.asked()[0].target, "/v1/kv/a/b?cas=7");
}

#[tokio::test]
async fn a_no_after_a_try_that_may_have_been_done_says_nothing() {
    let one = scripted(|_, _| Reply::Reset).await;
    let conflict = r#"{"Results":null,"Errors":[{"OpIndex":0,"What":"index is stale"}]}"#;
    let other = scripted(move |_, asked| match asked.target.as_str() {
        "/v1/txn" => Reply::json(409, conflict),
        _ => Reply::json(200, "false"),
    })
    .await;
    let (client, _) = client(impatient(&[one.address(), other.address()]));
    let error = put(&client, Condition::Absent).await.unwrap_err();
    assert!(error.is_unsure(), "{error}");
    let transaction = Transaction::new().and(Operation::kv_create("a", "x"));
    let error = transaction.send(&client).await.unwrap_err();
    assert!(error.is_unsure(), "{error}");
}

#[tokio::test]
async fn a_plain_transaction_is_not_repeated() {
    let (client, one, other) = two(Reply::Reset).await;
    let verb = KvVerb::Set {
        value: b"x".to_vec(),
        flags: 0,
    };
    let transaction = Transaction::new().and(Operation::kv("a", verb));
    let error = transaction.send(&client).await.unwrap_err();
    assert!(error.is_unsure(), "{error}");
    assert_eq!((one.asked().len(), other.asked().len()), (1, 0));
}

#[tokio::test]
async fn a_refusal_has_its_words() {
    let server = scripted(|_, asked| match asked.target.as_str() {
        "/v1/session/create" => Reply::json(500, "Invalid Session TTL '1000000000'"),
        _ => Reply::json(500, "rpc error making call: Must provide node"),
    })
    .await;
    let (client, _) = client(impatient(&[server.address()]));
    let session = NewSession {
        name: "x".to_owned(),
        ttl: std::time::Duration::from_secs(1),
        lock_delay: std::time::Duration::ZERO,
        behavior: Default::default(),
    };
    let refused = [
        client.sessions().create(&session).await.unwrap_err(),
        client
            .catalog()
            .register(&CatalogRegistration::default())
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert_eq!(error.code(), "refused", "{error}");
    }
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn a_conflict_names_its_operations() {
    let body = r#"{"Results":null,"Errors":[
        {"OpIndex":0,"What":"failed to set key \"a\", index is stale"},
        {"OpIndex":3,"What":"key \"b\" doesn't exist"}]}"#;
    let server = scripted(move |_, _| Reply::json(409, body)).await;
    let (client, _) = client(impatient(&[server.address()]));
    let transaction = Transaction::new().and(Operation::kv_create("a", "x"));
    let error = transaction.send(&client).await.unwrap_err();
    let Kind::Conflict { errors } = &error.kind else {
        panic!("{error}");
    };
    let places: Vec<usize> = errors.iter().map(|error| error.index).collect();
    assert_eq!(places, [0, 3]);
    assert!(error.to_string().contains("index is stale"), "{error}");
}

#[tokio::test]
async fn a_write_to_an_agent_stays_with_that_agent() {
    let (client, one, other) = two(Reply::Reset).await;
    let error = client.agent().deregister("x").await.unwrap_err();
    assert!(error.is_unsure(), "{error}");
    let agent = client.agent_at(1).unwrap();
    agent.deregister("x").await.unwrap();
    assert_eq!((one.asked().len(), other.asked().len()), (1, 1));
    assert!(client.agent_at(2).is_none());
}
