use consul::wire::{CatalogRegistration, Check, CheckStatus, Deregistration, RegisteredService};
use consul::{Client, Consistency, Version, catalog, health};

use super::{NAMES, real};

const READ: Consistency = Consistency::Default;

fn registration(id: &str) -> CatalogRegistration {
    CatalogRegistration {
        node: "outside".to_owned(),
        address: "10.1.2.3".to_owned(),
        node_meta: [("site".to_owned(), "São Paulo".to_owned())].into(),
        service: Some(RegisteredService {
            id: id.to_owned(),
            name: "blackbox_exporter".to_owned(),
            tags: vec!["http".to_owned()],
            address: "https://a.example/?q=1".to_owned(),
            port: 9_115,
            meta: [("company".to_owned(), "ACMÉ".to_owned())].into(),
        }),
        checks: vec![Check {
            id: format!("check of {id}"),
            name: "reachable".to_owned(),
            status: CheckStatus::Warning,
            service_id: id.to_owned(),
            ..Check::default()
        }],
        skip_node_update: false,
        ..CatalogRegistration::default()
    }
}

#[tokio::test]
async fn nodes_services_and_their_health() {
    let Some((_server, client)) = real().await else {
        return;
    };
    it_says_what_it_is(&client).await;
    what_is_registered_is_found(&client).await;
    what_is_removed_is_gone(&client).await;
}

async fn it_says_what_it_is(client: &Client) {
    let leader = client.status().leader().await.unwrap().value.unwrap();
    assert_eq!(client.status().peers().await.unwrap().value, [leader]);
    assert_eq!(client.catalog().datacenters().await.unwrap().value, ["dc1"]);
    let capabilities = client.capabilities().await.unwrap();
    assert!(
        capabilities.version.unwrap()
            >= Version {
                major: 1,
                minor: 8,
                patch: 0
            }
    );
    assert!(capabilities.node_services);
    assert!(!capabilities.changes);
}

async fn what_is_registered_is_found(client: &Client) {
    for id in NAMES.into_iter().chain(["two//slashes"]) {
        client.catalog().register(&registration(id)).await.unwrap();
    }
    let services = client.read(&catalog::services(), READ).await.unwrap().value;
    assert_eq!(services["blackbox_exporter"], ["http"]);
    let nodes = client.read(&catalog::nodes(), READ).await.unwrap().value;
    let outside = nodes.iter().find(|node| node.name == "outside").unwrap();
    assert_eq!(outside.meta["site"], "São Paulo");
    let listed = client
        .read(&catalog::service("blackbox_exporter"), READ)
        .await
        .unwrap();
    assert_eq!(listed.value.len(), NAMES.len() + 1);
    assert!(listed.meta.index.is_some());
    let one = &listed.value[0];
    assert_eq!(
        (one.service_port, &*one.service_meta["company"]),
        (9_115, "ACMÉ")
    );

    let by_id = client
        .read(&catalog::node("outside"), READ)
        .await
        .unwrap()
        .value
        .unwrap();
    let as_list = client
        .read(&catalog::node_services("outside"), READ)
        .await
        .unwrap();
    let mut as_list = as_list.value.unwrap();
    as_list.services.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(by_id, as_list);
    assert!(
        as_list
            .services
            .iter()
            .any(|service| service.id == "two//slashes")
    );
    assert_eq!(
        client
            .read(&catalog::node("nobody"), READ)
            .await
            .unwrap()
            .value,
        None
    );

    let healths = client
        .read(&health::service("blackbox_exporter"), READ)
        .await
        .unwrap();
    assert_eq!(healths.value.len(), NAMES.len() + 1);
    assert_eq!(healths.value[0].checks[0].status, CheckStatus::Warning);
    for query in [
        health::node("outside"),
        health::checks("blackbox_exporter"),
        health::state(Some(CheckStatus::Warning)),
    ] {
        let checks = client.read(&query, READ).await.unwrap().value;
        assert_eq!(checks.len(), NAMES.len() + 1, "{query:?}");
    }
    let all = client.read(&health::state(None), READ).await.unwrap().value;
    assert_eq!(all.len(), NAMES.len() + 2);
}

async fn what_is_removed_is_gone(client: &Client) {
    let of_node = Deregistration {
        node: "outside".to_owned(),
        ..Deregistration::default()
    };
    let service = Deregistration {
        service_id: Some("two//slashes".to_owned()),
        ..of_node.clone()
    };
    client.catalog().deregister(&service).await.unwrap();
    let check = Deregistration {
        check_id: Some("check of plain".to_owned()),
        ..of_node.clone()
    };
    client.catalog().deregister(&check).await.unwrap();
    let node = client
        .read(&catalog::node_services("outside"), READ)
        .await
        .unwrap();
    assert_eq!(node.value.unwrap().services.len(), NAMES.len());
    let checks = client
        .read(&health::node("outside"), READ)
        .await
        .unwrap()
        .value;
    assert_eq!(checks.len(), NAMES.len() - 1);
    client.catalog().deregister(&of_node).await.unwrap();
    let node = client.read(&catalog::node("outside"), READ).await.unwrap();
    assert_eq!(node.value, None);
}
