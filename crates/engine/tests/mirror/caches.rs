//! What is kept in memory, and how every instance is made to read it again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use consul::observe::{Finished, Observer};
use consul::{Client, Settings};
use domain::access::{Actor, Origin, Role};
use domain::cache::{CacheKind, ReadAgain};
use domain::error::ErrorCode;
use domain::node::Standing;
use engine::mirror::{self, Source};
use engine::{Engine, Store, StoreSettings, documents, events};

use crate::support::{quick, soon};

/// Requests that did not wait for a change, by operation.
#[derive(Debug, Default)]
pub(crate) struct Requests(Mutex<BTreeMap<&'static str, usize>>);

impl Observer for Requests {
    fn finished(&self, request: &Finished<'_>) {
        if !request.blocking {
            *self.0.lock().unwrap().entry(request.operation).or_default() += 1;
        }
    }
}

/// An instance, and what it asks.
pub(crate) struct Instance {
    pub(crate) engine: Engine,
    requests: Arc<Requests>,
}

pub(crate) fn actor(role: Role) -> Actor {
    Actor {
        name: "maria".to_owned(),
        role,
        origin: Origin::System,
    }
}

impl Instance {
    pub(crate) async fn start(
        source: Source,
        client: impl FnOnce(Arc<Requests>) -> Client,
    ) -> Self {
        let requests = Arc::new(Requests::default());
        let settings = StoreSettings {
            mirror: quick(),
            ..StoreSettings::default()
        };
        let (observer, unobserved) = (
            Arc::new(mirror::Unobserved),
            Arc::new(documents::observe::Unobserved),
        );
        let client = client(requests.clone());
        let store = Store::start(client, source, settings, observer, unobserved);
        let engine = Engine::new("test", events::Limits::default());
        engine.keep_in(store);
        let instance = Self { engine, requests };
        soon("everything", || {
            let store = instance.engine.store().unwrap();
            let heard = instance.asked("kv_recurse") > 0 && instance.asked("kv_raw") > 0;
            store.mirror.image().complete && store.site_names.age().is_some() && heard
        })
        .await;
        instance
    }

    pub(crate) async fn of(server: std::net::SocketAddr) -> Self {
        Self::start(Source::Client, |requests| {
            let settings = Settings {
                servers: vec![server.to_string()],
                ..Settings::default()
            };
            Client::new(settings, requests).unwrap()
        })
        .await
    }

    pub(crate) fn asked(&self, operation: &str) -> usize {
        let requests = self.requests.0.lock().unwrap();
        requests.get(operation).copied().unwrap_or(0)
    }

    pub(crate) fn done(&self) -> u64 {
        self.engine.caches(&actor(Role::Admin)).unwrap().read_again
    }

    pub(crate) async fn read_again(&self, pattern: &str) -> ReadAgain {
        let admin = actor(Role::Admin);
        self.engine.read_again(&admin, pattern).await.unwrap()
    }
}

/// The whole, and a part, on two instances.
pub(crate) async fn both_read_again(one: &Instance, other: &Instance, node: &str) {
    let names = other.asked("kv_raw");
    let flushed = one.read_again("*").await;
    let expected = ["catalog", "members", "site-names"];
    assert_eq!(flushed.keys[..3], expected);
    assert!(flushed.keys.contains(&format!("node:{node}")));
    soon("that both have done it", || {
        one.done() == 3 && other.done() == 3
    })
    .await;
    soon("the names of sites", || other.asked("kv_raw") > names).await;

    let names = one.asked("kv_raw");
    let again = other.read_again("site-*").await;
    assert_eq!(again.keys, ["site-names"]);
    assert!(again.index > flushed.index);
    soon("that the first has done it", || {
        one.done() == 4 && one.asked("kv_raw") > names
    })
    .await;
    // Its own wish is heard by the second as well, and is no second one.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!((one.done(), other.done()), (4, 4));

    let nothing = one.read_again("no such *").await;
    assert_eq!((nothing.keys.len(), nothing.index), (0, None));
}

#[tokio::test]
async fn those_of_a_registry_are_told_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registry.redb");
    let registry = registry::Registry::open(&path, registry::Settings::default()).unwrap();
    let start = || {
        Instance::start(Source::Registry(registry.clone()), |requests| {
            let service = consul::InProcess::new(registry.router());
            Client::in_process(service, Settings::default(), requests).unwrap()
        })
    };
    let (one, other) = (start().await, start().await);
    let version = || other.engine.store().unwrap().mirror.image().version;
    let before = version();
    both_read_again(&one, &other, "skills-eye").await;
    soon("another image", || version() > before).await;

    let list = one.engine.caches(&actor(Role::Admin)).unwrap();
    let node = list.entries.last().unwrap();
    assert_eq!(
        (&*node.key, node.kind),
        ("node:skills-eye", CacheKind::Node)
    );
    assert_eq!(node.standing, Standing::Current { age_seconds: 0 });
    let names = one.engine.cache(&actor(Role::Admin), "site-names").unwrap();
    assert_eq!((names.items, names.lifetime_seconds), (Some(0), Some(300)));
    assert!(names.remaining_seconds().is_some_and(|left| left > 290));

    let error = one.engine.caches(&actor(Role::Operator)).unwrap_err();
    assert_eq!(error.code, ErrorCode::Forbidden);
    let admin = actor(Role::Admin);
    let error = one.engine.cache(&admin, "node:nobody").unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}
