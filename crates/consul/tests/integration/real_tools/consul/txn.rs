use consul::txn::{Applied, CheckVerb, KvVerb, NodeVerb, Operation, ServiceVerb, Transaction};
use consul::wire::{AgentService, Check, CheckStatus, Node};
use consul::{Client, Consistency, Kind, kv};

use super::real;

fn service(id: &str, index: u64) -> AgentService {
    AgentService {
        id: id.to_owned(),
        name: "blackbox_exporter".to_owned(),
        meta: [("company".to_owned(), "ACMÉ".to_owned())].into(),
        modify_index: index,
        ..AgentService::default()
    }
}

fn node(name: &str) -> Node {
    Node {
        name: name.to_owned(),
        address: "10.0.0.1".to_owned(),
        ..Node::default()
    }
}

async fn send<const N: usize>(
    client: &Client,
    operations: [Operation; N],
) -> Result<Vec<Applied>, Kind> {
    let transaction = operations
        .into_iter()
        .fold(Transaction::new(), Transaction::and);
    let sent = transaction.send(client).await;
    sent.map(|answer| answer.value).map_err(|error| error.kind)
}

#[tokio::test]
async fn transactions() {
    let Some((_server, client)) = real().await else {
        return;
    };
    all_kinds_go_together(&client).await;
    nothing_is_half_applied(&client).await;
    one_of_eight_creators_wins(&client).await;
    keys_have_every_verb(&client).await;
}

async fn all_kinds_go_together(client: &Client) {
    let check = Check {
        node: "txn".to_owned(),
        id: "c".to_owned(),
        name: "c".to_owned(),
        status: CheckStatus::Warning,
        ..Check::default()
    };
    let applied = send(
        client,
        [
            Operation::node(NodeVerb::Set, node("txn")),
            Operation::service(ServiceVerb::SetUnchanged, "txn", service("a//b", 0)),
            Operation::check(CheckVerb::Set, check.clone()),
            Operation::kv_create("txn/audit", "who"),
            Operation::kv("txn/audit", KvVerb::Get),
        ],
    )
    .await
    .unwrap();
    let [
        Applied::Node(_),
        Applied::Service(written),
        Applied::Check(warned),
        Applied::Kv(_),
        Applied::Kv(read),
    ] = applied.as_slice()
    else {
        panic!("{applied:?}");
    };
    assert_eq!(
        (written.id.as_str(), &written.meta["company"][..]),
        ("a//b", "ACMÉ")
    );
    assert_eq!(warned.status, CheckStatus::Warning);
    assert_eq!(read.value, b"who");

    // What was read can be written back, and removed, under its index.
    let index = written.modify_index;
    let stale = Operation::service(ServiceVerb::SetUnchanged, "txn", service("a//b", index + 9));
    assert!(matches!(
        send(client, [stale]).await,
        Err(Kind::Conflict { .. })
    ));
    let again = Operation::service(ServiceVerb::SetUnchanged, "txn", written.clone());
    let applied = send(client, [again]).await.unwrap();
    let [Applied::Service(again)] = applied.as_slice() else {
        panic!("{applied:?}");
    };
    let removed = send(
        client,
        [
            Operation::service(ServiceVerb::DeleteUnchanged, "txn", again.clone()),
            Operation::check(CheckVerb::Delete, check),
            Operation::node(NodeVerb::Delete, node("txn")),
        ],
    )
    .await
    .unwrap();
    assert!(removed.is_empty());
    let gone = Operation::node(NodeVerb::Get, node("txn"));
    assert!(matches!(
        send(client, [gone]).await,
        Err(Kind::Conflict { .. })
    ));
}

async fn nothing_is_half_applied(client: &Client) {
    let refused = send(
        client,
        [
            Operation::kv_create("half", "x"),
            Operation::kv("half/other", KvVerb::CheckIndex { index: 7 }),
        ],
    )
    .await
    .unwrap_err();
    let Kind::Conflict { errors } = refused else {
        panic!("{refused}");
    };
    assert_eq!(errors[0].index, 1);
    let read = client.read(&kv::get("half"), Consistency::Consistent).await;
    assert_eq!(read.unwrap().value, None);
}

async fn one_of_eight_creators_wins(client: &Client) {
    let mut creators = tokio::task::JoinSet::new();
    for number in 0..8 {
        let client = client.clone();
        creators.spawn(async move {
            send(
                &client,
                [Operation::kv_create("claim", format!("{number}"))],
            )
            .await
        });
    }
    let outcomes = creators.join_all().await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 7));
    for outcome in lost {
        assert!(matches!(outcome, Err(Kind::Conflict { .. })), "{outcome:?}");
    }
}

async fn keys_have_every_verb(client: &Client) {
    let set = |value: &str| KvVerb::Set {
        value: value.into(),
        flags: 7,
    };
    let applied = send(
        client,
        [
            Operation::kv("verbs", KvVerb::CheckNotExists),
            Operation::kv("verbs/a", set("1")),
            Operation::kv("verbs/b", set("2")),
            Operation::kv("verbs/", KvVerb::GetTree),
        ],
    )
    .await
    .unwrap();
    assert_eq!(applied.len(), 4);
    let Applied::Kv(first) = &applied[2] else {
        panic!("{applied:?}");
    };
    assert_eq!((first.key.as_str(), first.flags), ("verbs/a", 7));
    let index = first.modify_index;
    let unchanged = KvVerb::SetUnchanged {
        value: b"3".to_vec(),
        flags: 0,
        index,
    };
    send(
        client,
        [
            Operation::kv("verbs/a", KvVerb::CheckIndex { index }),
            Operation::kv("verbs/a", unchanged),
            Operation::kv("verbs/b", KvVerb::DeleteUnchanged { index }),
        ],
    )
    .await
    .unwrap();
    let deleted = [
        Operation::kv("verbs/a", KvVerb::Delete),
        Operation::kv("verbs/", KvVerb::DeleteTree),
    ];
    send(client, deleted).await.unwrap();
    let keys = client
        .read(&kv::keys("verbs", None), Consistency::Consistent)
        .await;
    assert!(keys.unwrap().value.is_empty());
}
