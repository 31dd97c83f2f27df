//! Which change wakes who waits for what.

use crate::transcript::Transcript;

pub(super) async fn run(t: &mut Transcript) {
    keys(t).await;
    catalog(t).await;
}

async fn keys(t: &mut Transcript) {
    for key in ["w/a/b", "w/a/c", "w/b"] {
        t.put(&format!("/v1/kv/{key}"), "x").await;
    }
    let put = |value: &str| ("PUT", "/v1/kv/w/a/b", value.to_owned());
    for (number, question) in [
        "/v1/kv/w/a/b",
        "/v1/kv/w/a?recurse",
        "/v1/kv/w/a/?keys",
        "/v1/kv/w/a/c",
        "/v1/kv/w/b?recurse",
        "/v1/catalog/nodes",
    ]
    .iter()
    .enumerate()
    {
        let (method, path, value) = put(&number.to_string());
        t.wakes(question, method, path, &value).await;
    }
    t.wakes("/v1/kv/w/new", "PUT", "/v1/kv/w/new", "x").await;
    t.wakes("/v1/kv/w/a/c", "PUT", "/v1/kv/w/a/c", "x").await;
    t.wakes("/v1/kv/w/a/c", "DELETE", "/v1/kv/w/a/c", "").await;
    t.wakes("/v1/kv/w?recurse", "DELETE", "/v1/kv/w/a?recurse", "")
        .await;
    t.wakes("/v1/kv/w/b?recurse", "DELETE", "/v1/kv/w/new", "")
        .await;
}

fn register(node: &str, service: &str, status: &str, output: &str) -> String {
    format!(
        r#"{{"Node":"{node}","Address":"1.1.1.1","Service":{{"Service":"{service}"}},"Check":{{"CheckID":"c-{service}","Name":"c","Status":"{status}","ServiceID":"{service}","Output":"{output}"}}}}"#
    )
}

async fn catalog(t: &mut Transcript) {
    let path = "/v1/catalog/register";
    t.put(path, register("b1", "bweb", "passing", "")).await;
    t.put(path, register("b2", "bdb", "passing", "")).await;
    // An output that changes.
    for (number, question) in [
        "/v1/health/service/bweb",
        "/v1/health/service/bdb",
        "/v1/health/node/b1",
        "/v1/health/node/b2",
        "/v1/health/checks/bweb",
        "/v1/health/checks/bdb",
        "/v1/health/state/passing",
        "/v1/health/state/critical",
        "/v1/health/state/any",
        "/v1/catalog/service/bweb",
        "/v1/catalog/node-services/b1",
        "/v1/catalog/services",
        "/v1/catalog/nodes",
    ]
    .iter()
    .enumerate()
    {
        let body = register("b1", "bweb", "passing", &number.to_string());
        t.wakes(question, "PUT", path, &body).await;
    }
    let critical = register("b1", "bweb", "critical", "");
    t.wakes("/v1/health/state/critical", "PUT", path, &critical)
        .await;
    let passing = register("b1", "bweb", "passing", "");
    t.wakes("/v1/health/state/critical", "PUT", path, &passing)
        .await;
    // A service that is new on a node.
    for (number, question) in [
        "/v1/catalog/services",
        "/v1/catalog/node/b1",
        "/v1/catalog/node-services/b1",
        "/v1/catalog/node-services/b2",
        "/v1/catalog/nodes",
        "/v1/catalog/service/bweb",
        "/v1/health/service/bweb",
    ]
    .iter()
    .enumerate()
    {
        let body = register("b1", &format!("bnew{number}"), "passing", "");
        t.wakes(question, "PUT", path, &body).await;
    }
    // A node that changes.
    for (number, question) in [
        "/v1/catalog/nodes",
        "/v1/catalog/node/b1",
        "/v1/catalog/service/bweb",
        "/v1/health/service/bweb",
        "/v1/health/service/bdb",
        "/v1/health/node/b1",
        "/v1/catalog/services",
    ]
    .iter()
    .enumerate()
    {
        let body = format!(r#"{{"Node":"b1","Address":"1.1.1.{}"}}"#, number + 2);
        t.wakes(question, "PUT", path, &body).await;
    }
    let gone = r#"{"Node":"b2","ServiceID":"bdb"}"#;
    t.wakes(
        "/v1/catalog/service/bdb",
        "PUT",
        "/v1/catalog/deregister",
        gone,
    )
    .await;
    t.put(path, register("b2", "bdb", "passing", "")).await;
    t.wakes(
        "/v1/health/service/bdb",
        "PUT",
        "/v1/catalog/deregister",
        gone,
    )
    .await;
    let session = "/v1/session/create";
    t.wakes("/v1/session/list", "PUT", session, r#"{"Name":"bs"}"#)
        .await;
    t.wakes(
        "/v1/session/node/skills-eye",
        "PUT",
        session,
        r#"{"Name":"bs"}"#,
    )
    .await;
    t.wakes("/v1/session/node/none", "PUT", session, r#"{"Name":"bs"}"#)
        .await;
    for node in ["b1", "b2"] {
        t.put("/v1/catalog/deregister", format!(r#"{{"Node":"{node}"}}"#))
            .await;
    }
}
