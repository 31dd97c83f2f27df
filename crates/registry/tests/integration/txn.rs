//! Transactions: all or nothing.

use serde_json::{Value, json};

use crate::api::{Api, Reply};

async fn run(api: &Api, operations: Value) -> Reply {
    api.put("/v1/txn", operations.to_string()).await
}

fn words(reply: &Reply) -> Vec<(u64, String)> {
    assert_eq!(reply.status, 409, "{}", reply.text());
    let body = reply.json();
    assert!(body["Results"].is_null());
    let errors = body["Errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            let what = error["What"].as_str().unwrap().to_owned();
            (error["OpIndex"].as_u64().unwrap(), what)
        })
        .collect()
}

#[tokio::test]
async fn keys_change_together_with_one_index() {
    let api = Api::new();
    let reply = run(
        &api,
        json!([
            {"KV": {"Verb": "set", "Key": "a", "Value": "eA==", "Flags": 3}},
            {"KV": {"Verb": "cas", "Key": "b", "Index": 0, "Value": "eQ=="}},
            {"KV": {"Verb": "get", "Key": "a"}},
            {"KV": {"Verb": "get-tree", "Key": ""}},
        ]),
    )
    .await;
    assert_eq!(words(&reply), [(3, "Must provide key".to_owned())]);
    let reply = run(
        &api,
        json!([
            {"KV": {"Verb": "set", "Key": "a", "Value": "eA==", "Flags": 3}},
            {"KV": {"Verb": "cas", "Key": "b", "Index": 0, "Value": "eQ=="}},
            {"KV": {"Verb": "get", "Key": "a"}},
            {"KV": {"Verb": "delete", "Key": "none"}},
        ]),
    )
    .await;
    let body = reply.json();
    let results = body["Results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert!(results[0]["KV"]["Value"].is_null());
    assert_eq!(results[2]["KV"]["Value"], "eA==");
    assert_eq!(
        results[0]["KV"]["ModifyIndex"],
        results[1]["KV"]["ModifyIndex"]
    );
    assert!(body["Errors"].is_null() && body.get("Index").is_none());
}

#[tokio::test]
async fn one_failure_undoes_everything_and_each_is_named() {
    let api = Api::new();
    api.done("/v1/kv/a", "x").await;
    api.done(
        "/v1/catalog/register",
        r#"{"Node":"n","Address":"1.1.1.1"}"#,
    )
    .await;
    let index = api.get("/v1/kv/a").await.index();
    let unknown = "00000000-0000-0000-0000-000000000000";
    let before = api.registry.snapshot().index;
    let reply = run(
        &api,
        json!([
            {"KV": {"Verb": "set", "Key": "c", "Value": "eA=="}},
            {"KV": {"Verb": "cas", "Key": "a", "Index": 1, "Value": "eA=="}},
            {"KV": {"Verb": "check-index", "Key": "a", "Index": 1}},
            {"KV": {"Verb": "check-index", "Key": "none", "Index": 1}},
            {"KV": {"Verb": "check-not-exists", "Key": "a"}},
            {"KV": {"Verb": "check-session", "Key": "a", "Session": "zz"}},
            {"KV": {"Verb": "delete-cas", "Key": "a", "Index": 1}},
            {"KV": {"Verb": "lock", "Key": "a", "Session": unknown}},
            {"KV": {"Verb": "lock", "Key": "a"}},
            {"KV": {"Verb": "unlock", "Key": "a", "Session": unknown}},
            {"KV": {"Verb": "get", "Key": "none"}},
            {"Node": {"Verb": "set", "Node": {"Node": "m", "Address": "1.1.1.2"}}},
            {"Service": {"Verb": "set", "Node": "none", "Service": {"Service": "s"}}},
            {"Check": {"Verb": "get", "Check": {"Node": "n", "CheckID": "none"}}},
            {"Node": {"Verb": "cas", "Node": {"Node": "n", "Address": "2", "ModifyIndex": 1}}},
            {"KV": {"Verb": "bogus", "Key": "a"}},
        ]),
    )
    .await;
    let expected = [
        (1, "failed to set key \"a\", index is stale".to_owned()),
        (
            2,
            format!("failed index check for key \"a\", current modify index {index} != 1"),
        ),
        (
            3,
            "failed to check index, key \"none\" doesn't exist".to_owned(),
        ),
        (4, "key \"a\" exists".to_owned()),
        (
            5,
            "failed session check for key \"a\", current session \"\" != \"zz\"".to_owned(),
        ),
        (6, "failed to delete key \"a\", index is stale".to_owned()),
        (7, format!("invalid session \"{unknown}\"")),
        (8, "missing session".to_owned()),
        (
            9,
            "failed to unlock key \"a\", lock isn't held, or is held by another session".to_owned(),
        ),
        (10, "key \"none\" doesn't exist".to_owned()),
        (12, "Missing node registration".to_owned()),
        (13, "check \"none\" on node \"n\" doesn't exist".to_owned()),
        (14, "failed to set node \"n\", index is stale".to_owned()),
        (15, "unknown KV verb \"bogus\"".to_owned()),
    ];
    assert_eq!(words(&reply), expected);
    assert_eq!(api.registry.snapshot().index, before);
    assert_eq!(api.get("/v1/kv/c").await.status, 404);
    let nodes = api.get("/v1/catalog/nodes").await.json();
    assert_eq!(nodes.as_array().unwrap().len(), 2);
    let api = api.reopened();
    assert_eq!(api.get("/v1/kv/c").await.status, 404);
}

#[tokio::test]
async fn a_node_its_service_and_its_check_are_written_together() {
    let api = Api::new();
    let service = json!({"ID": "s1", "Service": "s", "Port": 3, "Meta": {"a": "b"}});
    let reply = run(
        &api,
        json!([
            {"Node": {"Verb": "set", "Node": {"Node": "n", "Address": "1.2.3.4"}}},
            {"Service": {"Verb": "cas", "Node": "n", "Service": service}},
            {"Check": {"Verb": "set", "Check": {
                "Node": "n", "CheckID": "c", "Name": "C", "Status": "passing", "ServiceID": "s1",
            }}},
            {"KV": {"Verb": "set", "Key": "audit/1", "Value": "eA=="}},
        ]),
    )
    .await;
    let results = reply.json()["Results"].clone();
    assert_eq!(results[0]["Node"]["Datacenter"], "dc1");
    assert!(results[1]["Service"]["Tags"].is_null());
    assert_eq!(
        results[1]["Service"]["Weights"],
        json!({"Passing": 1, "Warning": 1})
    );
    assert_eq!(results[2]["Check"]["ServiceName"], "s");
    let index = results[1]["Service"]["ModifyIndex"].as_u64().unwrap();
    let cas = |index: u64, verb: &str| {
        let mut service = service.clone();
        service["ModifyIndex"] = json!(index);
        json!([{"Service": {"Verb": verb, "Node": "n", "Service": service}}])
    };
    let stale = [(
        0,
        "failed to set service \"s1\" on node \"n\", index is stale".to_owned(),
    )];
    assert_eq!(words(&run(&api, cas(0, "cas")).await), stale);
    assert_eq!(run(&api, cas(index, "cas")).await.status, 200);
    let stale = [(
        0,
        "failed to delete service \"s1\" on node \"n\", index is stale".to_owned(),
    )];
    assert_eq!(words(&run(&api, cas(1, "delete-cas")).await), stale);
    assert_eq!(run(&api, cas(index, "delete-cas")).await.status, 200);
    assert_eq!(api.get("/v1/health/node/n").await.json(), json!([]));
}

#[tokio::test]
async fn reading_alone_is_told_as_a_read() {
    let api = Api::new();
    api.done("/v1/kv/a", "x").await;
    let reply = run(&api, json!([{"KV": {"Verb": "get", "Key": "a"}}])).await;
    assert_eq!(reply.header("x-consul-knownleader"), "true");
    let body = reply.json();
    assert_eq!(
        (&body["Index"], &body["KnownLeader"]),
        (&json!(0), &json!(true))
    );
    let none = run(&api, json!([])).await.json();
    assert_eq!(none["Results"], json!([]));
}

#[tokio::test]
async fn a_lock_that_is_held_back_fails_the_transaction() {
    let api = Api::new();
    let lost = api.session(r#"{"LockDelay":"10s"}"#).await;
    api.done(&format!("/v1/kv/l?acquire={lost}"), "x").await;
    api.done(&format!("/v1/session/destroy/{lost}"), "").await;
    let next = api.session("").await;
    let lock = json!([
        {"KV": {"Verb": "set", "Key": "other", "Value": "eA=="}},
        {"KV": {"Verb": "lock", "Key": "l", "Session": next, "Value": "eA=="}},
    ]);
    let expected = [(1, "failed to lock key \"l\" due to lock delay".to_owned())];
    assert_eq!(words(&run(&api, lock).await), expected);
    assert_eq!(api.get("/v1/kv/other").await.status, 404);
}
