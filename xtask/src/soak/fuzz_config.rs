//! Broken configuration files: each gets an answer, none a crash.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::random::Random;
use super::{Context, Proof};
use crate::process;

const FILES: u64 = 3_000;
const PATIENCE: Duration = Duration::from_secs(10);

/// The example of the package, with and without what is commented out.
const EXAMPLE: &str = include_str!("../../packaging/skills-eye.toml");

pub(super) struct FuzzConfig;

impl Proof for FuzzConfig {
    fn name(&self) -> &'static str {
        "fuzz-config"
    }

    fn about(&self) -> &'static str {
        "random configuration files are explained, never a crash"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let seeds = seeds();
        let folder = context.project.target.join("soak");
        fs::create_dir_all(&folder)?;
        let file = folder.join("config.toml");
        let mut random = Random::new(context.seed);
        let (mut accepted, mut refused) = (0_u64, 0_u64);
        for round in 0..context.share(FILES) {
            let original = random.one(&seeds).clone();
            let bytes = random.mutate(original.as_bytes());
            fs::write(&file, &bytes)?;
            match check(context, &file)? {
                Some(0) => accepted += 1,
                Some(2) => refused += 1,
                other => {
                    let kept = folder.join(format!("finding-{round}.toml"));
                    fs::write(&kept, &bytes)?;
                    bail!(
                        "round {round}: ended with {other:?}; the file is {}",
                        kept.display()
                    );
                }
            }
        }
        Ok(format!("{accepted} accepted, {refused} refused, no crash"))
    }
}

fn seeds() -> [String; 2] {
    [EXAMPLE.to_owned(), EXAMPLE.replace("\n#", "\n")]
}

/// The exit code; nothing when a signal ended it.
fn check(context: &Context<'_>, file: &std::path::Path) -> Result<Option<i32>> {
    let mut child = Command::new(&context.binary)
        .args(["check-config", "--config"])
        .arg(file)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("could not start {}", context.binary.display()))?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        if started.elapsed() > PATIENCE {
            process::kill_tree(child.id());
            let _ = child.wait();
            bail!("check-config hangs on {}", file.display());
        }
        thread::sleep(Duration::from_millis(1));
    }
}
