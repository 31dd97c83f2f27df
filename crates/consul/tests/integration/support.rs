//! Clients that are quick to give up, and an observer that remembers.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use consul::observe::{Finished, Observer, Outcome};
use consul::{Client, Health, Settings};
use testkit::scripted::{Asked, Reply, ScriptedServer};
use tokio::net::TcpSocket;

/// A request, as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) server: String,
    pub(crate) operation: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) took: Duration,
    pub(crate) blocking: bool,
}

/// Operation, from where and to where.
pub(crate) type Fall = (&'static str, String, String);

/// Everything a client told, in order.
#[derive(Debug, Default)]
pub(crate) struct Told {
    finished: Mutex<Vec<Row>>,
    fell_over: Mutex<Vec<Fall>>,
    health: Mutex<Vec<(String, Health)>>,
}

impl Observer for Told {
    fn finished(&self, request: &Finished<'_>) {
        self.finished.lock().unwrap().push(Row {
            server: request.server.to_owned(),
            operation: request.operation,
            outcome: request.outcome,
            took: request.took,
            blocking: request.blocking,
        });
    }

    fn fell_over(&self, operation: &'static str, from: &str, to: &str) {
        let fall = (operation, from.to_owned(), to.to_owned());
        self.fell_over.lock().unwrap().push(fall);
    }

    fn health(&self, server: &str, health: Health) {
        self.health
            .lock()
            .unwrap()
            .push((server.to_owned(), health));
    }
}

impl Told {
    pub(crate) fn requests(&self) -> Vec<Row> {
        self.finished.lock().unwrap().clone()
    }

    pub(crate) fn outcomes(&self) -> Vec<Outcome> {
        let rows = self.requests().into_iter();
        rows.map(|row| row.outcome).collect()
    }

    pub(crate) fn servers(&self) -> Vec<String> {
        let rows = self.requests().into_iter();
        rows.map(|row| row.server).collect()
    }

    pub(crate) fn fell_over(&self) -> Vec<Fall> {
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
