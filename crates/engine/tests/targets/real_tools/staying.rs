use std::time::Duration;

use consul::wire::Deregistration;
use testkit::consul::RealConsul;

use crate::support::{create, plain, remove, row, target};

/// Waits for the agent to do it by itself, which takes a minute or two; for the long proofs.
const BY_ITSELF: &str = "ENGINE_TIMED_ROUNDS";

/// An agent that starts brings the catalog in line with what it keeps, as it does every
/// minute or so. The control shows that it did: it was removed from the catalog alone.
#[tokio::test]
async fn what_was_removed_stays_gone_when_the_agent_brings_the_catalog_in_line() {
    let Some(mut server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    let client = engine.store().unwrap().client.clone();
    let node = server.name().to_owned();
    let saved = create(&engine, &target(&node, "gone", "Acme")).await;
    let saved = saved.unwrap();
    let control = target(&node, "control", "Acme");
    let control = create(&engine, &control).await;
    control.unwrap();
    let removed = remove(&engine, &saved.key, saved.index.unwrap()).await;
    assert!(removed.unwrap().visible);

    for round in 0..2 {
        let only_there = Deregistration {
            node: node.clone(),
            service_id: Some("control".to_owned()),
            check_id: None,
        };
        client.catalog().deregister(&only_there).await.unwrap();
        assert!(row(&client, &node, "control").await.is_none());
        if std::env::var_os(BY_ITSELF).is_none() {
            server.restart().unwrap();
            server.ready().await.unwrap();
        }
        while row(&client, &node, "control").await.is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(row(&client, &node, "gone").await.is_none(), "round {round}");
    }
}
