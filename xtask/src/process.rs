//! Running other programs, with errors that name them.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::output;
use crate::project::Project;

/// A cargo command in the workspace: the very cargo that runs this tool.
pub(crate) fn cargo(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&project.root).args(arguments);
    command
}

/// A program in a folder of the workspace.
pub(crate) fn program(project: &Project, name: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.current_dir(&project.root).args(arguments);
    command
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    if let Some(name) = std::path::Path::new(command.get_program()).file_name() {
        words[0] = name.to_string_lossy().into_owned();
    }
    words.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Shows the command, runs it with this terminal, and fails when it fails.
pub(crate) fn run(mut command: Command) -> Result<()> {
    output::line(format_args!("   {}", shown(&command)));
    let status = command.status().with_context(|| cannot_start(&command))?;
    if !status.success() {
        bail!("`{}` ended with {status}", shown(&command));
    }
    Ok(())
}

/// What the command prints, when it succeeds.
pub(crate) fn read(mut command: Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| cannot_start(&command))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` ended with {}: {}",
            shown(&command),
            output.status,
            stderr.trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub(crate) struct Finished {
    pub(crate) success: bool,
    /// What it said on both streams, without colours.
    pub(crate) lines: Vec<String>,
}

/// Runs a command, shows what it says, and kills it with all its children
/// when it says nothing for too long.
pub(crate) fn watched(mut command: Command, silence: Duration) -> Result<Finished> {
    output::line(format_args!("   {}", shown(&command)));
    if std::io::stdout().is_terminal() {
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("FORCE_COLOR", "1");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(&command))?;
    let (sender, receiver) = mpsc::sync_channel(64);
    forward(child.stdout.take(), sender.clone());
    forward(child.stderr.take(), sender);
    let mut lines = Vec::new();
    loop {
        match receiver.recv_timeout(silence) {
            Ok(line) => {
                output::line(&line);
                lines.push(without_colours(&line));
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                kill_tree(child.id());
                let _ = child.wait();
                bail!(
                    "`{}` said nothing for {} s and was killed; its last line: {}",
                    shown(&command),
                    silence.as_secs(),
                    lines.last().map_or("(none)", String::as_str),
                );
            }
        }
    }
    Ok(Finished {
        success: child.wait()?.success(),
        lines,
    })
}

fn forward(stream: Option<impl Read + Send + 'static>, sender: mpsc::SyncSender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n') {
            let Ok(line) = line else { break };
            let line = String::from_utf8_lossy(&line)
                .trim_end_matches('\r')
                .to_owned();
            if sender.send(line).is_err() {
                break;
            }
        }
    });
}

/// Kills a process and everything it started, children first found, parents first killed.
pub(crate) fn kill_tree(root: u32) {
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(children(parent));
        next += 1;
    }
    let numbers: Vec<String> = family.iter().map(ToString::to_string).collect();
    let _ = Command::new("kill")
        .arg("-KILL")
        .args(numbers)
        .stderr(Stdio::null())
        .status();
}

fn children(parent: u32) -> Vec<u32> {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{parent}/task")) else {
        return Vec::new();
    };
    threads
        .flatten()
        .filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .flat_map(str::parse)
                .collect::<Vec<u32>>()
        })
        .collect()
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        if letter == '\u{1b}' {
            // `ESC [ … letter`
            rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

fn cannot_start(command: &Command) -> String {
    format!(
        "could not start `{}`",
        command.get_program().to_string_lossy()
    )
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_program_that_hangs_is_killed_with_its_children() {
        let started = Instant::now();
        let outcome = watched(
            shell("echo begun; sleep 60; echo never"),
            Duration::from_millis(300),
        );
        let error = outcome.err().unwrap().to_string();
        assert!(error.contains("begun"), "{error}");
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn lines_of_both_streams_are_kept_without_colours() {
        let script = "printf '\\033[32mgreen\\033[0m\\n'; echo plain >&2; exit 3";
        let mut finished = watched(shell(script), Duration::from_secs(20)).unwrap();
        finished.lines.sort();
        assert_eq!(finished.lines, ["green", "plain"]);
        assert!(!finished.success);
    }
}
