//! `/v1/catalog/`.

use serde_json::json;

use crate::transcript::Transcript;

const WEB: &str = r#"{"Node":"n1","Address":"1.1.1.1","NodeMeta":{"rack":"1"},"TaggedAddresses":{"wan":"8.8.8.8"},"Service":{"Service":"web","ID":"web1","Tags":["a","b"],"Meta":{"k":"v","e":""},"Port":80},"Check":{"CheckID":"c1","Name":"C","Status":"passing","ServiceID":"web1","Notes":"no","Output":"ok"}}"#;
const BARE: &str = r#"{"Node":"n1","Address":"1.1.1.1","Service":{"Service":"web","ID":"web1","Tags":["a","b"],"Meta":{"k":"v","e":""},"Port":80}}"#;

pub(super) async fn run(t: &mut Transcript) {
    nothing(t).await;
    refusals(t).await;
    registered(t).await;
    renamed(t).await;
    deregistered(t).await;
}

async fn everything(t: &mut Transcript, node: &str, service: &str) {
    t.get("/v1/catalog/nodes").await;
    t.get("/v1/catalog/services").await;
    t.get(&format!("/v1/catalog/service/{service}")).await;
    t.get(&format!("/v1/catalog/node/{node}")).await;
    t.get(&format!("/v1/catalog/node-services/{node}")).await;
    t.get(&format!("/v1/health/node/{node}")).await;
    t.get(&format!("/v1/health/service/{service}")).await;
    t.get(&format!("/v1/health/checks/{service}")).await;
}

async fn nothing(t: &mut Transcript) {
    t.get("/v1/catalog/datacenters").await;
    for path in [
        "/v1/catalog/service/none",
        "/v1/catalog/node/none",
        "/v1/catalog/node-services/none",
        "/v1/catalog/service/",
        "/v1/catalog/node/",
        "/v1/catalog/node-services/",
        "/v1/catalog/nodes?dc=xx",
        "/v1/catalog/nodes?stale&consistent",
        "/v1/catalog/nodes?index=x",
        "/v1/nonexistent",
        "/v1/internal/skills-eye/none",
    ] {
        t.get(path).await;
    }
    t.ask("POST", "/v1/catalog/nodes", "").await;
    t.get("/v1/catalog/register").await;
}

async fn refusals(t: &mut Transcript) {
    for body in [
        "{}",
        r#"{"Node":"n1"}"#,
        r#"{"Address":"1.1.1.1"}"#,
        "",
        r#"{"Node":"n1","Address":"1.1.1.1","Service":{"ID":"x"}}"#,
        r#"{"Node":"N3","Address":"2.2.2.3","ID":"bad"}"#,
        r#"{"Node":"N3","Address":"2.2.2.3","Check":{"Name":"nosvc","ServiceID":"nosuch"}}"#,
        r#"{"Node":"N3","Address":"2.2.2.3","Check":{"Name":"c","Node":"other"}}"#,
        r#"{"Node":"N3","Address":"2.2.2.3","Datacenter":"dc2"}"#,
        r#"{"Node":"N3","Address":"2.2.2.3","Bogus":3}"#,
        r#"{"Node":"N3","Address":"2.2.2.3","Service":{"Service":"s","Address":"0.0.0.0"}}"#,
    ] {
        t.put("/v1/catalog/register", body).await;
    }
    t.refused("PUT", "/v1/catalog/register", "{bad").await;
    let pairs = |count: usize| {
        let pairs = (0..count).map(|number| (format!("k{number}"), json!("v")));
        serde_json::Value::Object(pairs.collect())
    };
    let service = |meta: serde_json::Value| {
        let service = json!({"Service": "m", "Meta": meta});
        json!({"Node": "mm", "Address": "1.1.1.1", "Service": service}).to_string()
    };
    t.put("/v1/catalog/register", service(pairs(65))).await;
    t.put(
        "/v1/catalog/register",
        service(json!({"k": "v".repeat(513)})),
    )
    .await;
    t.put(
        "/v1/catalog/register",
        service(json!({"k".repeat(129): "v"})),
    )
    .await;
    t.put("/v1/catalog/register", service(json!({"a b": "v"})))
        .await;
    t.put("/v1/catalog/register", service(json!({"": "v"})))
        .await;
    t.get("/v1/catalog/node/mm").await;
    t.put("/v1/catalog/register", service(pairs(64))).await;
    t.put("/v1/catalog/deregister", r#"{"Node":"mm"}"#).await;
    t.put("/v1/catalog/deregister", "{}").await;
}

async fn registered(t: &mut Transcript) {
    t.put("/v1/catalog/register", WEB).await;
    everything(t, "n1", "web").await;
    for path in [
        "/v1/catalog/nodes?cached",
        "/v1/catalog/services?stale",
        "/v1/catalog/service/web?consistent",
        "/v1/catalog/service/web?tag=a&tag=b",
        "/v1/catalog/service/web?tag=A",
        "/v1/catalog/service/web?tag=z",
        "/v1/catalog/nodes?node-meta=rack:1",
        "/v1/catalog/nodes?node-meta=rack:2",
        "/v1/catalog/services?node-meta=rack:1",
        "/v1/catalog/service/web?node-meta=rack:1&near=_agent",
        "/v1/catalog/service/web?node-meta=rack:2",
        "/v1/catalog/service/WEB",
        "/v1/catalog/node/N1",
        "/v1/catalog/services?pretty",
    ] {
        t.get(path).await;
    }
    t.put("/v1/catalog/register", WEB).await;
    t.get("/v1/catalog/service/web").await;
    // Without the node's Meta: the node changes, the service does not.
    t.put("/v1/catalog/register", BARE).await;
    everything(t, "n1", "web").await;
    let skipped =
        r#"{"Node":"n2","Address":"2.2.2.2","SkipNodeUpdate":true,"Service":{"Service":"db"}}"#;
    t.put("/v1/catalog/register", skipped).await;
    t.put(
        "/v1/catalog/register",
        skipped.replace("2.2.2.2", "2.2.2.9"),
    )
    .await;
    everything(t, "n2", "db").await;
    let whole = r#"{"Node":"n2","Address":"2.2.2.3","Service":{"Service":"db","Tags":null,"Address":"9.9.9.9","EnableTagOverride":true,"Weights":{"Passing":3,"Warning":2},"TaggedAddresses":{"lan":{"Address":"1.2.3.4","Port":99}}}}"#;
    t.put("/v1/catalog/register", whole).await;
    everything(t, "n2", "db").await;
    t.put(
        "/v1/catalog/register",
        r#"{"node":"lc","address":"2.2.2.4","service":{"service":"lcs","port":3}}"#,
    )
    .await;
    everything(t, "lc", "lcs").await;
    t.put(
        "/v1/catalog/register",
        r#"{"Node":"m m","Address":"1.1.1.1","Service":{"Service":"x y"}}"#,
    )
    .await;
    t.get("/v1/catalog/node/m%20m").await;
    t.get("/v1/catalog/service/x%20y").await;
}

async fn renamed(t: &mut Transcript) {
    t.put(
        "/v1/catalog/register",
        r#"{"Node":"N2","Address":"2.2.2.4"}"#,
    )
    .await;
    t.get("/v1/catalog/nodes").await;
    t.get("/v1/catalog/service/db").await;
    let body = |name: &str, id: &str| {
        let id = format!("{id}-0000-4000-8000-000000000000");
        json!({"Node": name, "Address": "2.2.2.4", "ID": id}).to_string()
    };
    t.put("/v1/catalog/register", body("u1", "01111111")).await;
    t.put("/v1/catalog/register", body("u2", "01111111")).await;
    t.put("/v1/catalog/register", body("u2", "02222222")).await;
    t.put("/v1/catalog/register", body("skills-eye", "03333333"))
        .await;
    for path in [
        "/v1/catalog/node/u1",
        "/v1/catalog/node/u2",
        "/v1/catalog/node/02222222-0000-4000-8000-000000000000",
        "/v1/catalog/node/0222",
        "/v1/catalog/node/0",
        "/v1/catalog/nodes",
    ] {
        t.get(path).await;
    }
}

async fn deregistered(t: &mut Transcript) {
    for body in [
        r#"{"Node":"nope"}"#,
        r#"{"Node":"n1","ServiceID":"nope"}"#,
        r#"{"Node":"n1","CheckID":"nope"}"#,
    ] {
        t.put("/v1/catalog/deregister", body).await;
    }
    t.put(
        "/v1/catalog/register",
        WEB.replace("web1", "web2").replace("c1", "c2"),
    )
    .await;
    t.put(
        "/v1/catalog/deregister",
        r#"{"Node":"n1","ServiceID":"web2"}"#,
    )
    .await;
    everything(t, "n1", "web").await;
    t.put(
        "/v1/catalog/deregister",
        r#"{"Node":"n1","ServiceID":"web1"}"#,
    )
    .await;
    everything(t, "n1", "web").await;
    t.get("/v1/catalog/service/never").await;
    t.get("/v1/health/service/never").await;
    t.get("/v1/health/checks/never").await;
    t.put("/v1/catalog/deregister", r#"{"Node":"n2"}"#).await;
    everything(t, "n2", "db").await;
    for node in ["n1", "lc", "m m", "u2"] {
        t.put(
            "/v1/catalog/deregister",
            json!({ "Node": node }).to_string(),
        )
        .await;
    }
    t.get("/v1/catalog/nodes").await;
    t.get("/v1/catalog/services").await;
}
