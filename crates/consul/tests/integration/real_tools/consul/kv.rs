use std::time::{Duration, Instant};

use consul::kv::{self, Condition};
use consul::txn::{Operation, Transaction};
use consul::wire::Entry;
use consul::{Client, Consistency, Kind};

use testkit::consul::RealConsul;

use super::{NAMES, real};
use crate::support::{client, usual};

const READ: Consistency = Consistency::Consistent;

async fn get(client: &Client, key: &str) -> Option<Entry> {
    client.read(&kv::get(key), READ).await.unwrap().value
}

#[tokio::test]
async fn keys_and_values() {
    let Some((_server, client)) = real().await else {
        return;
    };
    values_go_and_come(&client).await;
    conditions_are_kept(&client).await;
    trees_are_read_and_removed(&client).await;
    names_travel(&client).await;
}

async fn values_go_and_come(client: &Client) {
    let all: Vec<u8> = (0..=255).collect();
    for value in [Vec::new(), b"text".to_vec(), all, vec![7; 512 * 1_024]] {
        let put = client
            .kv()
            .put("value", value.clone(), 42, Condition::Always);
        assert!(put.await.unwrap().value);
        let entry = get(client, "value").await.unwrap();
        assert_eq!((&entry.value, entry.flags), (&value, 42));
        let raw = client.read(&kv::raw("value"), READ).await.unwrap();
        assert_eq!(raw.value.unwrap(), value);
        assert_eq!(raw.meta.index, Some(entry.modify_index));
        assert_eq!(raw.meta.known_leader, Some(true));
    }
    assert!(client.kv().delete("value").await.unwrap().value);
    assert_eq!(get(client, "value").await, None);
    assert_eq!(
        client.read(&kv::raw("value"), READ).await.unwrap().value,
        None
    );
    assert!(client.kv().delete("value").await.unwrap().value);
}

async fn conditions_are_kept(client: &Client) {
    let put = async |value: &'static str, condition: Condition<'_>| {
        let put = client.kv().put("cas", value, 0, condition);
        put.await.unwrap().value
    };
    assert!(put("one", Condition::Absent).await);
    assert!(!put("two", Condition::Absent).await);
    let index = get(client, "cas").await.unwrap().modify_index;
    assert!(!put("two", Condition::Unchanged(index + 1)).await);
    assert!(put("two", Condition::Unchanged(index)).await);
    assert!(!put("three", Condition::Unchanged(index)).await);
    let entry = get(client, "cas").await.unwrap();
    assert_eq!(entry.value, b"two");
    let kv = client.kv();
    assert!(!kv.delete_unchanged("cas", index).await.unwrap().value);
    let deleted = kv.delete_unchanged("cas", entry.modify_index).await;
    assert!(deleted.unwrap().value);
    assert_eq!(get(client, "cas").await, None);
}

async fn trees_are_read_and_removed(client: &Client) {
    for key in ["tree/a", "tree/b/c", "tree/b/d", "treetop"] {
        let put = client.kv().put(key, key, 0, Condition::Always);
        assert!(put.await.unwrap().value);
    }
    let keys = async |prefix, separator| {
        let query = kv::keys(prefix, separator);
        client.read(&query, READ).await.unwrap().value
    };
    assert_eq!(
        keys("tree/", None).await,
        ["tree/a", "tree/b/c", "tree/b/d"]
    );
    assert_eq!(keys("tree/", Some("/")).await, ["tree/a", "tree/b/"]);
    assert_eq!(keys("nothing", None).await, [""; 0]);
    let entries = client.read(&kv::recurse("tree/b/"), READ).await.unwrap();
    let pairs: Vec<_> = entries
        .value
        .iter()
        .map(|entry| (entry.key.as_str(), entry.value.as_slice()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("tree/b/c", &b"tree/b/c"[..]),
            ("tree/b/d", &b"tree/b/d"[..])
        ]
    );
    assert!(client.kv().delete_recurse("tree/").await.unwrap().value);
    assert_eq!(keys("", None).await, ["treetop"]);
    assert!(client.kv().delete_recurse("treetop").await.unwrap().value);
}

async fn names_travel(client: &Client) {
    for name in NAMES {
        let put = client.kv().put(name, name, 0, Condition::Always);
        assert!(put.await.unwrap().value, "{name}");
        let entry = get(client, name).await.expect(name);
        assert_eq!(
            (entry.key.as_str(), entry.value.as_slice()),
            (name, name.as_bytes())
        );
    }
    let mut known = client.read(&kv::keys("", None), READ).await.unwrap().value;
    let mut expected = NAMES.to_vec();
    known.sort();
    expected.sort_unstable();
    assert_eq!(known, expected);
    for name in NAMES {
        assert!(client.kv().delete(name).await.unwrap().value, "{name}");
    }
    let known = client.read(&kv::keys("", None), READ).await.unwrap().value;
    assert_eq!(known, [""; 0]);
}

#[tokio::test]
async fn a_token_that_may_not_is_told_so() {
    let settings = serde_json::json!({
        "acl": { "enabled": true, "default_policy": "deny", "tokens": {
            "master": "3a1b0c6e-0000-4000-8000-000000000000",
            "agent": "3a1b0c6e-0000-4000-8000-000000000000" } }
    });
    let Some(server) = RealConsul::start_with(settings).unwrap() else {
        return;
    };
    let mut settings = usual(&[server.address()]);
    let (nobody, _) = client(settings.clone());
    settings.token = Some("3a1b0c6e-0000-4000-8000-000000000000".into());
    let (master, _) = client(settings);
    let started = Instant::now();
    while let Err(error) = master.kv().put("a", "b", 0, Condition::Always).await {
        assert!(started.elapsed() < Duration::from_secs(30), "{error}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for error in [
        nobody.read(&kv::get("a"), READ).await.unwrap_err(),
        nobody.kv().delete("a").await.unwrap_err(),
        Transaction::new()
            .and(Operation::kv_create("z", "x"))
            .send(&nobody)
            .await
            .unwrap_err(),
    ] {
        assert!(matches!(error.kind, Kind::Forbidden { .. }), "{error}");
    }
    let capabilities = nobody.capabilities().await.unwrap();
    assert_eq!(capabilities.version, None);
    assert!(capabilities.node_services);
}
