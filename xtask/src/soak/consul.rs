//! Real Consul servers on loopback.
//!
//! `testkit` has such too, for tests; this tool uses none of our crates, so that it is built
//! in seconds.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use super::scratch::Scratch;
use crate::http::{Answer, Client};
use crate::project::Project;
use crate::tools;

const READY_WITHIN: Duration = Duration::from_secs(60);

/// Below the ports that systems give to outgoing connections: one of those would be taken
/// while its server is gone.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

pub(super) struct Consul {
    program: PathBuf,
    pub(super) servers: Vec<Server>,
    folder: Scratch,
}

pub(super) struct Server {
    pub(super) name: String,
    pub(super) address: SocketAddr,
    /// Where the others speak to it.
    rpc: u16,
    serf: u16,
    child: Option<Child>,
}

impl Consul {
    /// So many servers that have found a leader.
    pub(super) fn start(project: &Project, count: usize) -> Result<Self> {
        let mut ports = free_ports(count * 3)?.into_iter();
        let mut port = || ports.next().context("too few ports");
        let mut servers = Vec::new();
        for number in 0..count {
            servers.push(Server {
                name: format!("server-{number}"),
                address: SocketAddr::from((Ipv4Addr::LOCALHOST, port()?)),
                rpc: port()?,
                serf: port()?,
                child: None,
            });
        }
        let mut consul = Self {
            program: tools::consul(project)?,
            servers,
            folder: Scratch::new(project, "consul")?,
        };
        for place in 0..count {
            consul.configure(place)?;
            consul.restart(place)?;
        }
        consul.ready()?;
        Ok(consul)
    }

    fn configure(&self, place: usize) -> Result<()> {
        let server = &self.servers[place];
        let others: Vec<String> = self
            .servers
            .iter()
            .filter(|other| other.name != server.name)
            .map(|other| format!("127.0.0.1:{}", other.serf))
            .collect();
        let settings = json!({
            "server": true,
            "bootstrap_expect": self.servers.len(),
            "node_name": server.name,
            "data_dir": self.folder.path().join(&server.name),
            "bind_addr": "127.0.0.1",
            "client_addr": "127.0.0.1",
            "ports": {
                "http": server.address.port(),
                "server": server.rpc,
                "serf_lan": server.serf,
                "serf_wan": -1,
                "dns": -1,
            },
            "performance": { "raft_multiplier": 1 },
            "retry_join": others,
            "retry_interval": "1s",
            "disable_update_check": true,
            "leave_on_terminate": false,
            "skip_leave_on_interrupt": true,
            "log_level": "warn",
        });
        fs::write(self.file(place, "json"), settings.to_string())?;
        Ok(())
    }

    fn file(&self, place: usize, ending: &str) -> PathBuf {
        let name = &self.servers[place].name;
        self.folder.path().join(format!("{name}.{ending}"))
    }

    /// Starts it, or starts it again with what it had.
    pub(super) fn restart(&mut self, place: usize) -> Result<()> {
        self.kill(place);
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.file(place, "log"))?;
        let child = Command::new(&self.program)
            .args(["agent", "-config-file"])
            .arg(self.file(place, "json"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("could not start {}", self.program.display()))?;
        self.servers[place].child = Some(child);
        Ok(())
    }

    /// As a power failure would end it.
    pub(super) fn kill(&mut self, place: usize) {
        if let Some(mut child) = self.servers[place].child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub(super) fn running(&self, place: usize) -> bool {
        self.servers[place].child.is_some()
    }

    /// Waits until each running server knows a leader and stands in the catalog.
    pub(super) fn ready(&self) -> Result<()> {
        let until = Instant::now() + READY_WITHIN;
        for place in 0..self.servers.len() {
            let server = &self.servers[place];
            let wanted = format!("\"Node\":\"{}\"", server.name);
            while self.running(place) {
                let nodes = server.ask("GET", "/v1/catalog/nodes", b"");
                let listed =
                    |answer: Answer| String::from_utf8_lossy(&answer.body).contains(&wanted);
                if nodes.is_ok_and(listed) {
                    break;
                }
                if Instant::now() > until {
                    let log = fs::read_to_string(self.file(place, "log"));
                    bail!("{} is not ready:\n{}", server.name, log.unwrap_or_default());
                }
                thread::sleep(Duration::from_millis(50));
            }
        }
        Ok(())
    }

    /// Which one leads now.
    pub(super) fn leader(&self) -> Result<usize> {
        let until = Instant::now() + READY_WITHIN;
        while Instant::now() < until {
            for server in self.servers.iter().filter(|server| server.child.is_some()) {
                let Ok(answer) = server.ask("GET", "/v1/status/leader", b"") else {
                    continue;
                };
                let said = String::from_utf8_lossy(&answer.body).into_owned();
                let led = |other: &Server| said.trim().ends_with(&format!(":{}\"", other.rpc));
                if let Some(place) = self.servers.iter().position(led)
                    && self.running(place)
                {
                    return Ok(place);
                }
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("there is no leader");
    }
}

impl Drop for Consul {
    fn drop(&mut self) {
        (0..self.servers.len()).for_each(|place| self.kill(place));
    }
}

impl Server {
    /// Asks it itself, for what a proof must know without us.
    pub(super) fn ask(&self, method: &str, path: &str, body: &[u8]) -> Result<Answer> {
        Client::connect(self.address)?.request(method, path, &[], body)
    }
}

/// Ports of loopback that are free for TCP and for UDP.
fn free_ports(count: usize) -> Result<Vec<u16>> {
    let mut held = Vec::new();
    let mut ports = Vec::new();
    // Processes begin at different places, so that they seldom want the same.
    let skipped = std::process::id() as usize * 97 % PORTS.len();
    for port in PORTS.cycle().skip(skipped).take(PORTS.len()) {
        if ports.len() == count {
            return Ok(ports);
        }
        let address = (Ipv4Addr::LOCALHOST, port);
        if let (Ok(tcp), Ok(udp)) = (TcpListener::bind(address), UdpSocket::bind(address)) {
            held.push((tcp, udp));
            ports.push(port);
        }
    }
    bail!("no {count} ports are free");
}
