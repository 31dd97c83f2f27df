//! The registry's own port, for Prometheus and the `consul` command.

use std::net::TcpListener;

use engine::documents::{Folder, Layout};
use registry::{Door, DoorLimits, Reach, Registry};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::task::JoinHandle;
use tracing::info;

use crate::config::Config;
use crate::net::{Acceptor, Places};
use crate::serve;

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
        config: &Config,
    ) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let hidden = hidden(layout);
        let token = config.access.bootstrap_token.as_ref();
        let token = token.map(|token| token.0.clone());
        let accepts = move |given: &str| token.as_ref().is_some_and(|token| is_same(given, token));
        let limits = &config.limits;
        let door = Door::new(Reach::of(address.ip()), hidden, accepts).with_limits(DoorLimits {
            waiting: config.registry.waiting.get(),
            body_time: limits.request_time.get(),
        });
        let router = registry.router_behind(door);
        let acceptor = Acceptor {
            write_time: limits.write_time.get(),
            places: Some(Places::new(config.registry.connections.get())),
        };
        let server = serve::http(listener, limits.header_time.get())?
            .acceptor(acceptor)
            .http1_only();
        info!(%address, "the registry listens");
        let serving = tokio::spawn(async move {
            // It ends with the program.
            let _ = server.serve(router.into_make_service()).await;
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
