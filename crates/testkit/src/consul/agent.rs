//! One Consul server as a child process.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use crate::{plain, ports};

/// A server has a leader within this time, or something is wrong.
const READY_WITHIN: Duration = Duration::from_secs(40);

/// Killed when it is dropped, with everything it wrote.
#[derive(Debug)]
pub struct RealConsul {
    program: PathBuf,
    folder: TempDir,
    name: String,
    address: SocketAddr,
    child: Option<Child>,
}

/// What a server needs to know of the others.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) http: u16,
    pub(super) rpc: u16,
    pub(super) serf: u16,
}

impl Place {
    pub(super) fn new(name: &str) -> io::Result<Self> {
        let [http, rpc, serf] = ports::free()?;
        Ok(Self {
            name: name.to_owned(),
            http,
            rpc,
            serf,
        })
    }
}

impl RealConsul {
    /// A server alone; nothing where this machine has no Consul.
    ///
    /// # Errors
    ///
    /// When it does not come up; its log is in the words.
    pub async fn start() -> io::Result<Option<Self>> {
        let Some(mut server) = Self::start_with(json!({}))? else {
            return Ok(None);
        };
        server.ready().await?;
        Ok(Some(server))
    }

    /// The same with more settings, as in Consul's own configuration files. It is not waited
    /// for, because with them it may not show what [`RealConsul::ready`] looks for.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn start_with(settings: Value) -> io::Result<Option<Self>> {
        let Some(program) = super::program() else {
            return Ok(None);
        };
        let place = Place::new("alone")?;
        let mut server = Self::prepare(program, &place, std::slice::from_ref(&place), settings)?;
        server.restart()?;
        Ok(Some(server))
    }

    pub(super) fn prepare(
        program: PathBuf,
        place: &Place,
        all: &[Place],
        more: Value,
    ) -> io::Result<Self> {
        let folder = TempDir::new()?;
        let others: Vec<String> = all
            .iter()
            .filter(|other| other.name != place.name)
            .map(|other| format!("127.0.0.1:{}", other.serf))
            .collect();
        let mut settings = json!({
            "server": true,
            "bootstrap_expect": all.len(),
            "node_name": place.name,
            "data_dir": folder.path().join("data"),
            "bind_addr": "127.0.0.1",
            "client_addr": "127.0.0.1",
            "ports": {
                "http": place.http,
                "server": place.rpc,
                "serf_lan": place.serf,
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
        if let (Value::Object(settings), Value::Object(more)) = (&mut settings, more) {
            settings.extend(more);
        }
        let name = settings["node_name"].as_str().unwrap_or_default();
        fs::write(folder.path().join("config.json"), settings.to_string())?;
        Ok(Self {
            program,
            folder,
            name: name.to_owned(),
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, place.http)),
            child: None,
        })
    }

    /// Where its HTTP API is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its name among the nodes.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn is_running(&self) -> bool {
        self.child.is_some()
    }

    /// As a power failure would end it.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts it again with what it had; [`RealConsul::ready`] waits for it.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn restart(&mut self) -> io::Result<()> {
        self.kill();
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))?;
        let child = Command::new(&self.program)
            .arg("agent")
            .arg("-config-file")
            .arg(self.folder.path().join("config.json"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        self.child = Some(child);
        Ok(())
    }

    /// Waits until it knows a leader and is itself in the catalog.
    ///
    /// # Errors
    ///
    /// When it ends or takes too long; its log is in the words.
    pub async fn ready(&mut self) -> io::Result<()> {
        let started = Instant::now();
        let wanted = format!("\"Node\":\"{}\"", self.name);
        loop {
            let asked = timeout(Duration::from_secs(1), self.get("/v1/catalog/nodes")).await;
            if let Ok(Ok(nodes)) = asked
                && nodes.contains(&wanted)
            {
                return Ok(());
            }
            let ended = match &mut self.child {
                Some(child) => child.try_wait()?.is_some(),
                None => true,
            };
            if ended || started.elapsed() > READY_WITHIN {
                let what = if ended { "ended" } else { "found no leader" };
                let log = fs::read_to_string(self.folder.path().join("log"));
                let words = format!("Consul {what}:\n{}", log.unwrap_or_default());
                return Err(io::Error::other(words));
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The body of an answer; for what a test must know without the client it tests.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub async fn get(&self, path: &str) -> io::Result<String> {
        plain::get(self.address, path).await
    }
}

impl Drop for RealConsul {
    fn drop(&mut self) {
        self.kill();
    }
}
