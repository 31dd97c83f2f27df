//! Nodes and services.

use serde_json::json;

use crate::api::Api;

const WEB: &str = r#"{"Node":"n1","Address":"1.1.1.1","NodeMeta":{"rack":"1"},
    "TaggedAddresses":{"wan":"8.8.8.8"},
    "Service":{"Service":"web","ID":"web1","Tags":["a","b"],"Meta":{"k":"v","e":""},"Port":80}}"#;

#[tokio::test]
async fn a_registration_is_told_in_every_view() {
    let api = Api::new();
    api.done("/v1/catalog/register", WEB).await;
    let reply = api.get("/v1/catalog/service/web").await;
    let index = reply.index();
    let expected = json!([{
        "ID": "", "Node": "n1", "Address": "1.1.1.1", "Datacenter": "dc1",
        "TaggedAddresses": {"wan": "8.8.8.8"}, "NodeMeta": {"rack": "1"},
        "ServiceKind": "", "ServiceID": "web1", "ServiceName": "web",
        "ServiceTags": ["a", "b"], "ServiceAddress": "",
        "ServiceWeights": {"Passing": 1, "Warning": 1}, "ServiceMeta": {"e": "", "k": "v"},
        "ServicePort": 80, "ServiceEnableTagOverride": false,
        "ServiceProxy": {"MeshGateway": {}, "Expose": {}}, "ServiceConnect": {},
        "CreateIndex": index, "ModifyIndex": index,
    }]);
    assert_eq!(reply.json(), expected);
    assert_eq!(reply.header("x-consul-effective-consistency"), "leader");
    let node = json!({
        "ID": "", "Node": "n1", "Address": "1.1.1.1", "Datacenter": "dc1",
        "TaggedAddresses": {"wan": "8.8.8.8"}, "Meta": {"rack": "1"},
        "CreateIndex": index, "ModifyIndex": index,
    });
    let service = json!({
        "ID": "web1", "Service": "web", "Tags": ["a", "b"], "Address": "",
        "Meta": {"e": "", "k": "v"}, "Port": 80, "Weights": {"Passing": 1, "Warning": 1},
        "EnableTagOverride": false, "Proxy": {"MeshGateway": {}, "Expose": {}}, "Connect": {},
        "CreateIndex": index, "ModifyIndex": index,
    });
    let of_node = json!({"Node": node, "Services": {"web1": service}});
    assert_eq!(api.get("/v1/catalog/node/n1").await.json(), of_node);
    let list = json!({"Node": node, "Services": [service]});
    assert_eq!(api.get("/v1/catalog/node-services/n1").await.json(), list);
    let services = api.get("/v1/catalog/services").await.json();
    assert_eq!(services, json!({"web": ["a", "b"]}));
    assert_eq!(
        api.get("/v1/catalog/datacenters").await.json(),
        json!(["dc1"])
    );
}

#[tokio::test]
async fn what_is_not_there_is_nothing_and_no_error() {
    let api = Api::new();
    let none = json!({"Node": null, "Services": null});
    assert_eq!(api.get("/v1/catalog/service/none").await.json(), json!([]));
    assert_eq!(api.get("/v1/catalog/node/none").await.json(), json!(null));
    assert_eq!(api.get("/v1/catalog/node/none").await.index(), 1);
    assert_eq!(api.get("/v1/catalog/node-services/none").await.json(), none);
    for body in [
        r#"{"Node":"nope"}"#,
        r#"{"Node":"skills-eye","ServiceID":"nope"}"#,
        r#"{"Node":"skills-eye","CheckID":"nope"}"#,
    ] {
        assert_eq!(api.put("/v1/catalog/deregister", body).await.text(), "true");
    }
}

#[tokio::test]
async fn names_are_found_in_any_case_and_nodes_by_their_id() {
    let api = Api::new();
    let id = "22222222-2222-2222-2222-22222222222a";
    let body = format!(
        r#"{{"Node":"Mixed","Address":"1.1.1.1","ID":"{id}","Service":{{"Service":"Web"}}}}"#
    );
    api.done("/v1/catalog/register", body).await;
    for asked in [
        "Mixed",
        "mIXED",
        id,
        "22",
        "22222222-2222-2222-2222-22222222222A",
    ] {
        let found = api.get(&format!("/v1/catalog/node/{asked}")).await.json();
        assert_eq!(found["Node"]["Node"], "Mixed", "{asked}");
    }
    assert!(api.get("/v1/catalog/node/2").await.json().is_null());
    let found = api.get("/v1/catalog/service/wEB").await.json();
    assert_eq!(found[0]["ServiceName"], "Web");
    let other = id.replace('a', "b");
    let body = format!(r#"{{"Node":"other","Address":"1.1.1.2","ID":"{other}"}}"#);
    api.done("/v1/catalog/register", body).await;
    assert!(api.get("/v1/catalog/node/2222").await.json().is_null());
}

#[tokio::test]
async fn an_unchanged_registration_changes_no_index() {
    let api = Api::new();
    api.done("/v1/catalog/register", WEB).await;
    let before = api.registry.snapshot().index;
    api.done("/v1/catalog/register", WEB).await;
    assert_eq!(api.registry.snapshot().index, before);
    // A registration without the node's Meta takes it away, unless the node is left alone.
    let bare =
        r#"{"Node":"n1","Address":"9.9.9.9","SkipNodeUpdate":true,"Service":{"Service":"db"}}"#;
    api.done("/v1/catalog/register", bare).await;
    let node = api.get("/v1/catalog/node/n1").await.json();
    assert_eq!(
        (&node["Node"]["Address"], &node["Node"]["ModifyIndex"]),
        (&json!("1.1.1.1"), &json!(before))
    );
    assert_eq!(node["Services"]["db"]["Tags"], json!([]));
}

#[tokio::test]
async fn a_node_that_is_renamed_takes_its_id_along_and_leaves_the_rest() {
    let api = Api::new();
    let id = "11111111-1111-1111-1111-111111111111";
    let body = |name: &str, more: &str| {
        format!(r#"{{"Node":"{name}","Address":"1.1.1.1","ID":"{id}"{more}}}"#)
    };
    api.done(
        "/v1/catalog/register",
        body("old", r#","Service":{"Service":"s"}"#),
    )
    .await;
    api.done("/v1/catalog/register", body("new", "")).await;
    assert!(api.get("/v1/catalog/node/old").await.json().is_null());
    assert_eq!(api.get("/v1/catalog/service/s").await.json(), json!([]));
    assert_eq!(
        api.get("/v1/catalog/node/new").await.json()["Services"],
        json!({})
    );
}

#[tokio::test]
async fn a_name_of_a_living_node_cannot_be_taken() {
    let api = Api::with(registry::Settings {
        node_id: "11111111-1111-1111-1111-111111111111".into(),
        ..crate::api::settings()
    });
    let thief =
        r#"{"Node":"skills-eye","Address":"6.6.6.6","ID":"22222222-2222-2222-2222-222222222222"}"#;
    let reply = api.put("/v1/catalog/register", thief).await;
    let words = "failed inserting node: Error while renaming Node ID: \
                 \"22222222-2222-2222-2222-222222222222\": Node name skills-eye is reserved by node \
                 11111111-1111-1111-1111-111111111111 with name skills-eye (127.0.0.1)";
    assert_eq!(reply.refusal(), (500, words.to_owned()));
}

#[tokio::test]
async fn instances_are_chosen_by_tag_and_by_the_meta_of_their_node() {
    let api = Api::new();
    api.done("/v1/catalog/register", WEB).await;
    let count = async |query: &str| {
        let path = format!("/v1/catalog/service/web?{query}");
        api.get(&path).await.json().as_array().unwrap().len()
    };
    assert_eq!(count("tag=a&tag=B").await, 1);
    assert_eq!(count("tag=a&tag=c").await, 0);
    assert_eq!(count("node-meta=rack:1").await, 1);
    assert_eq!(count("node-meta=rack:2").await, 0);
    let nodes = api.get("/v1/catalog/nodes?node-meta=rack:1").await.json();
    assert_eq!(nodes.as_array().unwrap().len(), 1);
    let services = api
        .get("/v1/catalog/services?node-meta=rack:2")
        .await
        .json();
    assert_eq!(services, json!({}));
    let filter = api.get("/v1/catalog/service/web?filter=x").await;
    assert_eq!(
        filter.refusal(),
        (501, "?filter is not part of this registry".to_owned())
    );
}

#[tokio::test]
async fn a_service_that_changes_its_name_leaves_the_old_one() {
    let api = Api::new();
    api.done("/v1/catalog/register", WEB).await;
    let before = api.get("/v1/catalog/service/web").await.index();
    let renamed = WEB.replace(r#""Service":"web""#, r#""Service":"shop""#);
    api.done("/v1/catalog/register", renamed).await;
    let left = api.get("/v1/catalog/service/web").await;
    assert_eq!(left.json(), json!([]));
    assert!(left.index() > before);
    let found = api.get("/v1/catalog/service/shop").await.json();
    assert_eq!(found[0]["ServiceID"], "web1");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_consuls_words() {
    let api = Api::new();
    let check = async |body: &str, status: u16, words: &str| {
        let reply = api.put("/v1/catalog/register", body.to_owned()).await;
        assert_eq!(reply.refusal(), (status, words.to_owned()), "{body}");
    };
    check("{}", 500, "Must provide node").await;
    let address = "Must provide address if SkipNodeUpdate is not set";
    check(r#"{"Node":"n"}"#, 500, address).await;
    check("", 400, "Request decode failed: EOF").await;
    let unknown = "Request decode failed: json: unknown field \"Bogus\"";
    check(r#"{"Node":"n","Bogus":1}"#, 400, unknown).await;
    let node = |more: &str| format!(r#"{{"Node":"n","Address":"1.1.1.1",{more}}}"#);
    let name = "Must provide service name with ID";
    check(&node(r#""Service":{"ID":"x"}"#), 500, name).await;
    let id = "Bad node ID: uuid string is wrong length";
    check(&node(r#""ID":"bad""#), 500, id).await;
    let orphan = "failed inserting check: Missing service registration on node \"n\"";
    check(
        &node(r#""Check":{"Name":"c","ServiceID":"nope"}"#),
        500,
        orphan,
    )
    .await;
    check(&node(r#""Datacenter":"dc2""#), 500, "No path to datacenter").await;
    let other = "check node \"m\" does not match node \"n\"";
    check(&node(r#""Check":{"Name":"c","Node":"m"}"#), 500, other).await;
    // Nothing of a refused registration stays.
    assert!(api.get("/v1/catalog/node/n").await.json().is_null());
    let refused = api.get("/v1/catalog/nodes?dc=dc2").await;
    assert_eq!(refused.header("x-consul-knownleader"), "false");
    assert_eq!(refused.refusal(), (500, "No path to datacenter".to_owned()));
    let absent = api.get("/v1/catalog/connect/x").await;
    assert_eq!(absent.status, 501);
    assert_eq!(api.get("/v1/nonexistent").await.status, 404);
}
