//! Clients that are quick to give up, and an observer that remembers.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use consul::observe::{Finished, Observer, Outcome};
use consul::{Client, Health, Settings};
use testkit::scripted::{Asked, Reply, ScriptedServer};
use tokio::net::TcpSocket;

/// Everything a client told, in order.
#[derive(Debug, Default)]
pub(crate) struct Told {
    finished: Mutex<Vec<(String, &'static str, Outcome)>>,
    fell_over: Mutex<Vec<(&'static str, String)>>,
    health: Mutex<Vec<(String, Health)>>,
}

impl Observer for Told {
    fn finished(&self, request: &Finished<'_>) {
        let row = (
            request.server.to_owned(),
            request.operation,
            request.outcome,
        );
        self.finished.lock().unwrap().push(row);
    }

    fn fell_over(&self, operation: &'static str, to: &str) {
        self.fell_over
            .lock()
            .unwrap()
            .push((operation, to.to_owned()));
    }

    fn health(&self, server: &str, health: Health) {
        self.health
            .lock()
            .unwrap()
            .push((server.to_owned(), health));
    }
}

impl Told {
    pub(crate) fn outcomes(&self) -> Vec<Outcome> {
        let finished = self.finished.lock().unwrap();
        finished.iter().map(|(_, _, outcome)| *outcome).collect()
    }

    pub(crate) fn servers(&self) -> Vec<String> {
        let finished = self.finished.lock().unwrap();
        finished
            .iter()
            .map(|(server, _, _)| server.clone())
            .collect()
    }

    pub(crate) fn fell_over(&self) -> Vec<(&'static str, String)> {
        self.fell_over.lock().unwrap().clone()
    }

    pub(crate) fn health(&self) -> Vec<(String, Health)> {
        self.health.lock().unwrap().clone()
    }
}

/// Everything short, so that a test of waiting does not wait.
pub(crate) fn impatient(servers: &[SocketAddr]) -> Settings {
    let mut settings = Settings {
        servers: servers.iter().map(ToString::to_string).collect(),
        timeout: Duration::from_millis(400),
        hold: Duration::from_millis(1_500),
        ..Settings::default()
    };
    settings.retry.attempts = 1;
    settings.retry.delay = Duration::from_millis(20);
    settings
}

/// As people run it, but on these servers.
pub(crate) fn usual(servers: &[SocketAddr]) -> Settings {
    Settings {
        servers: servers.iter().map(ToString::to_string).collect(),
        ..Settings::default()
    }
}

pub(crate) fn client(settings: Settings) -> (Client, Arc<Told>) {
    let told = Arc::new(Told::default());
    let client = Client::new(settings, told.clone()).unwrap();
    (client, told)
}

pub(crate) async fn scripted(
    script: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static,
) -> ScriptedServer {
    ScriptedServer::start(script).await.unwrap()
}

/// An address of loopback at which nobody listens.
pub(crate) fn nobody() -> SocketAddr {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = socket.local_addr().unwrap();
    // Given back, the port might be listened at by a test that runs meanwhile.
    std::mem::forget(socket);
    address
}

/// The targets of what was asked.
pub(crate) fn targets(server: &ScriptedServer) -> Vec<String> {
    let asked = server.asked();
    asked.into_iter().map(|asked| asked.target).collect()
}
