//! Limits, each with the number that was reached.

use axum::body::Body;
use serde_json::json;

use crate::api::{Api, settings};
use registry::Settings;

#[tokio::test]
async fn a_value_is_as_long_as_in_consul() {
    let api = Api::new();
    let most = vec![0; 524_288];
    api.done("/v1/kv/a", most.clone()).await;
    assert_eq!(api.get("/v1/kv/a?raw").await.body.len(), most.len());
    let more = vec![0; 524_289];
    let reply = api.put("/v1/kv/a", more.clone()).await;
    let words = "Request body(over 524288 bytes) too large, max size: 524288 bytes. See \
                 https://www.consul.io/docs/agent/options.html#kv_max_value_size.";
    assert_eq!(reply.refusal(), (413, words.to_owned()));
    // One that says its length is told it, and one that does not is stopped all the same.
    let stream = Body::new(axum::body::Body::from(more));
    assert_eq!(api.put("/v1/kv/a", stream).await.status, 413);
}

#[tokio::test]
async fn a_transaction_is_as_large_as_in_consul() {
    let api = Api::new();
    let set = json!({"KV": {"Verb": "set", "Key": "a", "Value": "eA=="}});
    let operations = vec![set; 65];
    let body = |count: usize| json!(operations[..count]).to_string();
    assert_eq!(api.put("/v1/txn", body(64)).await.status, 200);
    let words = "Transaction contains too many operations (65 > 64)";
    let refused = api.put("/v1/txn", body(65)).await;
    assert_eq!(refused.refusal(), (413, words.to_owned()));
    let large = format!(
        r#"[{{"KV":{{"Verb":"set","Key":"a","Value":"{}"}}}}]"#,
        "AAAA".repeat(131_100)
    );
    assert_eq!(api.put("/v1/txn", large).await.status, 413);
}

#[tokio::test]
async fn a_meta_is_as_large_as_in_consul() {
    let api = Api::new();
    let check = async |meta: serde_json::Value, words: &str| {
        let body =
            json!({"Node": "n", "Address": "1.1.1.1", "Service": {"Service": "m", "Meta": meta}});
        let reply = api.put("/v1/catalog/register", body.to_string()).await;
        let begin = "failed inserting service: Invalid Service Meta for node n and serviceID m: ";
        assert_eq!(reply.refusal(), (500, format!("{begin}{words}")));
        let body = json!({"Name": "m", "Meta": meta});
        let reply = api
            .put("/v1/agent/service/register", body.to_string())
            .await;
        assert_eq!(
            reply.refusal(),
            (400, format!("Invalid Service Meta: {words}"))
        );
    };
    let pairs = |count: usize| (0..count).map(|n| (format!("k{n}"), json!("v"))).collect();
    let many = serde_json::Value::Object(pairs(65));
    check(
        many,
        "Node metadata cannot contain more than 64 key/value pairs",
    )
    .await;
    let long = "v".repeat(513);
    let words = format!(
        "Couldn't load metadata pair ('k', '{long}'): Value is too long (limit: 512 characters)"
    );
    check(json!({ "k": long }), &words).await;
    let key = "k".repeat(129);
    let words = format!(
        "Couldn't load metadata pair ('{key}', 'v'): Key is too long (limit: 128 characters)"
    );
    check(json!({ key: "v" }), &words).await;
    let fits = json!({"Name": "m", "Meta": serde_json::Value::Object(pairs(64))});
    api.done("/v1/agent/service/register", fits.to_string())
        .await;
}

#[tokio::test]
async fn a_full_store_refuses_and_lives_on() {
    let api = Api::with(Settings {
        most_bytes: 3 * 1_024 * 1_024,
        ..settings()
    });
    api.done("/v1/kv/before", "x").await;
    let value = vec![b'x'; 500_000];
    let mut refused = None;
    for number in 0..20 {
        let reply = api
            .put(&format!("/v1/kv/big/{number}"), value.clone())
            .await;
        if reply.status != 200 {
            refused = Some((number, reply));
            break;
        }
    }
    let (number, reply) = refused.expect("the limit is reached");
    assert_eq!(reply.status, 507);
    assert!(reply.text().contains("3145728 bytes"), "{}", reply.text());
    // Nothing of it is to be seen, before and after; what was there is.
    assert_eq!(api.get(&format!("/v1/kv/big/{number}")).await.status, 404);
    assert_eq!(api.get("/v1/kv/before?raw").await.text(), "x");
    assert_eq!(api.delete("/v1/kv/big/0").await.text(), "true");
    api.done("/v1/kv/after", "y").await;
    let keys = api.get("/v1/kv/?keys").await.json();
    let api = api.reopened();
    assert_eq!(api.get("/v1/kv/?keys").await.json(), keys);
    assert_eq!(api.get("/v1/kv/after?raw").await.text(), "y");
}
