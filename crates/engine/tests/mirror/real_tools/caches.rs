use domain::access::Role;
use domain::error::ErrorCode;
use testkit::consul::RealConsul;

use crate::caches::{Instance, actor, both_read_again};
use crate::support::soon;

#[tokio::test]
async fn every_instance_reads_again_when_one_is_asked() {
    let Some(mut server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let one = Instance::of(server.address()).await;
    let other = Instance::of(server.address()).await;
    let services = other.asked("catalog_node_services");
    both_read_again(&one, &other, server.name()).await;
    soon("the services of its node", || {
        other.asked("catalog_node_services") > services
    })
    .await;

    server.kill();
    let members = || one.engine.store().unwrap().mirror.members();
    // Before, the fate of what is under way would not be known.
    soon("that nobody answers", || members().standing().is_failing()).await;
    let admin = actor(Role::Admin);
    let error = one.engine.read_again(&admin, "*").await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unavailable);
    assert_eq!(error.arg("reason"), "no_server");
}
