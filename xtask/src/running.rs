//! A running `skills-eye`, started as a stranger would: empty folder, empty environment.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::project::Project;

const START_WITHIN: Duration = Duration::from_secs(20);

/// Asks for a port on which the registry speaks.
pub(crate) const REGISTRY: &str = "--registry-listen";

pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
    /// The registry's own port, where one was asked for.
    pub(crate) registry: Option<SocketAddr>,
    /// From the start of the process to the first accepted connection.
    pub(crate) started_in: Duration,
    /// Where its standard error goes: a file, because reading a pipe would cost the cores
    /// that are being measured.
    log: PathBuf,
}

impl Running {
    /// Starts `skills-eye demo` on a free port of loopback.
    pub(crate) fn demo(project: &Project, binary: &Path) -> Result<Self> {
        Self::start(project, binary, &["demo"], &[])
    }

    /// Starts a command that listens, on a free port of loopback.
    pub(crate) fn start(
        project: &Project,
        binary: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Result<Self> {
        let folder = project.target.join("empty");
        fs::create_dir_all(&folder)?;
        fs::create_dir_all(project.target.join("soak"))?;
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let log = project
            .target
            .join("soak")
            .join(format!("{}-{number}.log", std::process::id()));
        let stderr = File::create(&log).with_context(|| log.display().to_string())?;
        let started = Instant::now();
        let mut child = Command::new(binary)
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .current_dir(folder)
            .env_clear()
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .with_context(|| format!("could not start {}", binary.display()))?;
        let told = addresses(child.stdout.take());
        // Dropped, it kills what it started.
        let mut running = Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            registry: None,
            started_in: Duration::ZERO,
            log,
        };
        let next = || told.recv_timeout(START_WITHIN).ok();
        let Some(address) = next() else {
            bail!("the server told no address:\n{}", running.log());
        };
        running.address = address;
        TcpStream::connect(address).context("the server told an address and does not listen")?;
        running.started_in = started.elapsed();
        if arguments.contains(&REGISTRY) {
            running.registry = Some(next().context("the server told no port of its registry")?);
        }
        Ok(running)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything it wrote so far.
    pub(crate) fn log(&self) -> String {
        said(&self.log)
    }

    /// Resident memory in bytes.
    pub(crate) fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()))
            .context("the server is gone")?;
        status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.trim().strip_suffix(" kB"))
            .and_then(|kilobytes| kilobytes.trim().parse::<u64>().ok())
            .map(|kilobytes| kilobytes * 1024)
            .context("no VmRSS in the status of the process")
    }

    pub(crate) fn alive(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Asks it to stop and waits; tells how it ended and how long it took.
    pub(crate) fn stop(mut self, within: Duration) -> Result<(ExitStatus, Duration)> {
        let asked = Instant::now();
        let id = self.id().to_string();
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .context("could not start `kill`")?;
        while asked.elapsed() < within {
            if let Some(status) = self.child.try_wait()? {
                return Ok((status, asked.elapsed()));
            }
            thread::sleep(Duration::from_millis(5));
        }
        bail!(
            "the server did not stop within {} s of SIGTERM",
            within.as_secs()
        );
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            process::kill_tree(self.child.id());
            let _ = self.child.wait();
        }
        let _ = fs::remove_file(&self.log);
    }
}

fn said(log: &Path) -> String {
    fs::read_to_string(log).unwrap_or_default()
}

/// The addresses on the standard output, in their order, which is read to its end meanwhile.
fn addresses(output: Option<impl Read + Send + 'static>) -> mpsc::Receiver<SocketAddr> {
    let (sender, receiver) = mpsc::channel();
    if let Some(output) = output {
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(address) = address_in(&line) {
                    let _ = sender.send(address);
                }
            }
        });
    }
    receiver
}

/// The address in a line such as `Skills Eye: http://127.0.0.1:8080/`.
fn address_in(line: &str) -> Option<SocketAddr> {
    let rest = line.split("http://").nth(1)?;
    let end = rest.find(|letter: char| !(letter.is_ascii_digit() || ".:".contains(letter)));
    rest[..end.unwrap_or(rest.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_a_sentence() {
        let check = |line, port: Option<u16>| {
            assert_eq!(
                address_in(line).map(|address| address.port()),
                port,
                "{line}"
            );
        };
        check("http://127.0.0.1:8080", Some(8080));
        check("Open http://127.0.0.1:41233/ in a browser", Some(41233));
        check("listening soon", None);
        check("https://example.org/", None);
    }
}
