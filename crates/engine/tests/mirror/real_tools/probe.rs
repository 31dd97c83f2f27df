use std::time::Duration;

use domain::access::Role;
use domain::error::ErrorCode;
use engine::probe::Question;
use engine::targets::{TargetSettings, Targets};
use testkit::consul::RealConsul;

use crate::caches::{Instance, actor};
use crate::support::soon;

const WITHIN: Duration = Duration::from_secs(2);

#[tokio::test]
async fn only_servers_and_members_are_asked() {
    let Some(mut server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let instance = Instance::of(server.address()).await;
    let common = consul::Settings {
        servers: vec![server.address().to_string()],
        ..consul::Settings::default()
    };
    let unobserved = std::sync::Arc::new(consul::observe::Unobserved);
    let targets = Targets::new(TargetSettings::default(), common, unobserved);
    instance.engine.write_targets_by(targets);
    let members = || instance.engine.store().unwrap().mirror.members();
    soon("the members", || !members().list.is_empty()).await;

    let admin = actor(Role::Admin);
    let ask = async |host: &str, port: u16, token: Option<&str>| {
        let question = Question {
            host: host.to_owned(),
            port: Some(port),
            token: token.map(|token| token.to_owned().into()),
        };
        instance.engine.probe(&admin, &question, WITHIN).await
    };
    let address = server.address();
    let host = address.ip().to_string();
    for token in [None, Some("a-token-that-nobody-asks-for")] {
        let answered = ask(&host, address.port(), token).await.unwrap();
        assert_eq!((&*answered.node, answered.members), (server.name(), 1));
        assert!(answered.leader.is_some() && answered.version.starts_with("1."));
    }
    for (host, port) in [("127.0.0.9", 8500), ("localhost", 22), (&*host, 22)] {
        let refused = ask(host, port, None).await.unwrap_err();
        assert_eq!(refused.arg("reason"), "not_configured", "{host}:{port}");
    }
    server.kill();
    let first = Question::default();
    let silent = instance
        .engine
        .probe(&admin, &first, WITHIN)
        .await
        .unwrap_err();
    assert_eq!(silent.code, ErrorCode::AgentFailed);
    assert_eq!(silent.arg("address"), address.to_string());
}
