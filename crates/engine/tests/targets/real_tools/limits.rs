use std::sync::Arc;

use consul::observe::Unobserved;
use consul::txn::{Operation, ServiceVerb, Transaction};
use consul::wire::{AgentRegistration, AgentService};
use domain::target::Target;
use testkit::consul::RealConsul;

use crate::support::{OUTSIDE, client, plain, target};

/// Our rules for Meta and address are Consul's: what we refuse it refuses, and the other way
/// round, through an agent and in a transaction.
#[tokio::test]
async fn consul_draws_the_same_lines() {
    let Some(server) = RealConsul::start().await.unwrap() else {
        return;
    };
    let _engine = plain(&server).await;
    let client = client(&[server.address()], Arc::new(Unobserved));
    let meta = |key: &str, value: &str| {
        let mut target = target(OUTSIDE, "a", "Acme");
        target.meta = [(key.to_owned(), value.to_owned())].into();
        target
    };
    let many = |count: usize| {
        let mut target = target(OUTSIDE, "a", "Acme");
        let pairs = (0..count).map(|number| (format!("k{number}"), String::new()));
        target.meta = pairs.collect();
        target
    };
    let address = |address: &str| Target {
        address: address.to_owned(),
        ..target(OUTSIDE, "a", "Acme")
    };
    let cases = [
        many(64),
        many(65),
        meta(&"k".repeat(128), ""),
        meta(&"k".repeat(129), ""),
        meta("k", &"v".repeat(512)),
        meta("k", &"v".repeat(513)),
        meta("k", &"é".repeat(256)),
        meta("k", &"é".repeat(257)),
        meta("k", "a\nb"),
        meta("", ""),
        meta("a b", ""),
        meta("a.b", ""),
        meta("a/b", ""),
        meta("é", ""),
        meta("a-b_C9", ""),
        meta("consul-x", ""),
        meta("Consul-x", ""),
        meta("consul_x", ""),
        address(""),
        address("srv.example"),
        address("0.0.0.0"),
        address("::"),
        address("[::]"),
        address("::1"),
    ];
    for target in cases {
        let ours = target.violations().is_empty();
        let service = AgentService {
            id: target.id.clone(),
            name: target.name.clone(),
            address: target.address.clone(),
            meta: target.meta.clone(),
            ..AgentService::default()
        };
        let registration = AgentRegistration::again(service.clone());
        let agent = client.agent().register(&registration).await.is_ok();
        let set = Operation::service(ServiceVerb::Set, OUTSIDE, service);
        let catalog = Transaction::new().and(set).send(&client).await.is_ok();
        assert_eq!((ours, ours), (agent, catalog), "{target:?}");
    }
}
