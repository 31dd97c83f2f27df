//! `/v1/session/`, and locks.

use std::time::Duration;

use tokio::time::sleep;

use crate::transcript::Transcript;

pub(super) async fn run(t: &mut Transcript) {
    created(t).await;
    refusals(t).await;
    locks(t).await;
    ends(t).await;
}

async fn created(t: &mut Transcript) {
    for body in [
        "",
        r#"{"Name":"s1","TTL":"10s","Behavior":"delete","LockDelay":"1s"}"#,
        r#"{"Name":"s2","LockDelay":5}"#,
        r#"{"Name":"s3","LockDelay":"0s"}"#,
        r#"{"Name":"s4","LockDelay":"61s"}"#,
        r#"{"Name":"s5","Checks":[]}"#,
        r#"{"Name":"s6","NodeChecks":[]}"#,
        r#"{"Name":"s7","Checks":["serfHealth"]}"#,
        r#"{"name":"s8","ttl":"1m30s","lockdelay":2000000000}"#,
        r#"{"Name":"s9","Node":"SKILLS-EYE"}"#,
    ] {
        t.put("/v1/session/create", body).await;
    }
    t.get("/v1/session/list").await;
    t.get("/v1/session/node/skills-eye").await;
    t.get("/v1/session/node/none").await;
    t.get("/v1/session/info/00000000-0000-0000-0000-000000000000")
        .await;
}

async fn refusals(t: &mut Transcript) {
    for body in [
        r#"{"TTL":"1s"}"#,
        r#"{"TTL":"25h"}"#,
        r#"{"TTL":"abc"}"#,
        r#"{"Behavior":"x"}"#,
        r#"{"Node":"nope"}"#,
        r#"{"Checks":["nope"]}"#,
        r#"{"NodeChecks":["serfHealth"],"ServiceChecks":[{"ID":"x"}]}"#,
        r#"{"Datacenter":"other"}"#,
        r#"{"Bogus":1,"Namespace":"x"}"#,
    ] {
        t.put("/v1/session/create", body).await;
    }
    t.refused("PUT", "/v1/session/create", r#"{"LockDelay":"abc"}"#)
        .await;
    t.refused("PUT", "/v1/session/create", "{bad").await;
    for (method, path) in [
        ("GET", "/v1/session/info/bad"),
        ("GET", "/v1/session/info/"),
        ("GET", "/v1/session/node/"),
        ("PUT", "/v1/session/destroy/bad"),
        (
            "PUT",
            "/v1/session/destroy/00000000-0000-0000-0000-000000000000",
        ),
        ("PUT", "/v1/session/destroy/"),
        ("PUT", "/v1/session/renew/bad"),
        (
            "PUT",
            "/v1/session/renew/00000000-0000-0000-0000-000000000000",
        ),
        ("PUT", "/v1/session/renew/"),
        ("GET", "/v1/session/create"),
        ("DELETE", "/v1/session/destroy/x"),
        ("PUT", "/v1/session/list"),
    ] {
        t.ask(method, path, "").await;
    }
}

async fn session(t: &mut Transcript, body: &str) -> String {
    let reply = t.put("/v1/session/create", body).await;
    reply.json()["ID"].as_str().unwrap().to_owned()
}

async fn locks(t: &mut Transcript) {
    let one = session(t, r#"{"Name":"one","TTL":"20s","LockDelay":"1s"}"#).await;
    let two = session(t, r#"{"Name":"two","Behavior":"delete","LockDelay":"0s"}"#).await;
    t.put(&format!("/v1/session/renew/{one}"), "").await;
    t.get(&format!("/v1/session/info/{one}")).await;
    for (path, body) in [
        (format!("/v1/kv/lock/a?acquire={one}"), "one"),
        (format!("/v1/kv/lock/a?acquire={one}"), "two"),
        (format!("/v1/kv/lock/a?acquire={one}"), "two"),
        ("/v1/kv/lock/a".to_owned(), "three"),
        (format!("/v1/kv/lock/a?acquire={two}"), "four"),
        (format!("/v1/kv/lock/a?release={two}"), "four"),
        (format!("/v1/kv/lock/none?release={two}"), "four"),
        (format!("/v1/kv/lock/a?release={one}"), "five"),
        (format!("/v1/kv/lock/a?acquire={one}&flags=3"), "six"),
    ] {
        t.put(&path, body).await;
        t.get("/v1/kv/lock/a").await;
    }
    t.put(&format!("/v1/session/destroy/{one}"), "").await;
    t.get("/v1/kv/lock/a").await;
    t.put(&format!("/v1/kv/lock/a?acquire={two}"), "seven")
        .await;
    sleep(Duration::from_millis(1_300)).await;
    t.put(&format!("/v1/kv/lock/a?acquire={two}"), "eight")
        .await;
    t.get("/v1/kv/lock/a").await;
    t.get("/v1/kv/lock?recurse").await;
    t.put(&format!("/v1/session/destroy/{two}"), "").await;
    t.get("/v1/kv/lock/a").await;
    t.get("/v1/kv/lock?recurse").await;
    t.put(&format!("/v1/session/destroy/{two}"), "").await;
}

async fn ends(t: &mut Transcript) {
    let register = r#"{"Node":"sn","Address":"1.1.1.1","Check":{"CheckID":"c","Name":"c","Status":"passing"}}"#;
    t.put("/v1/catalog/register", register).await;
    let of_check = session(t, r#"{"Name":"ec","Node":"sn","NodeChecks":["c"]}"#).await;
    let of_node = session(t, r#"{"Name":"en","Node":"sn","NodeChecks":[]}"#).await;
    t.put(&format!("/v1/kv/ends/c?acquire={of_check}"), "x")
        .await;
    t.put(&format!("/v1/kv/ends/n?acquire={of_node}"), "x")
        .await;
    t.put(
        "/v1/catalog/register",
        register.replace("passing", "critical"),
    )
    .await;
    t.get("/v1/session/node/sn").await;
    t.get("/v1/kv/ends?recurse").await;
    t.put("/v1/session/create", r#"{"Node":"sn","NodeChecks":["c"]}"#)
        .await;
    t.put("/v1/catalog/deregister", r#"{"Node":"sn"}"#).await;
    t.get("/v1/session/node/sn").await;
    t.get("/v1/kv/ends?recurse").await;
}
