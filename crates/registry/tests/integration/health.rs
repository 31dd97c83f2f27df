//! Checks, and services with theirs.

use serde_json::json;

use crate::api::Api;

const REGISTER: &str = r#"{"Node":"n","Address":"1.1.1.1","Service":{"Service":"web","ID":"w1","Tags":["a"]},
    "Checks":[{"CheckID":"node","Name":"node","Status":"passing"},
              {"CheckID":"web","Name":"web","Status":"warning","ServiceID":"w1","Notes":"n","Output":"o",
               "Definition":{"HTTP":"http://x","Interval":"10s","Timeout":"5s"}}]}"#;

#[tokio::test]
async fn a_check_is_told_in_every_view() {
    let api = Api::new();
    api.done("/v1/catalog/register", REGISTER).await;
    let reply = api.get("/v1/health/checks/web").await;
    let index = reply.index();
    let web = json!({
        "Node": "n", "CheckID": "web", "Name": "web", "Status": "warning", "Notes": "n",
        "Output": "o", "ServiceID": "w1", "ServiceName": "web", "ServiceTags": ["a"],
        "Type": "http", "Definition": {"Interval": "10s", "Timeout": "5s", "HTTP": "http://x"},
        "CreateIndex": index, "ModifyIndex": index,
    });
    assert_eq!(reply.json(), json!([web]));
    let of_node = api.get("/v1/health/node/n").await.json();
    assert_eq!(of_node[0]["CheckID"], "node");
    assert_eq!(of_node[1], web);
    assert_eq!(
        api.get("/v1/health/state/warning").await.json(),
        json!([web])
    );
    let any = api.get("/v1/health/state/any").await.json();
    let ids: Vec<_> = any
        .as_array()
        .unwrap()
        .iter()
        .map(|check| &check["CheckID"])
        .collect();
    assert_eq!(json!(ids), json!(["node", "web", "serfHealth"]));
    assert_eq!(api.get("/v1/health/state/bogus").await.json(), json!([]));
    let service = api.get("/v1/health/service/web").await.json();
    assert_eq!(service[0]["Node"]["Node"], "n");
    assert_eq!(service[0]["Service"]["ID"], "w1");
    assert_eq!(service[0]["Checks"], of_node);
}

#[tokio::test]
async fn only_those_whose_every_check_passes_pass() {
    let api = Api::new();
    api.done("/v1/catalog/register", REGISTER).await;
    let passing = async |query: &str| {
        let path = format!("/v1/health/service/web?{query}");
        api.get(&path).await.json().as_array().unwrap().len()
    };
    assert_eq!(passing("passing").await, 0);
    assert_eq!(passing("passing=false").await, 1);
    assert_eq!(passing("tag=a").await, 1);
    api.done(
        "/v1/catalog/register",
        REGISTER.replace("warning", "passing"),
    )
    .await;
    assert_eq!(passing("passing").await, 1);
    let node = REGISTER.replace(
        r#""Name":"node","Status":"passing""#,
        r#""Name":"node","Status":"critical""#,
    );
    api.done("/v1/catalog/register", node).await;
    assert_eq!(passing("passing=1").await, 0);
    let refused = api.get("/v1/health/service/web?passing=x").await;
    assert_eq!(
        refused.refusal(),
        (400, "Invalid value for ?passing".to_owned())
    );
}

#[tokio::test]
async fn a_check_moves_with_its_status_and_goes_with_its_service() {
    let api = Api::new();
    api.done("/v1/catalog/register", REGISTER).await;
    api.done(
        "/v1/catalog/register",
        REGISTER.replace("warning", "critical"),
    )
    .await;
    assert_eq!(api.get("/v1/health/state/warning").await.json(), json!([]));
    let critical = api.get("/v1/health/state/critical").await.json();
    assert_eq!(critical[0]["CheckID"], "web");
    api.done("/v1/catalog/deregister", r#"{"Node":"n","ServiceID":"w1"}"#)
        .await;
    assert_eq!(api.get("/v1/health/state/critical").await.json(), json!([]));
    let left = api.get("/v1/health/node/n").await.json();
    assert_eq!(left.as_array().unwrap().len(), 1);
    let api = api.reopened();
    assert_eq!(api.get("/v1/health/node/n").await.json(), left);
}
