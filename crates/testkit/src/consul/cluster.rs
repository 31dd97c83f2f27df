//! Several Consul servers that choose a leader.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

use super::agent::{Place, RealConsul};

#[derive(Debug)]
pub struct Cluster {
    servers: Vec<RealConsul>,
    /// Of each server, where the others speak to it.
    rpc: Vec<u16>,
}

impl Cluster {
    /// Starts so many servers; nothing where this machine has no Consul.
    ///
    /// # Errors
    ///
    /// When they find no leader.
    pub async fn start(count: usize) -> io::Result<Option<Self>> {
        Self::start_with(vec![json!({}); count]).await
    }

    /// One server for each of these settings, as in Consul's own configuration files.
    ///
    /// # Errors
    ///
    /// When they find no leader.
    pub async fn start_with(settings: Vec<Value>) -> io::Result<Option<Self>> {
        let Some(program) = super::program() else {
            return Ok(None);
        };
        let places = (0..settings.len())
            .map(|number| Place::new(&format!("server-{number}")))
            .collect::<io::Result<Vec<_>>>()?;
        let mut servers = Vec::new();
        for (place, more) in places.iter().zip(settings) {
            servers.push(RealConsul::prepare(program.clone(), place, &places, more)?);
        }
        for server in &mut servers {
            server.restart()?;
        }
        let rpc = places.iter().map(|place| place.rpc).collect();
        let mut cluster = Self { servers, rpc };
        cluster.ready().await?;
        Ok(Some(cluster))
    }

    /// Where the HTTP APIs are, in the order of the servers.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.servers.iter().map(RealConsul::address).collect()
    }

    pub fn server(&self, place: usize) -> &RealConsul {
        &self.servers[place]
    }

    /// Which one leads now.
    ///
    /// # Errors
    ///
    /// When none of them says so within a while.
    pub async fn leader(&self) -> io::Result<usize> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(30) {
            for server in self.servers.iter().filter(|server| server.is_running()) {
                let said = server.get("/v1/status/leader").await.unwrap_or_default();
                let led = |port: &u16| said.trim().ends_with(&format!(":{port}\""));
                if let Some(place) = self.rpc.iter().position(led)
                    && self.servers[place].is_running()
                {
                    return Ok(place);
                }
            }
            sleep(Duration::from_millis(50)).await;
        }
        Err(io::Error::other("there is no leader"))
    }

    pub fn kill(&mut self, place: usize) {
        self.servers[place].kill();
    }

    pub fn kill_all(&mut self) {
        self.servers.iter_mut().for_each(RealConsul::kill);
    }

    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn restart(&mut self, place: usize) -> io::Result<()> {
        self.servers[place].restart()
    }

    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn restart_all(&mut self) -> io::Result<()> {
        self.servers.iter_mut().try_for_each(RealConsul::restart)
    }

    /// Waits until each running server knows a leader and stands in the catalog.
    ///
    /// # Errors
    ///
    /// When one of them does not come up.
    pub async fn ready(&mut self) -> io::Result<()> {
        for server in self.servers.iter_mut().filter(|server| server.is_running()) {
            server.ready().await?;
        }
        Ok(())
    }
}
