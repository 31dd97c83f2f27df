//! A running `skills-eye`, started as a stranger would: empty folder, empty environment.

use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::project::Project;

const START_WITHIN: Duration = Duration::from_secs(20);

pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From the start of the process to the first accepted connection.
    pub(crate) started_in: Duration,
    log: Arc<Mutex<String>>,
}

impl Running {
    /// Starts `skills-eye demo` on a free port of loopback.
    pub(crate) fn demo(project: &Project, binary: &Path) -> Result<Self> {
        let folder = project.target.join("empty");
        fs::create_dir_all(&folder)?;
        let started = Instant::now();
        let mut child = Command::new(binary)
            .args(["demo", "--listen", "127.0.0.1:0"])
            .current_dir(folder)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start {}", binary.display()))?;
        let log = Arc::new(Mutex::new(String::new()));
        let (sender, receiver) = mpsc::channel();
        collect(child.stdout.take(), &log, sender.clone());
        collect(child.stderr.take(), &log, sender);
        let Some(address) = first_address(&receiver) else {
            process::kill_tree(child.id());
            let _ = child.wait();
            bail!("the server told no address:\n{}", said(&log));
        };
        TcpStream::connect(address).context("the server told an address and does not listen")?;
        Ok(Self {
            child,
            address,
            started_in: started.elapsed(),
            log,
        })
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
    }
}

fn collect(
    stream: Option<impl Read + Send + 'static>,
    log: &Arc<Mutex<String>>,
    sender: mpsc::Sender<String>,
) {
    let Some(stream) = stream else { return };
    let log = Arc::clone(log);
    thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            if let Ok(mut log) = log.lock() {
                log.push_str(&line);
                log.push('\n');
            }
            let _ = sender.send(line);
        }
    });
}

fn said(log: &Mutex<String>) -> String {
    log.lock().map(|log| log.clone()).unwrap_or_default()
}

fn first_address(lines: &mpsc::Receiver<String>) -> Option<SocketAddr> {
    let until = Instant::now() + START_WITHIN;
    loop {
        let left = until.checked_duration_since(Instant::now())?;
        if let Some(address) = address_in(&lines.recv_timeout(left).ok()?) {
            return Some(address);
        }
    }
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
