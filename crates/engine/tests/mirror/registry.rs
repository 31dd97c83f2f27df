//! Of a registry: in this process, and as it is elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use consul::observe::{Finished, Observer, Unobserved};
use consul::wire::{Check, CheckStatus};
use consul::{Client, InProcess, Settings};
use engine::mirror::{self, Mirror, Source, Standing, Way};
use registry::Registry;
use tempfile::TempDir;

use crate::support::{company, deregister, quick, register, service, soon, until};

struct Embedded {
    registry: Registry,
    client: Client,
    _folder: TempDir,
}

impl Embedded {
    fn new() -> Self {
        Self::with(Arc::new(Unobserved))
    }

    fn with(observer: Arc<dyn Observer>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry.redb");
        let registry = Registry::open(&path, registry::Settings::default()).unwrap();
        let service = InProcess::new(registry.router());
        let client = Client::in_process(service, Settings::default(), observer);
        Self {
            client: client.unwrap(),
            registry,
            _folder: folder,
        }
    }

    fn follow(&self, way: Way) -> Mirror {
        let source = match way {
            Way::Shared => Source::Registry(self.registry.clone()),
            _ => Source::Client,
        };
        let observer = Arc::new(mirror::Unobserved);
        Mirror::start(&self.client, source, quick(), observer)
    }
}

#[tokio::test]
async fn in_this_process_its_rows_are_shared() {
    let embedded = Embedded::new();
    everything_is_seen(&embedded, Way::Shared).await;
    // The row itself, not a copy.
    let mirror = embedded.follow(Way::Shared);
    until(&mirror, "everything", |image| image.complete).await;
    let image = embedded.registry.snapshot();
    let ours = mirror.image();
    let row = ours.node("kept").unwrap().service("a").unwrap();
    let theirs = image.catalog.service(&"kept".into(), &"a".into()).unwrap();
    assert!(Arc::ptr_eq(row, theirs));
}

#[tokio::test]
async fn elsewhere_it_tells_what_changed() {
    let embedded = Embedded::new();
    everything_is_seen(&embedded, Way::Feed).await;
}

async fn everything_is_seen(embedded: &Embedded, way: Way) {
    let client = &embedded.client;
    register(client, "kept", "a", "Acme").await;
    register(client, "Before", "A/b", "Acme").await;
    let mirror = embedded.follow(way);
    until(&mirror, "what was there", |image| image.complete).await;
    assert_eq!(mirror.way(), Some(way));
    assert_eq!(company(&mirror.image(), "before", "a/B").unwrap(), "Acme");

    register(client, "Later", "c", "Norte").await;
    register(client, "Before", "A/b", "Acme Foods").await;
    until(&mirror, "new and changed", |image| {
        company(image, "later", "c").is_some()
            && company(image, "before", "a/b").as_deref() == Some("Acme Foods")
    })
    .await;

    let mut checked = service("Before", "A/b", "Acme Foods");
    checked.checks = vec![Check {
        id: "c".to_owned(),
        name: "c".to_owned(),
        service_id: "A/b".to_owned(),
        status: CheckStatus::Critical,
        ..Check::default()
    }];
    client.catalog().register(&checked).await.unwrap();
    until(&mirror, "a check", |image| {
        image
            .node("before")
            .is_some_and(|shard| shard.tally.critical == 1)
    })
    .await;

    deregister(client, "Before", Some("A/b")).await;
    until(&mirror, "a removed service", |image| {
        let shard = image.node("before");
        shard.is_some_and(|shard| shard.tally.services() == 0 && shard.checks().next().is_none())
    })
    .await;
    deregister(client, "Later", None).await;
    until(&mirror, "a removed node", |image| {
        image.node("later").is_none()
    })
    .await;
    assert!(matches!(mirror.standing(), Standing::Confirmed { .. }));
    soon("the members", || {
        mirror.members().get("skills-eye").is_some()
    })
    .await;

    // Many at once, told as a whole.
    for number in 0..300 {
        register(client, "many", &format!("s{number}"), "Acme").await;
    }
    until(&mirror, "all of them", |image| {
        image
            .node("many")
            .is_some_and(|shard| shard.tally.services() == 300)
    })
    .await;
    let before = mirror.image().version;
    mirror.again().catalog();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let shard = mirror.image();
    assert_eq!(shard.node("many").unwrap().tally.services(), 300);
    assert!(mirror.image().version >= before);
}

/// Counts what it is asked.
#[derive(Debug, Default)]
struct Count(AtomicUsize);

impl Observer for Count {
    fn finished(&self, request: &Finished<'_>) {
        if request.operation == "changes" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_does_not_wait_is_not_asked_without_end() {
    let count = Arc::new(Count::default());
    let embedded = Embedded::with(count.clone());
    register(&embedded.client, "kept", "a", "Acme").await;
    let mirror = embedded.follow(Way::Feed);
    until(&mirror, "everything", |image| image.complete).await;
    // Whoever waits is answered at once from then on.
    embedded.registry.close();
    let before = count.0.load(Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let asked = count.0.load(Ordering::Relaxed) - before;
    assert!(asked < 20, "asked {asked} times in a second");
    assert!(company(&mirror.image(), "kept", "a").is_some());
}
