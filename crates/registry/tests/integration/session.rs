//! Sessions and the locks they hold.

use std::time::Duration;

use serde_json::json;
use tokio::time::sleep;

use crate::api::Api;

async fn holder(api: &Api, key: &str) -> Option<String> {
    let row = &api.get(&format!("/v1/kv/{key}")).await.json()[0];
    row["Session"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn a_session_is_told_as_it_was_made() {
    let api = Api::new();
    let body = r#"{"Name":"s","TTL":"20s","Behavior":"delete","LockDelay":"1s"}"#;
    let id = api.session(body).await;
    let reply = api.get(&format!("/v1/session/info/{id}")).await;
    let index = reply.index();
    let expected = json!([{
        "ID": id, "Name": "s", "Node": "skills-eye", "LockDelay": 1_000_000_000_u64,
        "Behavior": "delete", "TTL": "20s", "NodeChecks": ["serfHealth"],
        "ServiceChecks": null, "CreateIndex": index, "ModifyIndex": index,
    }]);
    assert_eq!(reply.json(), expected);
    assert_eq!(api.get("/v1/session/list").await.json(), expected);
    assert_eq!(
        api.get("/v1/session/node/skills-eye").await.json(),
        expected
    );
    assert_eq!(api.get("/v1/session/node/other").await.json(), json!([]));
    assert_eq!(
        api.put(&format!("/v1/session/destroy/{id}"), "")
            .await
            .text(),
        "true"
    );
    assert_eq!(api.get("/v1/session/list").await.json(), json!([]));
}

#[tokio::test]
async fn a_lock_has_one_holder_and_counts() {
    let api = Api::new();
    let (one, two) = (api.session("").await, api.session("").await);
    let put = async |query: String| api.put(&format!("/v1/kv/l?{query}"), "x").await.text();
    assert_eq!(put(format!("acquire={one}")).await, "true");
    assert_eq!(put(format!("acquire={two}")).await, "false");
    assert_eq!(put(format!("release={two}")).await, "false");
    assert_eq!(put(format!("acquire={one}")).await, "true");
    assert_eq!(holder(&api, "l").await, Some(one.clone()));
    assert_eq!(api.get("/v1/kv/l").await.json()[0]["LockIndex"], 1);
    assert_eq!(put(format!("release={one}")).await, "true");
    assert_eq!(holder(&api, "l").await, None);
    assert_eq!(put(format!("acquire={two}")).await, "true");
    assert_eq!(api.get("/v1/kv/l").await.json()[0]["LockIndex"], 2);
}

#[tokio::test]
async fn a_session_that_ends_releases_or_deletes_and_holds_back() {
    let api = Api::new();
    let keeps = api.session(r#"{"LockDelay":"50ms"}"#).await;
    let deletes = api
        .session(r#"{"Behavior":"delete","LockDelay":"0s"}"#)
        .await;
    api.done(&format!("/v1/kv/kept?acquire={keeps}"), "x").await;
    api.done(&format!("/v1/kv/gone?acquire={deletes}"), "x")
        .await;
    for id in [&keeps, &deletes] {
        api.done(&format!("/v1/session/destroy/{id}"), "").await;
    }
    assert_eq!(holder(&api, "kept").await, None);
    assert_eq!(api.get("/v1/kv/gone").await.status, 404);
    let next = api.session("").await;
    let acquire = format!("/v1/kv/kept?acquire={next}");
    assert_eq!(api.put(&acquire, "y").await.text(), "false");
    let gone = format!("/v1/kv/gone?acquire={next}");
    assert_eq!(api.put(&gone, "y").await.text(), "true");
    sleep(Duration::from_millis(60)).await;
    assert_eq!(api.put(&acquire, "y").await.text(), "true");
}

#[tokio::test]
async fn a_session_that_is_not_renewed_ends_by_itself() {
    let api = Api::new();
    let lost = api.session(r#"{"TTL":"100ms","LockDelay":"0s"}"#).await;
    let kept = api.session(r#"{"TTL":"100ms"}"#).await;
    api.done(&format!("/v1/kv/lost?acquire={lost}"), "x").await;
    api.done(&format!("/v1/kv/kept?acquire={kept}"), "x").await;
    for _ in 0..8 {
        sleep(Duration::from_millis(50)).await;
        let renewed = api.put(&format!("/v1/session/renew/{kept}"), "").await;
        assert_eq!(renewed.json()[0]["ID"], json!(kept));
    }
    assert_eq!(holder(&api, "lost").await, None);
    assert_eq!(holder(&api, "kept").await, Some(kept));
    let gone = api.put(&format!("/v1/session/renew/{lost}"), "").await;
    assert_eq!(
        gone.refusal(),
        (404, format!("Session id '{lost}' not found"))
    );
}

#[tokio::test]
async fn a_session_and_its_locks_outlive_a_restart_and_then_expire() {
    let api = Api::new();
    let id = api.session(r#"{"TTL":"150ms","LockDelay":"0s"}"#).await;
    api.done(&format!("/v1/kv/l?acquire={id}"), "x").await;
    let api = api.reopened();
    assert_eq!(holder(&api, "l").await, Some(id.clone()));
    let other = api.session("").await;
    let acquire = format!("/v1/kv/l?acquire={other}");
    assert_eq!(api.put(&acquire, "y").await.text(), "false");
    sleep(Duration::from_millis(400)).await;
    assert_eq!(api.put(&acquire, "y").await.text(), "true");
}

#[tokio::test]
async fn a_session_ends_with_its_node_or_its_check() {
    let api = Api::new();
    let register =
        r#"{"Node":"n","Address":"1.1.1.1","Check":{"CheckID":"c","Name":"c","Status":"passing"}}"#;
    api.done("/v1/catalog/register", register).await;
    let of_node = api.session(r#"{"Node":"n","NodeChecks":[]}"#).await;
    let of_check = api.session(r#"{"Node":"n","NodeChecks":["c"]}"#).await;
    let there = async |id: &str| {
        let found = api.get(&format!("/v1/session/info/{id}")).await.json();
        found.as_array().unwrap().len()
    };
    let critical = register.replace("passing", "critical");
    api.done("/v1/catalog/register", critical).await;
    assert_eq!((there(&of_node).await, there(&of_check).await), (1, 0));
    let refused = api
        .put("/v1/session/create", r#"{"Node":"n","NodeChecks":["c"]}"#)
        .await;
    assert_eq!(
        refused.refusal(),
        (500, "Check 'c' is in critical state".to_owned())
    );
    api.done("/v1/catalog/deregister", r#"{"Node":"n"}"#).await;
    assert_eq!(there(&of_node).await, 0);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_consuls_words() {
    let api = Api::with(registry::Settings::default());
    let create = async |body: &str, status: u16, words: &str| {
        let reply = api.put("/v1/session/create", body.to_owned()).await;
        assert_eq!(reply.refusal(), (status, words.to_owned()), "{body}");
    };
    create(
        r#"{"TTL":"1s"}"#,
        500,
        "Invalid Session TTL '1000000000', must be between [10s=24h0m0s]",
    )
    .await;
    let invalid = "Session TTL 'abc' invalid: time: invalid duration \"abc\"";
    create(r#"{"TTL":"abc"}"#, 500, invalid).await;
    create(r#"{"Behavior":"x"}"#, 500, "Invalid Behavior setting 'x'").await;
    create(r#"{"Node":"nope"}"#, 500, "Missing node registration").await;
    create(
        r#"{"Checks":["nope"]}"#,
        500,
        "Missing check 'nope' registration",
    )
    .await;
    let form = "failed session lookup: index error: UUID must be 36 characters";
    let check = async |method: &str, path: &str, status: u16, words: &str| {
        let reply = api.ask(method, path, "").await;
        assert_eq!(reply.refusal(), (status, words.to_owned()), "{path}");
    };
    check("GET", "/v1/session/info/bad", 500, form).await;
    check("PUT", "/v1/session/destroy/bad", 500, form).await;
    check("PUT", "/v1/session/destroy/", 400, "Missing session").await;
    check("GET", "/v1/session/node/", 400, "Missing node name").await;
    let unknown = "00000000-0000-0000-0000-000000000000";
    let invalid = format!("invalid session \"{unknown}\"");
    check("PUT", &format!("/v1/kv/a?acquire={unknown}"), 500, &invalid).await;
}
