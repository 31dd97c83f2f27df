//! `/v1/agent/` and `/v1/status/`.
//!
//! Consul's agent tells the catalog what it has a moment later, in its own order and in
//! several steps; so here the agent alone is asked.

use serde_json::{Value, json};

use crate::NODE;
use crate::transcript::Transcript;

pub(super) async fn run(t: &mut Transcript) {
    about(t).await;
    services(t).await;
    refusals(t).await;
    checks(t).await;
    maintenance(t).await;
    gone(t).await;
}

async fn about(t: &mut Transcript) {
    let about = t.target.ask("GET", "/v1/agent/self", b"").await.json();
    for name in ["Datacenter", "NodeName", "NodeID", "Server", "Version"] {
        t.pick(name, &about["Config"][name]);
    }
    let members = t.target.ask("GET", "/v1/agent/members", b"").await.json();
    // A cluster has others, in any order.
    let is_asked = |member: &&Value| member["Name"] == NODE;
    let member = members.as_array().unwrap().iter().find(is_asked).unwrap();
    for name in ["Name", "Addr", "Status", "ProtocolCur"] {
        t.pick(name, &member[name]);
    }
    for name in ["role", "dc", "id", "build", "segment", "vsn"] {
        t.pick(name, &member["Tags"][name]);
    }
    let leader = t.target.ask("GET", "/v1/status/leader", b"").await;
    t.pick(
        "leader",
        &json!(leader.json().as_str().map(|text| text.contains(':'))),
    );
    let peers = t.target.ask("GET", "/v1/status/peers", b"").await.json();
    let has_leader = peers.as_array().unwrap().contains(&leader.json());
    t.pick("peers", &json!(has_leader));
    host(t).await;
    t.get("/v1/agent/services").await;
    t.get("/v1/agent/checks").await;
    t.get("/v1/agent/service/none").await;
}

/// What is told of the machine; the facts change while they are asked for.
async fn host(t: &mut Transcript) {
    let host = t.target.ask("GET", "/v1/agent/host", b"").await.json();
    let names = |facts: &serde_json::Value| {
        let mut names: Vec<String> = facts.as_object().unwrap().keys().cloned().collect();
        names.sort();
        json!(names)
    };
    t.pick("host", &names(&host));
    for part in ["Memory", "Host", "Disk"] {
        t.pick(part, &names(&host[part]));
    }
    t.pick("CPU", &names(&host["CPU"][0]));
    for name in ["hostname", "os", "platform", "platformFamily", "kernelArch"] {
        t.pick(name, &json!(host["Host"][name].is_string()));
    }
    t.pick("Errors", &host["Errors"]);
}

async fn services(t: &mut Transcript) {
    for body in [
        r#"{"Name":"w","Tags":["x"],"Port":80,"Meta":{"a":"b"}}"#,
        r#"{"Name":"w","ID":"w2","Address":"10.0.0.1","Port":7,"Check":{"TTL":"30s"},"Weights":{"Passing":2}}"#,
        r#"{"Name":"w","ID":"w3","Checks":[{"TTL":"30s","Status":"passing","Name":"alive","CheckID":"mine","Notes":"n","DeregisterCriticalServiceAfter":"90m"},{"TTL":"10s"}],"EnableTagOverride":true,"TaggedAddresses":{"lan":{"Address":"1.2.3.4","Port":9}}}"#,
        r#"{"Name":"v6","Address":"::1","Port":9,"Check":{}}"#,
        r#"{"name":"lower","id":"l2","tags":["t"],"enable_tag_override":true,"tagged_addresses":{"lan":{"address":"1.1.1.1","port":1}}}"#,
        r#"{"Name":"none","Tags":null,"Meta":null,"Checks":null,"Check":null,"Weights":null}"#,
    ] {
        t.put("/v1/agent/service/register", body).await;
    }
    t.get("/v1/agent/services").await;
    t.get("/v1/agent/services?pretty").await;
    t.get("/v1/agent/checks").await;
}

async fn refusals(t: &mut Transcript) {
    let pairs = |count: usize| {
        let pairs = (0..count).map(|number| (format!("k{number}"), json!("v")));
        serde_json::Value::Object(pairs.collect())
    };
    let meta = |meta: serde_json::Value| json!({"Name": "m", "Meta": meta}).to_string();
    let bodies = [
        String::new(),
        "{}".to_owned(),
        r#"{"Name":"bad","Check":{"HTTP":"http://x"}}"#.to_owned(),
        r#"{"Name":"bad","Check":{"Status":"weird","TTL":"10s"}}"#.to_owned(),
        r#"{"Name":"bad","Unknown":1}"#.to_owned(),
        r#"{"Name":"bad","Check":{"ID":"x","TTL":"10s"}}"#.to_owned(),
        r#"{"Name":"bad","Check":{"Output":"x","TTL":"10s"}}"#.to_owned(),
        r#"{"Name":"bad","Check":{"Token":"x","TTL":"10s"}}"#.to_owned(),
        r#"{"Name":"m","Weights":{"Passing":-1}}"#.to_owned(),
        r#"{"Name":"m","Weights":{"Passing":1,"Warning":-1}}"#.to_owned(),
        r#"{"Name":"m","Address":"0.0.0.0"}"#.to_owned(),
        meta(pairs(65)),
        meta(json!({"k".repeat(129): "v"})),
        meta(json!({"k": "v".repeat(513)})),
        meta(json!({"a b": "v"})),
        meta(json!({"consul-x": "v"})),
    ];
    for body in bodies {
        t.put("/v1/agent/service/register", body).await;
    }
    t.refused("PUT", "/v1/agent/service/register", "{bad").await;
    t.refused(
        "PUT",
        "/v1/agent/service/register",
        r#"{"Name":"l","Port":"99"}"#,
    )
    .await;
    for body in [
        r#"{"TTL":"15s"}"#,
        r#"{"Name":"x"}"#,
        r#"{"Name":"x","TTL":"15s","Interval":"3s"}"#,
        r#"{"Name":"x","Status":"w","TTL":"15s"}"#,
        r#"{"Name":"x","HTTP":"http://x"}"#,
        r#"{"Name":"x","Output":"o","TTL":"15s"}"#,
        r#"{"Name":"svcchk","ServiceID":"nosuch","TTL":"15s"}"#,
        "",
    ] {
        t.put("/v1/agent/check/register", body).await;
    }
    for path in [
        "/v1/agent/check/pass/nope",
        "/v1/agent/check/pass/",
        "/v1/agent/check/deregister/nope",
        "/v1/agent/check/deregister/",
        "/v1/agent/service/deregister/nope",
        "/v1/agent/service/deregister/",
        "/v1/agent/service/maintenance/w",
        "/v1/agent/service/maintenance/w?enable=x",
        "/v1/agent/service/maintenance/",
        "/v1/agent/service/maintenance/nope?enable=true",
        "/v1/agent/maintenance",
        "/v1/agent/maintenance?enable=x",
    ] {
        t.put(path, "").await;
    }
    t.get("/v1/agent/service/register").await;
}

async fn checks(t: &mut Transcript) {
    for body in [
        r#"{"Name":"nodecheck","TTL":"15s"}"#,
        r#"{"Name":"svcchk","ServiceID":"w","TTL":"15s","Status":"passing","Notes":"n"}"#,
        r#"{"Name":"named","ID":"id1","CheckID":"id2","TTL":"15s"}"#,
    ] {
        t.put("/v1/agent/check/register", body).await;
    }
    t.get("/v1/agent/checks").await;
    for (path, body) in [
        ("pass/nodecheck?note=hello", ""),
        ("warn/svcchk?note=w", ""),
        ("fail/service:w2", ""),
        ("update/mine", r#"{"Status":"warning","Output":"o"}"#),
        ("update/mine", r#"{"Status":"bad","Output":"o"}"#),
        ("update/mine", "{}"),
        ("update/nope", r#"{"Status":"passing"}"#),
    ] {
        t.put(&format!("/v1/agent/check/{path}"), body).await;
        t.get("/v1/agent/checks").await;
    }
    // Registering again keeps what is known.
    t.put(
        "/v1/agent/service/register",
        r#"{"Name":"w","ID":"w2","Tags":["z"],"Check":{"TTL":"30s"}}"#,
    )
    .await;
    t.get("/v1/agent/checks").await;
    let replaced = "/v1/agent/service/register?replace-existing-checks=true";
    t.put(replaced, r#"{"Name":"w","ID":"w2"}"#).await;
    t.get("/v1/agent/checks").await;
    t.put("/v1/agent/check/deregister/nodecheck", "").await;
    t.get("/v1/agent/checks").await;
}

async fn maintenance(t: &mut Transcript) {
    for path in [
        "/v1/agent/service/maintenance/w?enable=true&reason=why",
        "/v1/agent/service/maintenance/w?enable=true&reason=other",
        "/v1/agent/service/maintenance/w3?enable=true",
        "/v1/agent/maintenance?enable=true",
    ] {
        t.put(path, "").await;
        t.get("/v1/agent/checks").await;
    }
    for path in [
        "/v1/agent/service/maintenance/w?enable=false",
        "/v1/agent/service/maintenance/w3?enable=false",
        "/v1/agent/maintenance?enable=false",
        "/v1/agent/maintenance?enable=false",
    ] {
        t.put(path, "").await;
    }
    t.get("/v1/agent/checks").await;
}

async fn gone(t: &mut Transcript) {
    for id in ["w", "w2", "w3", "v6", "l2", "none"] {
        t.put(&format!("/v1/agent/service/deregister/{id}"), "")
            .await;
    }
    t.put("/v1/agent/check/deregister/named", "").await;
    t.put("/v1/agent/check/deregister/id2", "").await;
    t.get("/v1/agent/services").await;
    t.get("/v1/agent/checks").await;
}
