//! `/v1/health/`.

use crate::transcript::Transcript;

const DB: &str = r#"{"Node":"h1","Address":"2.2.2.3","Service":{"Service":"hdb","Tags":["t"]},"Checks":[{"Name":"m1","CheckID":"m1","Status":"warning","ServiceTags":["q"]},{"Name":"m2","CheckID":"m2","Status":"critical","ServiceID":"hdb","Definition":{"HTTP":"http://x","Interval":"10s","Timeout":"5s","DeregisterCriticalServiceAfter":"30s","Header":{"a":["b"]}}}]}"#;

pub(super) async fn run(t: &mut Transcript) {
    for path in [
        "/v1/health/node/none",
        "/v1/health/service/none",
        "/v1/health/checks/none",
        "/v1/health/state/critical",
        "/v1/health/state/bogus",
        "/v1/health/state/any",
        "/v1/health/state/",
        "/v1/health/service/",
        "/v1/health/node/",
        "/v1/health/checks/",
        "/v1/health/node/none?dc=xx",
        "/v1/health/state/any?stale",
    ] {
        t.get(path).await;
    }
    t.put("/v1/catalog/register", DB).await;
    everything(t).await;
    t.put("/v1/catalog/register", DB).await;
    t.get("/v1/health/service/hdb").await;
    // A status of another kind, and none at all.
    t.put(
        "/v1/catalog/register",
        r#"{"Node":"h1","Address":"2.2.2.3","Check":{"Name":"x","Status":"weird"}}"#,
    )
    .await;
    t.put(
        "/v1/catalog/register",
        r#"{"Node":"h1","Address":"2.2.2.3","Check":{"Name":"nochk"}}"#,
    )
    .await;
    everything(t).await;
    t.put("/v1/catalog/register", DB.replace("critical", "passing"))
        .await;
    everything(t).await;
    t.put("/v1/catalog/deregister", r#"{"Node":"h1","CheckID":"m1"}"#)
        .await;
    everything(t).await;
    t.put("/v1/catalog/deregister", r#"{"Node":"h1","CheckID":"m2"}"#)
        .await;
    everything(t).await;
    t.put("/v1/catalog/deregister", r#"{"Node":"h1","CheckID":"x"}"#)
        .await;
    t.put(
        "/v1/catalog/deregister",
        r#"{"Node":"h1","CheckID":"nochk"}"#,
    )
    .await;
    everything(t).await;
    t.put("/v1/catalog/register", DB.replace(r#"["t"]"#, r#"["new"]"#))
        .await;
    everything(t).await;
    t.put("/v1/catalog/deregister", r#"{"Node":"h1"}"#).await;
    everything(t).await;
}

async fn everything(t: &mut Transcript) {
    for path in [
        "/v1/health/node/h1",
        "/v1/health/checks/hdb",
        "/v1/health/service/hdb",
        "/v1/health/service/hdb?passing",
        "/v1/health/service/hdb?passing=false&tag=T",
        "/v1/health/service/hdb?passing=x",
        "/v1/health/service/hdb?tag=none",
        "/v1/health/state/critical",
        "/v1/health/state/passing",
        "/v1/health/state/any",
        "/v1/catalog/services",
        "/v1/catalog/service/hdb",
        "/v1/catalog/node/h1",
    ] {
        t.get(path).await;
    }
}
