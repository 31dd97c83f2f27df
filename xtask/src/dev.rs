//! `cargo xtask dev`: rebuilds what changed, restarts the server, reloads the browser.
//!
//! Files are asked for their time twice a second, which needs no library and misses nothing.
//! The browser learns of a new build by a few lines added to the development site's
//! JavaScript: they ask for `stamp.txt`, which is written when the new server listens.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result};

use crate::build;
use crate::output;
use crate::process;
use crate::project::Project;

const LOOK_EVERY: Duration = Duration::from_millis(500);
const STOP_WITHIN: Duration = Duration::from_secs(5);
const START_WITHIN: Duration = Duration::from_secs(20);

const WATCHED: [&str; 8] = [
    "app",
    "crates",
    "frontend",
    "server",
    "style",
    "public",
    "Cargo.toml",
    "Cargo.lock",
];

const RELOAD: &str = "
let stamp;
setInterval(async () => {
  const answer = await fetch('/assets/dev/stamp.txt', { cache: 'no-store' }).catch(() => null);
  if (!answer?.ok) return;
  const now = await answer.text();
  if (stamp && stamp !== now) location.reload();
  stamp = now;
}, 700);
";

type Times = BTreeMap<PathBuf, SystemTime>;

pub(crate) fn run(project: &Project) -> Result<()> {
    let mut server: Option<Child> = None;
    let mut served = None;
    let mut before = Times::new();
    loop {
        let now = times(project)?;
        if now != before {
            let only_assets = !before.is_empty() && only_assets_changed(&before, &now);
            before = now;
            match rebuild(project, only_assets) {
                Ok((binary, site)) => {
                    let built = binary.metadata()?.modified()?;
                    if served != Some(built) || !running(server.as_mut()) {
                        stop(server.take());
                        server = Some(start(project, &binary, &site)?);
                        served = Some(built);
                    }
                    let stamp = format!("{:?}\n", SystemTime::now());
                    fs::write(site.join("stamp.txt"), stamp)?;
                    output::line("watching; save a file to build again, Ctrl-C to stop");
                }
                // The old build goes on until the mistake is mended.
                Err(error) => output::failure(&error),
            }
        }
        thread::sleep(LOOK_EVERY);
    }
}

fn rebuild(project: &Project, only_assets: bool) -> Result<(PathBuf, PathBuf)> {
    let started = Instant::now();
    let site = build::build_dev_site(project, RELOAD)?;
    let leptos = &project.leptos;
    if !only_assets {
        process::run(process::cargo(
            project,
            &[
                "build",
                "--package",
                &leptos.bin_package,
                "--features",
                "kit",
            ],
        ))?;
    }
    output::line(format_args!(
        "built in {}",
        output::seconds(started.elapsed())
    ));
    // Cargo puts a new file in its place: the one that runs is not written over.
    let built = project.target.join("debug").join(&leptos.bin_target);
    Ok((built, site))
}

fn start(project: &Project, binary: &Path, site: &Path) -> Result<Child> {
    let address = &project.leptos.site_addr;
    let mut command = Command::new(binary);
    command
        .args(["demo", "--listen", address])
        .env("LEPTOS_SITE_ROOT", site);
    let child = command
        .spawn()
        .with_context(|| format!("could not start {}", binary.display()))?;
    let started = Instant::now();
    while started.elapsed() < START_WITHIN && TcpStream::connect(address).is_err() {
        thread::sleep(Duration::from_millis(20));
    }
    Ok(child)
}

fn running(server: Option<&mut Child>) -> bool {
    server.is_some_and(|server| matches!(server.try_wait(), Ok(None)))
}

/// Asks first: open streams of events end as they should.
fn stop(server: Option<Child>) {
    let Some(mut server) = server else { return };
    let _ = Command::new("kill")
        .args(["-TERM", &server.id().to_string()])
        .status();
    let asked = Instant::now();
    while asked.elapsed() < STOP_WITHIN && matches!(server.try_wait(), Ok(None)) {
        thread::sleep(Duration::from_millis(20));
    }
    let _ = server.kill();
    let _ = server.wait();
}

fn only_assets_changed(before: &Times, now: &Times) -> bool {
    let asset = |path: &PathBuf| path.starts_with("style") || path.starts_with("public");
    let changed = now
        .iter()
        .filter(|(path, time)| before.get(*path) != Some(time));
    let removed = before.iter().filter(|(path, _)| !now.contains_key(*path));
    changed.chain(removed).all(|(path, _)| asset(path))
}

fn times(project: &Project) -> Result<Times> {
    let mut found = Times::new();
    let mut open: Vec<PathBuf> = WATCHED.iter().map(PathBuf::from).collect();
    while let Some(below) = open.pop() {
        let path = project.root.join(&below);
        // An editor may have moved it away for a moment.
        let Ok(metadata) = path.metadata() else {
            continue;
        };
        if metadata.is_dir() {
            for entry in fs::read_dir(&path)?.flatten() {
                open.push(below.join(entry.file_name()));
            }
        } else {
            found.insert(below, metadata.modified()?);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_style_builds_no_rust() {
        let times = |files: &[(&str, u64)]| -> Times {
            let time = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            files
                .iter()
                .map(|(path, seconds)| (PathBuf::from(path), time(*seconds)))
                .collect()
        };
        let before = times(&[("style/a.css", 1), ("app/src/lib.rs", 1)]);
        let check = |now: &[(&str, u64)], expected| {
            assert_eq!(
                only_assets_changed(&before, &times(now)),
                expected,
                "{now:?}"
            );
        };
        check(&[("style/a.css", 2), ("app/src/lib.rs", 1)], true);
        check(&[("style/a.css", 2), ("app/src/lib.rs", 2)], false);
        check(&[("style/a.css", 1)], false);
        check(&[("app/src/lib.rs", 1)], true);
    }
}
