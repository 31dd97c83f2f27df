//! `/v1/txn`.

use serde_json::{Value, json};

use crate::transcript::Transcript;

const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

pub(super) async fn run(t: &mut Transcript) {
    bodies(t).await;
    keys(t).await;
    catalog(t).await;
    limits(t).await;
}

async fn txn(t: &mut Transcript, operations: Value) {
    t.put("/v1/txn", operations.to_string()).await;
}

fn kv(verb: &str, key: &str) -> Value {
    json!({"KV": {"Verb": verb, "Key": key, "Value": "aGk="}})
}

fn kv_with(verb: &str, key: &str, name: &str, value: Value) -> Value {
    let mut operation = kv(verb, key);
    operation["KV"][name] = value;
    operation
}

async fn bodies(t: &mut Transcript) {
    t.put("/v1/txn", "").await;
    t.put("/v1/txn", "[]").await;
    t.put("/v1/txn", "[{}]").await;
    t.refused("PUT", "/v1/txn", "{}").await;
    t.refused(
        "PUT",
        "/v1/txn",
        r#"[{"KV":{"Verb":"set","Key":"t/b","Value":"!!"}}]"#,
    )
    .await;
    t.put("/v1/txn", r#"[{"Foo":{}}]"#).await;
    t.put("/v1/txn", r#"[{"KV":{"Verb":"set","Key":"a","Bogus":1}}]"#)
        .await;
    t.get("/v1/txn").await;
    t.put("/v1/txn?dc=xx", r#"[{"KV":{"Verb":"set","Key":"t/m"}}]"#)
        .await;
}

async fn keys(t: &mut Transcript) {
    txn(t, json!([kv("bogus", "t/a")])).await;
    txn(t, json!([kv("set", "")])).await;
    txn(
        t,
        json!([kv_with("set", "t/a", "Flags", json!(3)), kv("get", "t/a")]),
    )
    .await;
    txn(t, json!([kv("get", "t/a"), kv("get-tree", "t/")])).await;
    t.put("/v1/txn?stale", json!([kv("get", "t/a")]).to_string())
        .await;
    txn(t, json!([kv("get", "t/none"), kv("get-tree", "none/")])).await;
    txn(t, json!([kv("get-tree", "none/")])).await;
    txn(
        t,
        json!([
            kv("set", "t/c"),
            kv_with("cas", "t/a", "Index", json!(1)),
            kv_with("check-index", "t/a", "Index", json!(1)),
            kv_with("check-index", "t/none", "Index", json!(1)),
            kv("check-not-exists", "t/a"),
            kv_with("check-session", "t/a", "Session", json!("zz")),
            kv_with("check-session", "t/none", "Session", json!("zz")),
            kv_with("delete-cas", "t/a", "Index", json!(1)),
            kv_with("lock", "t/a", "Session", json!(NOBODY)),
            kv("lock", "t/a"),
            kv_with("lock", "t/a", "Session", json!("x")),
            kv_with("unlock", "t/a", "Session", json!(NOBODY)),
            kv_with("unlock", "t/none", "Session", json!(NOBODY)),
            kv("unlock", "t/none"),
            kv("get", "t/none"),
        ]),
    )
    .await;
    t.get("/v1/kv/t/c").await;
    txn(
        t,
        json!([
            kv_with("check-session", "t/a", "Session", json!("")),
            kv("check-not-exists", "t/none"),
            kv("get", "t/a"),
        ]),
    )
    .await;
    txn(t, json!([kv("bogus", "t/a"), kv("get", "t/a")])).await;
    txn(
        t,
        json!([
            kv("check-not-exists", "t/zz"),
            kv_with("cas", "t/d", "Index", json!(0)),
            kv("delete-tree", "t/a"),
            kv("delete", "t/never"),
            kv("get-tree", "t"),
            kv_with("delete-cas", "t/none", "Index", json!(0)),
            kv_with("check-session", "t/d", "Session", json!("")),
        ]),
    )
    .await;
    t.get("/v1/kv/t?recurse").await;
    txn(
        t,
        json!([{"KV": {"Verb": "set", "Key": "t/m", "Value": null}}, kv("get", "t/m")]),
    )
    .await;
    txn(
        t,
        json!([
            kv("set", "t/same"),
            kv("set", "t/same"),
            kv("get", "t/same")
        ]),
    )
    .await;
    let reply = t
        .put("/v1/session/create", r#"{"Name":"txn","LockDelay":"0s"}"#)
        .await;
    let session = reply.json()["ID"].clone();
    txn(
        t,
        json!([
            kv_with("lock", "t/l", "Session", session.clone()),
            kv_with("check-session", "t/l", "Session", session.clone()),
            kv_with("unlock", "t/l", "Session", session.clone()),
            kv_with("lock", "t/l", "Session", session),
        ]),
    )
    .await;
    t.get("/v1/kv/t/l").await;
}

async fn catalog(t: &mut Transcript) {
    let service = |id: &str, more: Value| {
        let mut service = json!({"ID": id, "Service": "tsvc", "Port": 3, "Meta": {"a": "b"}});
        for (name, value) in more.as_object().unwrap() {
            service[name] = value.clone();
        }
        service
    };
    let on = |verb: &str, node: &str, service: Value| json!({"Service": {"Verb": verb, "Node": node, "Service": service}});
    let node = |verb: &str, node: Value| json!({"Node": {"Verb": verb, "Node": node}});
    let check = |verb: &str, check: Value| json!({"Check": {"Verb": verb, "Check": check}});
    txn(t, json!([
        node("set", json!({"Node": "tn", "Address": "1.2.3.4"})),
        on("set", "tn", service("ts", json!({}))),
        check("set", json!({"Node": "tn", "CheckID": "tc", "Name": "T", "Status": "passing", "ServiceID": "ts"})),
    ]))
    .await;
    txn(
        t,
        json!([
            node("get", json!({"Node": "tn"})),
            on("get", "tn", json!({"ID": "ts"})),
            check("get", json!({"Node": "tn", "CheckID": "tc"})),
        ]),
    )
    .await;
    txn(
        t,
        json!([
            node("get", json!({"Node": "nn"})),
            on("get", "tn", json!({"ID": "nn"})),
            check("get", json!({"Node": "tn", "CheckID": "nn"})),
        ]),
    )
    .await;
    let stale = json!({"ModifyIndex": 1});
    let cas = |verb: &str| {
        json!([
            node(
                verb,
                json!({"Node": "tn", "Address": "1.2.3.5", "ModifyIndex": 1})
            ),
            on(verb, "tn", service("ts", stale.clone())),
            check(
                verb,
                json!({"Node": "tn", "CheckID": "tc", "Name": "T", "ModifyIndex": 1})
            ),
            on(verb, "tn", service("none", stale.clone())),
        ])
    };
    txn(t, cas("cas")).await;
    txn(t, cas("delete-cas")).await;
    txn(t, cas("bogus")).await;
    txn(
        t,
        json!([
            on("cas", "tn", service("new", json!({"ModifyIndex": 0}))),
            on("cas", "tn", service("ts", json!({"ModifyIndex": 0}))),
        ]),
    )
    .await;
    txn(
        t,
        json!([
            on("set", "nonode", service("x", json!({}))),
            check(
                "set",
                json!({"Node": "nonode", "CheckID": "x", "Name": "x"})
            ),
            check(
                "set",
                json!({"Node": "tn", "Name": "x", "ServiceID": "nosvc"})
            ),
        ]),
    )
    .await;
    txn(t, json!([on("delete", "tn", json!({"ID": "ts"}))])).await;
    txn(
        t,
        json!([
            node("set", json!({"Node": "q1"})),
            node("set", json!({"Node": "", "Address": "1"})),
            node("set", json!({"Node": "q2", "Address": "1", "ID": "bad"})),
        ]),
    )
    .await;
    txn(
        t,
        json!([
            node("set", json!({"Node": "q1"})),
            on("set", "q1", json!({"Service": "noid"})),
            check("set", json!({"Node": "q1", "Name": "nameless"})),
        ]),
    )
    .await;
    t.get("/v1/catalog/node/q1").await;
    t.get("/v1/catalog/node/tn").await;
    txn(
        t,
        json!([
            node("delete", json!({"Node": "nnn"})),
            on("delete", "tn", service("nnn", json!({}))),
            check("delete", json!({"Node": "tn", "CheckID": "nnn"})),
            check("delete", json!({"Node": "tn", "CheckID": "tc"})),
            on("delete", "tn", service("ts", json!({"Service": "zzz"}))),
            node("delete", json!({"Node": "tn"})),
            node("delete", json!({"Node": "q1"})),
        ]),
    )
    .await;
    t.get("/v1/catalog/node/tn").await;
    t.get("/v1/health/node/tn").await;
}

async fn limits(t: &mut Transcript) {
    let sets = vec![kv("set", "t/many"); 65];
    txn(t, json!(sets[..64])).await;
    txn(t, json!(sets)).await;
    txn(t, json!(vec![kv("get", "t/many"); 65])).await;
    let large = "A".repeat(533_336);
    let body = format!(r#"[{{"KV":{{"Verb":"set","Key":"t/big","Value":"{large}"}}}}]"#);
    t.put("/v1/txn", body).await;
    t.delete("/v1/kv/t?recurse").await;
}
