use std::sync::Arc;
use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::observe::Unobserved;
use consul::wire::{Behavior, MemberStatus, NewSession};
use domain::access::Role;
use domain::error::{AppError, ErrorCode, Reason};
use engine::Engine;
use engine::targets::Refused;
use testkit::consul::{Cluster, RealConsul};

use crate::support::{OUTSIDE, actor, client, create, engine, plain, row, target};

#[track_caller]
fn error(refused: Refused) -> AppError {
    match refused {
        Refused::Error(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn who_may_not_and_what_cannot_be_are_refused_before_anything_is_asked() {
    let engine = Engine::new("test", engine::events::Limits::default());
    let made = target("n", "a", "Acme");
    let viewer = actor(Role::Viewer);
    let refused = engine.create_target(&viewer, &made, Vec::new()).await;
    assert_eq!(error(refused.unwrap_err()).code, ErrorCode::Forbidden);
    let key = made.key();
    let refused = engine.remove_target(&viewer, &key, 1, Vec::new()).await;
    assert_eq!(error(refused.unwrap_err()).code, ErrorCode::Forbidden);
    let mut bad = made.clone();
    bad.id = "a//b".to_owned();
    bad.port = -1;
    match create(&engine, &bad).await {
        Err(Refused::Invalid(found)) => assert_eq!(found.len(), 2, "{found:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_node_that_nobody_has_is_named() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    let refused = create(&engine, &target("nobody", "a", "Acme")).await;
    let refused = error(refused.unwrap_err());
    assert_eq!(
        (refused.code, refused.arg("what")),
        (ErrorCode::NotFound, "nobody")
    );
    // What an ID cannot have is replaced, and the answer says what became of it.
    let saved = create(&engine, &target(OUTSIDE, "a b:c", "Acme"))
        .await
        .unwrap();
    assert_eq!(saved.key.id, "a_b_c");
}

#[tokio::test]
async fn another_nodes_agent_and_a_dead_one_are_not_written_to() {
    let Some(mut cluster) = Cluster::start(3).await.unwrap() else {
        return;
    };
    let addresses = cluster.addresses();
    let names: Vec<String> = (0..3)
        .map(|n| cluster.server(n).name().to_owned())
        .collect();
    let client = client(&addresses, Arc::new(Unobserved));
    let nobody = "127.0.0.1:9".parse().unwrap();
    // The first one's address is the second's, and the second's is nobody's.
    let agents = [(&*names[0], addresses[1]), (&*names[1], nobody)];
    let engine = engine(client.clone(), &agents, Arc::new(Unobserved)).await;
    for (name, reason) in [
        (&names[0], Reason::WrongAgent),
        (&names[1], Reason::AgentSilent),
    ] {
        let refused = create(&engine, &target(name, "a", "Acme")).await;
        let refused = error(refused.unwrap_err());
        assert_eq!(refused.arg("reason"), reason.as_str(), "{refused}");
        assert_eq!(refused.arg("setting"), "agents.addresses");
        assert!(row(&client, name, "a").await.is_none());
    }

    let leader = cluster.leader().await.unwrap();
    let dead = (leader + 1) % 3;
    cluster.kill(dead);
    let started = Instant::now();
    let has_failed = || {
        let members = engine.store().unwrap().mirror.members();
        members
            .get(&names[dead])
            .is_some_and(|member| member.status == MemberStatus::Failed)
    };
    while !has_failed() {
        assert!(started.elapsed() < Duration::from_secs(60));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let refused = create(&engine, &target(&names[dead], "a", "Acme")).await;
    let refused = error(refused.unwrap_err());
    assert_eq!(refused.code, ErrorCode::Unavailable);
    assert_eq!(refused.arg("reason"), Reason::NodeFailed.as_str());
    assert!(row(&client, &names[dead], "a").await.is_none());
}

#[tokio::test]
async fn a_writer_that_died_blocks_for_a_while_and_not_for_ever() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let engine = plain(&server).await;
    let client = &engine.store().unwrap().client;
    let session = NewSession {
        name: "dead".to_owned(),
        ttl: Duration::from_secs(10),
        lock_delay: Duration::from_secs(1),
        behavior: Behavior::Delete,
    };
    let session = client.sessions().create(&session).await.unwrap().value;
    let claim = format!("skills/eye/v2/claims/{}/a", server.name());
    let held = Condition::Acquire(&session);
    let taken = client.kv().put(&claim, r#"{"holder":"bia"}"#, 0, held);
    assert!(taken.await.unwrap().value);

    let made = target(server.name(), "a", "Acme");
    let refused = error(create(&engine, &made).await.unwrap_err());
    assert_eq!(refused.arg("reason"), Reason::BeingWritten.as_str());
    assert_eq!(refused.arg("holder"), "bia");
    let started = Instant::now();
    while create(&engine, &made).await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(60));
    }
    // Nothing is left behind.
    let claims = consul::kv::keys("skills/eye/v2/claims/", None);
    let claims = client.read(&claims, consul::Consistency::Default).await;
    assert!(claims.unwrap().value.is_empty());
}
