//! Clients, people, and a document to write into.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use consul::kv::{self, Condition};
use consul::observe::Unobserved;
use consul::wire::Entry;
use consul::{Client, Consistency, Settings};
use domain::access::{Actor, Origin, Role};
use engine::documents::observe::Observer;
use engine::documents::{Documents, Error, Kind, Layout};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) const STRICT: Consistency = Consistency::Consistent;
pub(crate) const PREFIX: &str = "skills/eye";

pub(crate) fn client(address: SocketAddr) -> Client {
    let settings = Settings {
        servers: vec![address.to_string()],
        ..Settings::default()
    };
    Client::new(settings, Arc::new(Unobserved)).unwrap()
}

pub(crate) fn documents(client: &Client) -> Documents {
    counted(client).0
}

pub(crate) fn counted(client: &Client) -> (Documents, Arc<Counts>) {
    let counts = Arc::new(Counts::default());
    let layout = Layout::new(PREFIX).unwrap();
    let documents = Documents::new(client.clone(), layout, counts.clone());
    (documents, counts)
}

pub(crate) fn person(role: Role) -> Actor {
    Actor {
        name: "maria".to_owned(),
        role,
        origin: Origin::System,
    }
}

pub(crate) fn admin() -> Actor {
    person(Role::Admin)
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) changed: AtomicU32,
    pub(crate) conflicted: AtomicU32,
    pub(crate) unsure: AtomicU32,
    pub(crate) restored: AtomicU32,
}

impl Observer for Counts {
    fn changed(&self, _name: &str) {
        self.changed.fetch_add(1, Ordering::SeqCst);
    }

    fn conflicted(&self, _name: &str) {
        self.conflicted.fetch_add(1, Ordering::SeqCst);
    }

    fn unsure(&self, _name: &str) {
        self.unsure.fetch_add(1, Ordering::SeqCst);
    }

    fn restored(&self, _name: &str) {
        self.restored.fetch_add(1, Ordering::SeqCst);
    }
}

/// Lines that people add to, and never remove.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Board {
    pub(crate) lines: Vec<Line>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) labels: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) text: String,
}

impl Kind for Board {
    const NAME: &'static str = "board";
    const SCHEMA: u32 = 2;
    const LEGACY: &'static [&'static str] = &["metadata/board"];

    fn initial() -> Self {
        Self::default()
    }

    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The first form had the texts alone.
    fn upgrade(schema: u32, mut data: Value) -> Result<Value, String> {
        if schema != 1 {
            return Err(format!("there was no version {schema}"));
        }
        let lines = data["lines"].as_array().ok_or("it has no lines")?;
        let line = |text: &Value| serde_json::json!({ "id": text, "text": text });
        let lines: Vec<Value> = lines.iter().map(line).collect();
        data["lines"] = lines.into();
        Ok(data)
    }

    fn reads_newer(schema: u32) -> bool {
        schema == 3
    }
}

impl Board {
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.id.as_str()).collect()
    }
}

/// A change that adds one line.
pub(crate) fn adding(id: &str) -> impl FnMut(&Board) -> Result<Board, Error> {
    let id = id.to_owned();
    move |board| {
        let mut board = board.clone();
        let (id, text) = (id.clone(), String::new());
        board.lines.push(Line { id, text });
        Ok(board)
    }
}

pub(crate) async fn entry(client: &Client, key: &str) -> Option<Entry> {
    client.read(&kv::get(key), STRICT).await.unwrap().value
}

pub(crate) async fn stored(client: &Client, key: &str) -> Value {
    let entry = entry(client, key).await.expect(key);
    serde_json::from_slice(&entry.value).unwrap()
}

pub(crate) async fn put(client: &Client, key: &str, value: impl Into<Vec<u8>>) {
    let value: Vec<u8> = value.into();
    let put = client.kv().put(key, value, 0, Condition::Always).await;
    assert!(put.unwrap().value, "{key}");
}

pub(crate) async fn keys(client: &Client, prefix: &str) -> Vec<String> {
    let query = kv::keys(prefix, None);
    client.read(&query, STRICT).await.unwrap().value
}

/// Nothing of an earlier test is left.
pub(crate) async fn clear(client: &Client) {
    client.kv().delete_recurse("skills/").await.unwrap();
}
