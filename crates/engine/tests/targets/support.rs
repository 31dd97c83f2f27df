//! An engine over a real Consul, with one node that has an agent and one that has none.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use consul::observe::{Observer, Unobserved};
use consul::txn::{Applied, Operation, ServiceVerb, Transaction};
use consul::wire::{AgentService, CatalogRegistration};
use consul::{Client, Settings};
use domain::access::{Actor, Origin, Role};
use domain::target::{Target, TargetKey};
use engine::documents;
use engine::mirror::{self, Source};
use engine::targets::{AgentAddress, Current, Refused, Saved, TargetSettings, Targets};
use engine::{Engine, Store, StoreSettings, events};
use testkit::consul::RealConsul;

/// A node of the catalog that nobody keeps.
pub(crate) const OUTSIDE: &str = "outside";

pub(crate) fn actor(role: Role) -> Actor {
    Actor {
        name: "ana".to_owned(),
        role,
        origin: Origin::System,
    }
}

pub(crate) fn operator() -> Actor {
    actor(Role::Operator)
}

/// A server that fails is asked again at once: its rest is tested elsewhere.
fn patient() -> Settings {
    let mut settings = Settings::default();
    settings.breaker.failures = 1_000;
    settings.retry.delay = Duration::from_millis(50);
    settings
}

pub(crate) fn client(servers: &[SocketAddr], observer: Arc<dyn Observer>) -> Client {
    let settings = Settings {
        servers: servers.iter().map(ToString::to_string).collect(),
        ..patient()
    };
    Client::new(settings, observer).unwrap()
}

/// An engine whose Consul is at `store`, and the agent of each node where it is told.
pub(crate) async fn engine(
    client: Client,
    agents: &[(&str, SocketAddr)],
    observer: Arc<dyn Observer>,
) -> Engine {
    let registration = CatalogRegistration {
        node: OUTSIDE.to_owned(),
        address: "192.0.2.77".to_owned(),
        ..CatalogRegistration::default()
    };
    client.catalog().register(&registration).await.unwrap();
    let mirror = mirror::Settings {
        wait: Duration::from_secs(2),
        ..mirror::Settings::default()
    };
    let settings = StoreSettings {
        mirror,
        ..StoreSettings::default()
    };
    let engine = Engine::new("test", events::Limits::default());
    engine.keep_in(Store::start(
        client,
        Source::Client,
        settings,
        Arc::new(mirror::Unobserved),
        Arc::new(documents::observe::Unobserved),
    ));
    let address = |(node, at): &(&str, SocketAddr)| {
        let address = AgentAddress {
            address: Some(at.ip().to_string()),
            port: Some(at.port()),
            token: None,
        };
        ((*node).to_owned(), address)
    };
    let settings = TargetSettings {
        per_node: agents.iter().map(address).collect::<BTreeMap<_, _>>(),
        ..TargetSettings::default()
    };
    engine.write_targets_by(Targets::new(settings, patient(), observer));
    let complete = |image: &mirror::Image| image.complete;
    let mirror = &engine.store().unwrap().mirror;
    assert!(mirror.wait_until(Duration::from_secs(20), complete).await);
    engine
}

pub(crate) async fn plain(server: &RealConsul) -> Engine {
    let agents = [(server.name(), server.address())];
    let client = client(&[server.address()], Arc::new(Unobserved));
    engine(client, &agents, Arc::new(Unobserved)).await
}

pub(crate) fn target(node: &str, id: &str, company: &str) -> Target {
    Target {
        node: node.to_owned(),
        id: id.to_owned(),
        name: "blackbox_exporter".to_owned(),
        tags: vec!["icmp".to_owned()],
        address: "192.0.2.8".to_owned(),
        port: 9_115,
        meta: [("company".to_owned(), company.to_owned())].into(),
    }
}

pub(crate) fn key(node: &str, id: &str) -> TargetKey {
    target(node, id, "").key()
}

/// The row of the catalog as it is, without the engine.
pub(crate) async fn row(client: &Client, node: &str, id: &str) -> Option<AgentService> {
    let service = AgentService {
        id: id.to_owned(),
        ..AgentService::default()
    };
    let get = Operation::service(ServiceVerb::Get, node, service);
    let answer = Transaction::new().and(get).send(client).await.ok()?;
    answer.value.into_iter().find_map(|applied| match applied {
        Applied::Service(service) => Some(service),
        _ => None,
    })
}

#[track_caller]
pub(crate) fn theirs(refused: Refused) -> Option<Current> {
    match refused {
        Refused::Conflict(conflict) => conflict.theirs,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn create(engine: &Engine, target: &Target) -> Result<Saved, Refused> {
    engine.create_target(&operator(), target, Vec::new()).await
}

pub(crate) async fn update(
    engine: &Engine,
    target: &Target,
    expected: u64,
) -> Result<Saved, Refused> {
    let actor = operator();
    engine
        .update_target(&actor, target, expected, Vec::new())
        .await
}

pub(crate) async fn remove(
    engine: &Engine,
    key: &TargetKey,
    expected: u64,
) -> Result<Saved, Refused> {
    let actor = operator();
    engine
        .remove_target(&actor, key, expected, Vec::new())
        .await
}
