//! One command line to the registry and to a real Consul, and what it says to both.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use registry::Settings;
use serde_json::json;
use testkit::consul::{RealConsul, program};

use crate::served::{Served, TOKEN};

/// The node that both are.
const NODE: &str = "alone";
const NODE_ID: &str = "0a1b2c3d-0000-4000-8000-000000000001";

pub(super) struct Pair {
    pub(super) registry: Served,
    pub(super) consul: RealConsul,
    program: PathBuf,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) error: String,
}

impl Pair {
    /// Nothing where this machine has no Consul.
    pub(super) async fn start() -> Option<Self> {
        let program = program()?;
        let told = json!({"node_id": NODE_ID, "disable_coordinates": true});
        let mut consul = RealConsul::start_with(told).unwrap()?;
        consul.ready().await.unwrap();
        let settings = Settings {
            node_name: NODE.to_owned(),
            node_id: NODE_ID.to_owned(),
            ..Settings::default()
        };
        let registry = Served::start_as(settings).await;
        Some(Self {
            registry,
            consul,
            program,
        })
    }

    pub(super) fn both(&self) -> [SocketAddr; 2] {
        [self.registry.address(), self.consul.address()]
    }

    pub(super) fn command(&self, address: SocketAddr, arguments: &[&str]) -> Command {
        let mut command = command(&self.program, address);
        command.args(arguments);
        command
    }

    /// What a command says to one of them.
    pub(super) async fn say(&self, address: SocketAddr, arguments: &[&str], input: &str) -> Said {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("input");
        std::fs::write(&path, input).unwrap();
        let mut command = self.command(address, arguments);
        command.stdin(std::fs::File::open(path).unwrap());
        finished(command).await
    }

    /// The same words from both; what they were.
    pub(super) async fn same(&self, arguments: &[&str]) -> Said {
        self.same_with(arguments, "").await
    }

    pub(super) async fn same_with(&self, arguments: &[&str], input: &str) -> Said {
        let [registry, consul] = self.both();
        let expected = self.say(consul, arguments, input).await;
        let said = self.say(registry, arguments, input).await;
        assert_eq!(said, expected, "{arguments:?}");
        said
    }

    /// The same, and it succeeds.
    pub(super) async fn done(&self, arguments: &[&str]) -> String {
        let said = self.same(arguments).await;
        assert_eq!(said.code, Some(0), "{arguments:?}: {}", said.error);
        said.out
    }
}

fn command(program: &Path, address: SocketAddr) -> Command {
    let mut command = Command::new(program);
    command
        .env("CONSUL_HTTP_ADDR", address.to_string())
        .env("CONSUL_HTTP_TOKEN", TOKEN);
    command
}

pub(super) async fn finished(mut command: Command) -> Said {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said {
        code: output.status.code(),
        out: comparable(&text(&output.stdout)),
        error: comparable(&text(&output.stderr)),
    }
}

/// Without what two servers have of their own: ports, and how far each has counted.
fn comparable(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let counts = ["CreateIndex", "ModifyIndex", "Session"];
        if words.len() == 2 && counts.contains(&words[0].as_str()) && words[1] != "-" {
            words[1] = "<own>".to_owned();
        }
        for word in &mut words {
            if let Some((before, port)) = word.rsplit_once("127.0.0.1:") {
                let rest = port.trim_start_matches(|c: char| c.is_ascii_digit());
                *word = format!("{before}127.0.0.1:<port>{rest}");
            }
        }
        lines.push(words.join(" "));
    }
    lines.join("\n")
}
