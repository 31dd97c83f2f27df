//! The same questions to a real Consul and to the registry.
//!
//! What Consul 1.8.7 answers is kept in `consul-1.8.7.json`, with indexes and ids made
//! comparable, and the registry must answer the same, in process and over a socket. With
//! `CONSUL_BIN` the real one is asked again, alone and as one of three; `CONSUL_RECORD=1`
//! writes down what it answers alone.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so loudly"
)]

mod known;
mod real_tools;
mod scenarios;
mod target;
mod transcript;

use std::path::PathBuf;

use registry::{Registry, Settings};
use serde_json::Value;

use target::Target;

/// The node that both sides are.
const NODE: &str = "skills-eye";
const NODE_ID: &str = "0a1b2c3d-0000-4000-8000-000000000001";

fn kept() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.join("tests/conformance/consul-1.8.7.json")
}

fn expected() -> Value {
    serde_json::from_str(&std::fs::read_to_string(kept()).unwrap()).unwrap()
}

fn open(folder: &std::path::Path) -> Registry {
    let settings = Settings {
        node_name: NODE.to_owned(),
        node_id: NODE_ID.to_owned(),
        ..Settings::default()
    };
    Registry::open(&folder.join("registry.redb"), settings).unwrap()
}

/// The registry's answers, with the few that are different on purpose: each of them has to
/// be different still.
fn compare_registry(expected: &Value, found: &Value) {
    let known = compare(expected, found, known::is_known);
    assert_eq!(known, known::COUNT, "a known difference is none any more");
}

/// Each answer by itself, so that a failure names the question. Tells how many differ in a
/// way that is known.
fn compare(expected: &Value, found: &Value, is_known: impl Fn(&Value, &Value) -> bool) -> usize {
    let (expected, found) = (expected.as_object().unwrap(), found.as_object().unwrap());
    let mut different = Vec::new();
    let mut known = 0;
    for (family, expected) in expected {
        let expected = expected.as_array().unwrap();
        let found = found[family].as_array().unwrap();
        assert_eq!(expected.len(), found.len(), "{family}");
        for (expected, found) in expected.iter().zip(found) {
            if expected == found {
                continue;
            }
            if is_known(expected, found) {
                known += 1;
            } else {
                different.push(format!(
                    "{family}\n  Consul:   {expected}\n  registry: {found}"
                ));
            }
        }
    }
    assert!(
        different.is_empty(),
        "{} answers differ:\n{}",
        different.len(),
        different.join("\n")
    );
    known
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_the_registry_answers_as_consul_in_process() {
    let folder = tempfile::tempdir().unwrap();
    let registry = open(folder.path());
    let found = scenarios::run(Target::InProcess(registry.router())).await;
    compare_registry(&expected(), &found);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_the_registry_answers_as_consul_over_a_socket() {
    let folder = tempfile::tempdir().unwrap();
    let registry = open(folder.path());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = registry.router();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let found = scenarios::run(Target::Network(address)).await;
    server.abort();
    compare_registry(&expected(), &found);
}
