use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use testkit::consul::{Cluster, RealConsul};

use crate::target::Target;
use crate::{NODE, NODE_ID, compare, expected, kept, scenarios};

/// The agent still brings its own node to the catalog when it is there already.
const SETTLES: Duration = Duration::from_secs(2);

/// The node that is asked; nothing moves by itself in the catalog.
fn asked() -> Value {
    json!({"node_name": NODE, "node_id": NODE_ID, "disable_coordinates": true})
}

async fn answers(address: SocketAddr) -> Value {
    tokio::time::sleep(SETTLES).await;
    scenarios::run(Target::Network(address)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_one_server_answers_what_is_kept() {
    let Some(mut consul) = RealConsul::start_with(asked()).unwrap() else {
        return;
    };
    consul.ready().await.unwrap();
    let found = answers(consul.address()).await;
    if std::env::var_os("CONSUL_RECORD").is_some() {
        let text = serde_json::to_string_pretty(&found).unwrap();
        std::fs::write(kept(), format!("{text}\n")).unwrap();
        return;
    }
    compare(&expected(), &found, |_, _| false);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_the_leader_of_three_answers_what_is_kept() {
    // The others wait longer before they want to lead. A follower answers the same but for
    // `rpc error making call: ` before the leader's refusals, and `?stale` may be behind.
    let other = json!({"disable_coordinates": true, "performance": {"raft_multiplier": 5}});
    let settings = vec![asked(), other.clone(), other];
    let Some(mut cluster) = Cluster::start_with(settings).await.unwrap() else {
        return;
    };
    // On a busy machine another may have been quicker all the same: it loses the lead until
    // the one that is asked has it.
    loop {
        let leader = cluster.leader().await.unwrap();
        if leader == 0 {
            break;
        }
        cluster.kill(leader);
        cluster.leader().await.unwrap();
        cluster.restart(leader).unwrap();
        cluster.ready().await.unwrap();
    }
    let found = answers(cluster.server(0).address()).await;
    compare(&expected(), &found, |_, _| false);
}
