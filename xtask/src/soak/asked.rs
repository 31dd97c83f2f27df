//! A kept connection to a server that is fuzzed, and what no answer may be.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::random::encode;
use crate::http::{Answer, Client};
use crate::running::Running;

/// The token of the registry's port, in every proof.
pub(super) const TOKEN: &str = "soak-soak-soak-soak-soak";

/// An answer that takes longer is a finding.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects again when the server has closed.
pub(super) struct Asked {
    address: SocketAddr,
    client: Option<Client>,
    pub(super) answers: u64,
    pub(super) slowest: Duration,
    /// What was asked then.
    slow: String,
}

impl Asked {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            client: None,
            answers: 0,
            slowest: Duration::ZERO,
            slow: String::new(),
        }
    }

    pub(super) fn ask(&mut self, method: &str, path: &str, body: &[u8]) -> Result<Answer> {
        let shown = || format!("{method} {path} {:?}", String::from_utf8_lossy(body));
        let began = Instant::now();
        let headers = [
            ("X-Consul-Token", TOKEN),
            ("Content-Type", "application/json"),
        ];
        // A connection that was kept may have been closed meanwhile; a new one must answer.
        let kept = self.client.take().and_then(|mut client| {
            let answer = client.request(method, path, &headers, body).ok()?;
            Some((client, answer))
        });
        let (client, answer) = match kept {
            Some(answered) => answered,
            None => {
                let mut client = Client::connect(self.address).with_context(shown)?;
                let answer = client.request(method, path, &headers, body);
                (client, answer.with_context(shown)?)
            }
        };
        if answer.header("connection") != Some("close") {
            self.client = Some(client);
        }
        let took = began.elapsed();
        if took > PATIENCE {
            bail!("{} took {} ms", shown(), took.as_millis());
        }
        self.answers += 1;
        if took > self.slowest {
            self.slowest = took;
            self.slow = shown();
        }
        Ok(answer)
    }

    /// The slowest answer, and to what.
    pub(super) fn tell(&self) -> String {
        let slow: String = self.slow.chars().take(80).collect();
        format!("slowest {} ms ({slow})", self.slowest.as_millis())
    }

    /// Of the product: an error has a code, and it is not that of a surprise.
    pub(super) fn explained(&mut self, method: &str, path: &str, body: &[u8]) -> Result<Answer> {
        let answer = self.ask(method, path, body)?;
        if answer.status == 500 && code(&answer.body).as_deref() != Some("data_broken") {
            bail!(
                "{method} {path} {:?} was answered with 500: {}",
                String::from_utf8_lossy(body),
                String::from_utf8_lossy(&answer.body)
            );
        }
        Ok(answer)
    }
}

/// The code of a problem.
pub(super) fn code(body: &[u8]) -> Option<String> {
    let problem: Value = serde_json::from_slice(body).ok()?;
    problem.get("code")?.as_str().map(str::to_owned)
}

/// A path below a route, with parameters.
pub(super) fn with(path: &str, parameters: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    format!("{path}?{}", pairs.join("&"))
}

/// Whether it lived through all of it.
pub(super) fn unharmed(server: &mut Running) -> Result<()> {
    if !server.alive()? {
        bail!("the server died:\n{}", server.log());
    }
    let health = Client::connect(server.address)?.get("/livez")?.status;
    if health != 200 {
        bail!("/livez answers {health}");
    }
    if let Some(line) = server.log().lines().find(|line| line.contains("panicked")) {
        bail!("the server panicked: {line}");
    }
    Ok(())
}
