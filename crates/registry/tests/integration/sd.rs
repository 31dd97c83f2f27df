//! Discovery for Prometheus.

use registry::{Discovery, http_sd};
use serde_json::{Value, json};

use crate::api::Api;

fn discovered(api: &Api, discovery: &Discovery) -> Value {
    let body = http_sd(&api.registry.snapshot(), discovery).unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[tokio::test]
async fn maintenance_outweighs_every_check() {
    let api = Api::new();
    let check = |id: &str, service: &str, status: &str| json!({"Node": "n", "CheckID": id, "Name": id, "ServiceID": service, "Status": status});
    let register = json!({
        "Node": "n", "Address": "1.1.1.1", "Service": {"Service": "s", "ID": "s1"},
        "Checks": [check("alive", "s1", "critical")],
    });
    api.done("/v1/catalog/register", register.to_string()).await;
    let health = || {
        let groups = discovered(&api, &Discovery::default());
        groups[0]["labels"]["__meta_consul_health"].clone()
    };
    assert_eq!(health(), "critical");
    for (id, service) in [("_node_maintenance", ""), ("_service_maintenance:s1", "s1")] {
        let set = json!({
            "Node": "n", "Address": "1.1.1.1", "Check": check(id, service, "critical"),
        });
        api.done("/v1/catalog/register", set.to_string()).await;
        assert_eq!(health(), "maintenance", "{id}");
        let gone = json!({"Node": "n", "CheckID": id});
        api.done("/v1/catalog/deregister", gone.to_string()).await;
        assert_eq!(health(), "critical", "{id}");
    }
}

#[tokio::test]
async fn a_target_has_the_labels_of_consul_sd() {
    let api = Api::new();
    let register = r#"{"Node":"n","Address":"1.1.1.1","NodeMeta":{"rack-no":"1"},
        "TaggedAddresses":{"wan":"8.8.8.8"},
        "Service":{"Service":"blackbox","ID":"b1","Tags":["icmp","lab"],"Port":9115,
                   "Meta":{"company":"ACME"}},
        "Check":{"Name":"c","Status":"warning","ServiceID":"b1"}}"#;
    api.done("/v1/catalog/register", register).await;
    api.done(
        "/v1/agent/service/register",
        r#"{"Name":"node","Address":"::1","Port":9100}"#,
    )
    .await;
    let discover = |services: &[&str], tags: &[&str]| {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let discovery = Discovery {
            services: owned(services),
            tags: owned(tags),
            datacenter: "dc1".into(),
        };
        discovered(&api, &discovery)
    };
    let expected = json!([{
        "targets": ["1.1.1.1:9115"],
        "labels": {
            "__meta_consul_address": "1.1.1.1",
            "__meta_consul_dc": "dc1",
            "__meta_consul_health": "warning",
            "__meta_consul_metadata_rack_no": "1",
            "__meta_consul_node": "n",
            "__meta_consul_service": "blackbox",
            "__meta_consul_service_address": "",
            "__meta_consul_service_id": "b1",
            "__meta_consul_service_metadata_company": "ACME",
            "__meta_consul_service_port": "9115",
            "__meta_consul_tagged_address_wan": "8.8.8.8",
            "__meta_consul_tags": ",icmp,lab,",
        },
    }]);
    assert_eq!(discover(&["blackbox"], &[]), expected);
    assert_eq!(discover(&["blackbox"], &["icmp", "lab"]), expected);
    assert_eq!(discover(&["blackbox"], &["ICMP", "Lab"]), expected);
    assert_eq!(discover(&["blackbox"], &["http"]), json!([]));
    assert_eq!(discover(&[], &[]).as_array().unwrap().len(), 2);
    assert_eq!(
        discover(&["node"], &[])[0]["targets"],
        json!(["[::1]:9100"])
    );
}

#[tokio::test]
async fn of_keys_that_come_to_one_label_the_last_one_counts_and_is_alone() {
    let api = Api::new();
    let register = r#"{"Node":"n","Address":"1.1.1.1","Service":{"Service":"s",
        "Meta":{"rack-no":"1","rack_no":"2","rack":"3"}}}"#;
    api.done("/v1/catalog/register", register).await;
    let named = Discovery {
        services: vec!["s".into()],
        ..Discovery::default()
    };
    let labels = &discovered(&api, &named)[0]["labels"];
    assert_eq!(labels["__meta_consul_service_metadata_rack_no"], "2");
    assert_eq!(labels["__meta_consul_service_metadata_rack"], "3");
    let body = http_sd(&api.registry.snapshot(), &named).unwrap();
    let body = String::from_utf8(body).unwrap();
    assert_eq!(body.matches("rack_no").count(), 1, "{body}");
}
