//! Keys and values, one rule a test.

use serde_json::json;

use crate::api::Api;

#[tokio::test]
async fn a_value_reads_as_it_was_put() {
    let api = Api::new();
    api.done("/v1/kv/a/b?flags=42", "hello").await;
    let reply = api.get("/v1/kv/a/b").await;
    let index = reply.index();
    let expected = json!([{
        "LockIndex": 0, "Key": "a/b", "Flags": 42, "Value": "aGVsbG8=",
        "CreateIndex": index, "ModifyIndex": index,
    }]);
    assert_eq!(reply.json(), expected);
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("x-consul-knownleader"), "true");
    assert_eq!(reply.header("x-consul-lastcontact"), "0");
    let raw = api.get("/v1/kv/a/b?raw").await;
    assert_eq!(raw.text(), "hello");
    assert_eq!(raw.header("content-type"), "text/plain");
    assert_eq!(raw.header("content-security-policy"), "sandbox");
    api.done("/v1/kv/a/empty", "").await;
    assert!(api.get("/v1/kv/a/empty").await.json()[0]["Value"].is_null());
}

#[tokio::test]
async fn the_same_value_again_changes_nothing() {
    let api = Api::new();
    api.done("/v1/kv/a", "x").await;
    let before = api.get("/v1/kv/a").await.index();
    api.done("/v1/kv/a", "x").await;
    assert_eq!(api.get("/v1/kv/a").await.index(), before);
    api.done("/v1/kv/a?flags=1", "x").await;
    assert!(api.get("/v1/kv/a").await.index() > before);
}

#[tokio::test]
async fn what_is_below_a_prefix_is_listed_in_order() {
    let api = Api::new();
    for key in ["b", "a/d/e", "a/c", "ab", "a/b", "a/d/f"] {
        api.done(&format!("/v1/kv/{key}"), key).await;
    }
    let keys = async |query: &str| api.get(&format!("/v1/kv/{query}")).await.json();
    assert_eq!(
        keys("a/?keys").await,
        json!(["a/b", "a/c", "a/d/e", "a/d/f"])
    );
    assert_eq!(
        keys("a/?keys&separator=/").await,
        json!(["a/b", "a/c", "a/d/"])
    );
    assert_eq!(keys("?keys&separator=/").await, json!(["a/", "ab", "b"]));
    let rows = keys("a?recurse").await;
    let found: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["Key"].clone())
        .collect();
    assert_eq!(json!(found), json!(["a/b", "a/c", "a/d/e", "a/d/f", "ab"]));
    assert_eq!(api.get("/v1/kv/zz?recurse").await.status, 404);
    assert_eq!(api.get("/v1/kv/zz?keys").await.status, 404);
}

#[tokio::test]
async fn compare_and_set_holds_only_at_the_index() {
    let api = Api::new();
    let put = async |path: &str| api.put(path, "x").await.text();
    assert_eq!(put("/v1/kv/a?cas=1").await, "false");
    assert_eq!(put("/v1/kv/a?cas=0").await, "true");
    assert_eq!(put("/v1/kv/a?cas=0").await, "false");
    let index = api.get("/v1/kv/a").await.index();
    assert_eq!(
        api.put(&format!("/v1/kv/a?cas={index}"), "y").await.text(),
        "true"
    );
    assert_eq!(
        api.put(&format!("/v1/kv/a?cas={index}"), "z").await.text(),
        "false"
    );
    assert_eq!(
        api.delete(&format!("/v1/kv/a?cas={index}")).await.text(),
        "false"
    );
    let index = api.get("/v1/kv/a").await.index();
    assert_eq!(
        api.delete(&format!("/v1/kv/a?cas={index}")).await.text(),
        "true"
    );
    assert_eq!(api.get("/v1/kv/a").await.status, 404);
}

#[tokio::test]
async fn removing_is_done_even_if_nothing_is_there() {
    let api = Api::new();
    for key in ["a/b", "a/c", "b"] {
        api.done(&format!("/v1/kv/{key}"), "x").await;
    }
    assert_eq!(api.delete("/v1/kv/none").await.text(), "true");
    assert_eq!(api.delete("/v1/kv/a?recurse").await.text(), "true");
    assert_eq!(api.get("/v1/kv/?keys").await.json(), json!(["b"]));
    assert_eq!(api.delete("/v1/kv/?recurse").await.text(), "true");
    assert_eq!(api.get("/v1/kv/?keys").await.json(), json!([]));
}

#[tokio::test]
async fn a_removal_below_a_prefix_raises_its_index() {
    let api = Api::new();
    for key in ["a/b", "a/c", "b"] {
        api.done(&format!("/v1/kv/{key}"), "x").await;
    }
    let before = api.get("/v1/kv/a?recurse").await.index();
    let others = api.get("/v1/kv/b?recurse").await.index();
    api.delete("/v1/kv/a/b").await;
    assert!(api.get("/v1/kv/a?recurse").await.index() > before);
    assert_eq!(api.get("/v1/kv/b?recurse").await.index(), others);
}

#[tokio::test]
async fn names_are_decoded_as_consul_does() {
    let api = Api::new();
    api.done("/v1/kv/sp%20ace+plus%3Fq%2Fx", "1").await;
    assert_eq!(
        api.get("/v1/kv/sp?keys").await.json(),
        json!(["sp ace+plus?q/x"])
    );
    let moved = api.put("/v1/kv/a//b?flags=1", "x").await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (301, "/v1/kv/a/b?flags=1")
    );
    assert_eq!(api.get("/v1/kv").await.header("location"), "/v1/kv/");
    assert_eq!(api.get("/v1/kv/%zz").await.status, 400);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_consuls_words() {
    let api = Api::new();
    let check = async |method: &str, path: &str, status: u16, words: &str| {
        let reply = api.ask(method, path, "x").await;
        assert_eq!(
            reply.refusal(),
            (status, words.to_owned()),
            "{method} {path}"
        );
    };
    let parse = r#"strconv.ParseUint: parsing "x": invalid syntax"#;
    check("GET", "/v1/kv/", 400, "Missing key name").await;
    check("PUT", "/v1/kv/", 400, "Missing key name").await;
    check("DELETE", "/v1/kv/", 400, "Missing key name").await;
    check("PUT", "/v1/kv/a?cas=x", 500, parse).await;
    check("PUT", "/v1/kv/a?flags=x", 500, parse).await;
    check(
        "PUT",
        "/v1/kv/a?acquire=a&release=b",
        400,
        "Conflicting flags: acquire=a&release=b",
    )
    .await;
    check(
        "DELETE",
        "/v1/kv/a?recurse&cas=1",
        400,
        "Conflicting flags: cas=1&recurse=",
    )
    .await;
    check("GET", "/v1/kv/a?index=x", 400, "Invalid index").await;
    check("GET", "/v1/kv/a?wait=x", 400, "Invalid wait time").await;
    check("GET", "/v1/kv/a?dc=other", 500, "No path to datacenter").await;
    check("POST", "/v1/kv/a", 405, "method POST not allowed").await;
    let both = "Cannot specify ?stale with ?consistent, conflicting semantics.";
    check("GET", "/v1/kv/a?stale&consistent", 400, both).await;
    let session = "failed session lookup: index error: UUID must be 36 characters";
    check("PUT", "/v1/kv/a?acquire=x", 500, session).await;
    let options = api.ask("OPTIONS", "/v1/kv/a", "").await;
    assert_eq!(options.header("allow"), "OPTIONS,GET,PUT,DELETE");
}

#[tokio::test]
async fn everything_is_there_after_opening_again() {
    let api = Api::new();
    api.done("/v1/kv/a?flags=7", "one").await;
    api.done("/v1/kv/b", "two").await;
    api.delete("/v1/kv/b").await;
    let before = api.get("/v1/kv/a").await.json();
    let api = api.reopened();
    assert_eq!(api.get("/v1/kv/a").await.json(), before);
    assert_eq!(api.get("/v1/kv/?keys").await.json(), json!(["a"]));
}
