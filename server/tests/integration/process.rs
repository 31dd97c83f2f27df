//! The program as a child process in an empty folder with an empty environment.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Nothing here takes longer unless it hangs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Place {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            environment: Vec::new(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        std::fs::write(self.path(name), content).unwrap();
        name.to_owned()
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_skills-eye"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.environment.iter().cloned())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command that ends by itself.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        let mut child = self.command(arguments).spawn().unwrap();
        wait(&mut child);
        Ended::new(child.wait_with_output().unwrap())
    }

    /// The same, killed after this time unless it has ended.
    pub(crate) fn run_and_kill(&self, after: Duration, arguments: &[&str]) -> Ended {
        let mut child = self.command(arguments).spawn().unwrap();
        std::thread::sleep(after);
        let _ = child.kill();
        Ended::new(child.wait_with_output().unwrap())
    }

    /// Runs a command where no file can be written, as on a full disk.
    pub(crate) fn run_without_space(&self, arguments: &[&str]) -> Ended {
        let mut shell = self.shell("trap '' XFSZ; ulimit -f 0", arguments);
        let mut child = shell.spawn().unwrap();
        wait(&mut child);
        Ended::new(child.wait_with_output().unwrap())
    }

    /// Starts a server and waits until it says where.
    pub(crate) fn start(&self, arguments: &[&str]) -> Server {
        Self::started(self.command(arguments))
    }

    /// The same, with its log into this file.
    pub(crate) fn start_logging_to(&self, log: File, arguments: &[&str]) -> Server {
        let mut command = self.command(arguments);
        command.stderr(log);
        Self::started(command)
    }

    /// The same, started by somebody who wants it to outlive the terminal.
    pub(crate) fn start_without_hangup(&self, arguments: &[&str]) -> Server {
        self.start_after("trap '' HUP", arguments)
    }

    /// The same, where a shell did something else before.
    pub(crate) fn start_after(&self, before: &str, arguments: &[&str]) -> Server {
        Self::started(self.shell(before, arguments))
    }

    fn shell(&self, before: &str, arguments: &[&str]) -> Command {
        let mut shell = Command::new("/bin/sh");
        let script = &format!("{before}; exec \"$0\" \"$@\"");
        shell
            .args(["-c", script, env!("CARGO_BIN_EXE_skills-eye")])
            .args(arguments)
            .env_clear()
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        shell
    }

    fn started(mut command: Command) -> Server {
        let started = Instant::now();
        let mut child = command.spawn().unwrap();
        let (send, told) = mpsc::channel();
        let output = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let mut server = Server {
            child,
            told,
            address: SocketAddr::from(([0, 0, 0, 0], 0)),
            listening_after: Duration::ZERO,
        };
        let Ok(first) = server.told.recv_timeout(PATIENCE) else {
            panic!("it did not start: {}", server.errors());
        };
        server.listening_after = started.elapsed();
        let (_, address) = first.rsplit_once("://").expect("an address");
        server.address = address.parse().unwrap();
        server
    }
}

pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Ended {
    fn new(output: Output) -> Self {
        Self {
            code: output.status.code(),
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) struct Server {
    child: Child,
    told: mpsc::Receiver<String>,
    pub(crate) address: SocketAddr,
    pub(crate) listening_after: Duration,
}

impl Server {
    /// The next line on the standard output.
    pub(crate) fn line(&self) -> String {
        self.told.recv_timeout(PATIENCE).unwrap()
    }

    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.unwrap().success());
    }

    /// Waits for its end; its exit code.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        wait(&mut self.child);
        self.child.wait().unwrap().code()
    }

    /// What it wrote to the standard error output; only after its end.
    pub(crate) fn errors(&mut self) -> String {
        let _ = self.child.kill();
        let mut text = String::new();
        let mut errors = self.child.stderr.take().unwrap();
        errors.read_to_string(&mut text).unwrap();
        text
    }

    /// How many files it may have open: now, and at most.
    pub(crate) fn open_files(&self) -> (String, String) {
        let path = format!("/proc/{}/limits", self.child.id());
        let limits = std::fs::read_to_string(Path::new(&path)).unwrap();
        let line = limits
            .lines()
            .find_map(|line| line.strip_prefix("Max open files"));
        let mut words = line.unwrap().split_whitespace().map(str::to_owned);
        (words.next().unwrap(), words.next().unwrap())
    }

    /// Memory in RAM, in KiB.
    pub(crate) fn resident(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(Path::new(&path)).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.unwrap().trim().trim_end_matches(" kB");
        number.parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait(child: &mut Child) {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("it did not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
