//! A registry behind its door on a port of loopback.

use std::net::SocketAddr;

use axum::Router;
use axum::serve::ListenerExt as _;
use registry::{Door, Reach, Registry, Settings};
use tempfile::TempDir;
use testkit::plain;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The good token, and the address that docs/REGISTRY.md has in its examples.
pub(crate) const TOKEN: &str = "a-token";
pub(crate) const PORT_IN_DOCS: &str = "127.0.0.1:8500";

pub(crate) struct Served {
    pub(crate) registry: Registry,
    pub(crate) port: Listening,
    _folder: TempDir,
}

/// A router on a port of its own, for as long as it is held.
pub(crate) struct Listening {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Served {
    pub(crate) async fn start() -> Self {
        Self::start_as(Settings::default()).await
    }

    pub(crate) async fn start_as(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(&folder.path().join("registry.redb"), settings).unwrap();
        let hidden = ["skills-eye/auth/".to_owned()];
        let door = Door::new(Reach::Loopback, hidden, |token| token == TOKEN);
        let port = Listening::start(registry.router_behind(door)).await;
        Self {
            registry,
            port,
            _folder: folder,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.port.address
    }

    /// A change that must succeed.
    pub(crate) async fn put(&self, path: &str, body: &str) {
        put(self.address(), path, body).await;
    }
}

impl Listening {
    pub(crate) async fn start(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let listener = listener.tap_io(|socket| {
            let _ = socket.set_nodelay(true);
        });
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, task }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A change that must succeed, on the registry or on a Consul.
pub(crate) async fn put(address: SocketAddr, path: &str, body: &str) {
    let headers = [("X-Consul-Token", TOKEN)];
    let answer = plain::ask(address, "PUT", path, &headers, body).await;
    let (status, words) = answer.unwrap();
    assert_eq!(status, 200, "{path}: {words:.500}");
}
