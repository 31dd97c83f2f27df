use std::sync::Arc;

use engine::Engine;
use engine::targets::Refused;
use testkit::consul::RealConsul;

use crate::support::{OUTSIDE, create, plain, row, target};

const ROUNDS: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_eight_creators_on_an_agents_node_one_wins() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    eight_creators(server.name(), &server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_eight_creators_on_a_node_of_the_catalog_one_wins() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    eight_creators(OUTSIDE, &server).await;
}

/// Two instances, four creators each.
async fn eight_creators(node: &str, server: &RealConsul) {
    let instances = [Arc::new(plain(server).await), Arc::new(plain(server).await)];
    for round in 0..ROUNDS {
        let id = format!("icmp/Acme@srv-{round}");
        let creators = (0..8).map(|number| {
            let engine = Arc::clone(&instances[number % 2]);
            let target = target(node, &id, &format!("company {number}"));
            tokio::spawn(async move {
                let saved = create(&engine, &target).await;
                (number, saved)
            })
        });
        let creators: Vec<_> = creators.collect();
        let (mut winners, mut told) = (Vec::new(), Vec::new());
        for creator in creators {
            match creator.await.unwrap() {
                (number, Ok(saved)) => winners.push((number, saved)),
                (_, Err(Refused::Conflict(conflict))) => told.push(conflict.theirs.unwrap()),
                (number, Err(other)) => panic!("round {round}, {number}: {other:?}"),
            }
        }
        assert_eq!((winners.len(), told.len()), (1, 7), "round {round}");
        let (number, saved) = &winners[0];
        assert!(saved.visible, "round {round}");
        let company = format!("company {number}");
        for theirs in told {
            assert_eq!(theirs.target, target(node, &id, &company), "round {round}");
        }
        let there = there(&instances[0], node, &id).await;
        assert_eq!(there, (company, saved.index.unwrap()), "round {round}");
    }
}

async fn there(engine: &Engine, node: &str, id: &str) -> (String, u64) {
    let row = row(&engine.store().unwrap().client, node, id)
        .await
        .unwrap();
    (row.meta["company"].clone(), row.modify_index)
}
