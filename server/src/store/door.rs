//! The registry's own port, for Prometheus and the `consul` command.

use std::net::TcpListener;

use engine::documents::{Folder, Layout};
use registry::{Door, Reach, Registry};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net;
use tokio::task::JoinHandle;
use tracing::info;

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
        layout: &Layout,
        token: Option<SecretString>,
    ) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let listener = net::TcpListener::from_std(listener)?;
        let hidden = hidden(layout);
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

/// Keys that never leave by that port, whatever the token. What lies under the prefix that
/// everybody begins with stays hidden after a move to another one.
fn hidden(layout: &Layout) -> Vec<String> {
    let private = Folder::ALL.into_iter().filter(|folder| folder.is_private());
    let layouts = [layout.clone(), Layout::default()];
    private
        .flat_map(|folder| layouts.clone().map(|layout| layout.folder(folder)))
        .collect()
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
