//! A real Prometheus as a child process.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::time::sleep;

use crate::foreign::Foreign;
use crate::{plain, ports};

/// It says that it is ready within this time, or something is wrong.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// Which one; no single build of Debian discovers both from Consul and by HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// With `consul_sd`, without `http_sd`.
    V2_24,
    /// With `http_sd`, without `consul_sd`.
    V2_42,
}

/// Killed when it is dropped, with everything it wrote. What it logged is shown when the
/// test fails.
#[derive(Debug)]
pub struct RealPrometheus {
    folder: TempDir,
    address: SocketAddr,
    child: Child,
}

/// The program; nothing where there is none, which is said, and on CI is a failure.
///
/// # Panics
///
/// On CI, where every test must run.
pub fn program(version: Version) -> Option<PathBuf> {
    let (name, variable) = match version {
        Version::V2_24 => ("Prometheus 2.24", "PROMETHEUS_OLD_BIN"),
        Version::V2_42 => ("Prometheus 2.42", "PROMETHEUS_BIN"),
    };
    let on_path = None;
    let prometheus = Foreign {
        name,
        variable,
        on_path,
    };
    prometheus.find()
}

/// The tool that checks configurations and rules.
///
/// # Panics
///
/// On CI, where every test must run.
pub fn promtool() -> Option<PathBuf> {
    let promtool = Foreign {
        name: "promtool",
        variable: "PROMTOOL_BIN",
        on_path: None,
    };
    promtool.find()
}

impl RealPrometheus {
    /// Starts it with a configuration; nothing where this machine has none.
    ///
    /// # Errors
    ///
    /// When it does not come up; its log is in the words.
    pub async fn start(version: Version, configuration: &str) -> io::Result<Option<Self>> {
        let Some(program) = program(version) else {
            return Ok(None);
        };
        let folder = TempDir::new()?;
        let [port] = ports::free()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let configured = folder.path().join("prometheus.yml");
        fs::write(&configured, configuration)?;
        let log = File::create(folder.path().join("log"))?;
        let told = |name: &str, value: &dyn std::fmt::Display| format!("--{name}={value}");
        let child = Command::new(program)
            .arg(told("config.file", &configured.display()))
            .arg(told(
                "storage.tsdb.path",
                &folder.path().join("data").display(),
            ))
            .arg(told("web.listen-address", &address))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut started = Self {
            folder,
            address,
            child,
        };
        started.ready().await?;
        Ok(Some(started))
    }

    async fn ready(&mut self) -> io::Result<()> {
        let started = Instant::now();
        loop {
            let asked = plain::ask(self.address, "GET", "/-/ready", &[], "").await;
            if asked.is_ok_and(|(status, _)| status == 200) {
                return Ok(());
            }
            let ended = self.child.try_wait()?.is_some();
            if ended || started.elapsed() > READY_WITHIN {
                let what = if ended { "ended" } else { "is not ready" };
                let words = format!("Prometheus {what}:\n{}", self.log());
                return Err(io::Error::other(words));
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The body of an answer of its HTTP API.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub async fn get(&self, path: &str) -> io::Result<String> {
        plain::get(self.address, path).await
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for RealPrometheus {
    #[expect(clippy::print_stderr, reason = "the log is shown when a test fails")]
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("Prometheus:\n{}", self.log());
        }
    }
}
