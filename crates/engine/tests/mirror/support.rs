//! Writing into the catalog, and waiting for the mirror.

use std::sync::Arc;
use std::time::{Duration, Instant};

use consul::observe::Unobserved;
use consul::wire::{CatalogRegistration, Deregistration, RegisteredService};
use consul::{Client, Settings};
use engine::mirror::{self, Image, Mirror, Source};

/// Long enough for a slow machine; what must be quick is measured.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn client(servers: &[std::net::SocketAddr]) -> Client {
    let settings = Settings {
        servers: servers.iter().map(ToString::to_string).collect(),
        ..Settings::default()
    };
    Client::new(settings, Arc::new(Unobserved)).unwrap()
}

pub(crate) fn follow(client: &Client, settings: mirror::Settings) -> Mirror {
    let observer = Arc::new(mirror::Unobserved);
    Mirror::start(client, Source::Client, settings, observer)
}

pub(crate) fn quick() -> mirror::Settings {
    mirror::Settings {
        wait: Duration::from_secs(2),
        ..mirror::Settings::default()
    }
}

pub(crate) fn service(node: &str, id: &str, company: &str) -> CatalogRegistration {
    CatalogRegistration {
        node: node.to_owned(),
        address: "192.0.2.77".to_owned(),
        service: Some(RegisteredService {
            id: id.to_owned(),
            name: "blackbox_exporter".to_owned(),
            tags: vec!["icmp".to_owned()],
            address: String::new(),
            port: 0,
            meta: [("company".to_owned(), company.to_owned())].into(),
        }),
        ..CatalogRegistration::default()
    }
}

pub(crate) async fn register(client: &Client, node: &str, id: &str, company: &str) {
    let registration = service(node, id, company);
    client.catalog().register(&registration).await.unwrap();
}

pub(crate) async fn deregister(client: &Client, node: &str, id: Option<&str>) {
    let what = Deregistration {
        node: node.to_owned(),
        service_id: id.map(str::to_owned),
        check_id: None,
    };
    client.catalog().deregister(&what).await.unwrap();
}

pub(crate) fn company(image: &Image, node: &str, id: &str) -> Option<String> {
    let row = image.node(node)?.service(id)?;
    let company = row.meta.as_ref()?.get("company")?;
    Some(company.to_string())
}

/// How long it took until the image was as it is wanted.
pub(crate) async fn until(
    mirror: &Mirror,
    what: &str,
    wanted: impl Fn(&Image) -> bool,
) -> Duration {
    let started = Instant::now();
    let seen = mirror.wait_until(PATIENCE, wanted).await;
    assert!(seen, "not seen: {what}");
    started.elapsed()
}

/// Waits for what has no news of its own.
pub(crate) async fn soon(what: &str, mut is: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is() {
        assert!(started.elapsed() < PATIENCE, "never came: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
