//! The registry's own port, for Prometheus and the `consul` command.

use std::net::TcpListener;

use registry::{Door, Reach, Registry};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net;
use tokio::task::JoinHandle;
use tracing::info;

/// Keys that never leave by that port, whatever the token.
const HIDDEN: [&str; 3] = ["auth/", "audit/", "claims/"];
/// Where ours live.
const OURS: &str = "skills/eye/v2/";

/// Serving until it is dropped.
#[derive(Debug)]
pub(crate) struct Port {
    serving: JoinHandle<()>,
}

impl Port {
    /// Needs a runtime.
    ///
    /// # Errors
    ///
    /// When the socket cannot be used.
    pub(crate) fn open(
        listener: TcpListener,
        registry: &Registry,
        token: Option<SecretString>,
    ) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let listener = net::TcpListener::from_std(listener)?;
        let hidden = HIDDEN.map(|folder| format!("{OURS}{folder}"));
        let accepts = move |given: &str| token.as_ref().is_some_and(|token| is_same(given, token));
        let door = Door::new(Reach::of(address.ip()), hidden, accepts);
        let router = registry.router_behind(door);
        info!(%address, "the registry listens");
        let serving = tokio::spawn(async move {
            use axum::serve::ListenerExt as _;
            let listener = listener.tap_io(|socket| {
                let _ = socket.set_nodelay(true);
            });
            // It ends with the program.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { serving })
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Takes as long whatever the first difference is.
fn is_same(given: &str, token: &SecretString) -> bool {
    let (given, expected) = (given.as_bytes(), token.expose_secret().as_bytes());
    let differences = given
        .iter()
        .zip(expected)
        .fold(0, |found, (a, b)| found | (a ^ b));
    given.len() == expected.len() && differences == 0
}
