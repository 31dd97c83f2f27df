//! A real Consul, for as long as a test needs it.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::target::Target;
use crate::{NODE, NODE_ID};

pub(crate) struct Consul {
    pub(crate) address: SocketAddr,
    process: Child,
    _folder: TempDir,
}

impl Consul {
    /// Nothing, and a line that says why, without `CONSUL_BIN`.
    pub(crate) async fn start() -> Option<Self> {
        let Some(program) = std::env::var_os("CONSUL_BIN") else {
            eprintln!(
                "skipped: CONSUL_BIN names no consul; Debian 11 has the package `consul` 1.8.7, \
                 whose one program runs anywhere"
            );
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let [http, server, lan, wan] = free_ports();
        let log = File::create(folder.path().join("log")).unwrap();
        let port = |name: &str, port: u16| format!("-{name}-port={port}");
        let process = Command::new(program)
            .args(["agent", "-server", "-bootstrap-expect=1"])
            .args([
                "-bind=127.0.0.1",
                "-client=127.0.0.1",
                "-dns-port=-1",
                "-grpc-port=-1",
            ])
            .args([port("http", http), port("server", server)])
            .args([port("serf-lan", lan), port("serf-wan", wan)])
            .arg(format!("-node={NODE}"))
            .arg(format!("-node-id={NODE_ID}"))
            .arg(format!(
                "-data-dir={}",
                folder.path().join("data").display()
            ))
            .args(["-hcl", "performance { raft_multiplier = 1 }"])
            .args(["-hcl", "disable_coordinates = true"])
            .args(["-hcl", "disable_update_check = true"])
            .stdout(Stdio::from(log))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let consul = Self {
            address: SocketAddr::from(([127, 0, 0, 1], http)),
            process,
            _folder: folder,
        };
        consul.ready().await;
        Some(consul)
    }

    async fn ready(&self) {
        let target = Target::Network(self.address);
        for _ in 0..300 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let path = format!("/v1/health/node/{NODE}");
            if let Ok(reply) = target.try_ask("GET", &path, b"").await
                && reply.body.starts_with(b"[{")
            {
                // The agent still brings its own node to the catalog.
                tokio::time::sleep(Duration::from_secs(2)).await;
                return;
            }
        }
        panic!("Consul does not answer");
    }
}

impl Drop for Consul {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_ports() -> [u16; 4] {
    let listeners = [(); 4].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}
