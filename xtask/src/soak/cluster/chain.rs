//! One document that is changed again and again, each change on the one before.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::super::asked::{code, with};
use super::ledger::explained;
use super::patient;
use crate::http::Answer;

const KEY: &str = "skills/eye/v2/docs/proof";
/// Longer than a strict read is held, several times.
const SETTLED_WITHIN: Duration = Duration::from_secs(120);

#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    /// How many changes are known to be done.
    changes: u64,
    index: u64,
    /// Fates that were found out by reading.
    pub(super) settled: u64,
}

/// What is there.
struct There {
    change: u64,
    version: u64,
    index: u64,
}

impl Chain {
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Makes the next change. Where its fate is not known it is read, and the change is
    /// counted when it is there.
    pub(super) fn change(&mut self, address: SocketAddr) -> Result<()> {
        let next = self.changes + 1;
        let body = json!({ "key": KEY, "value": { "change": next }, "index": self.index });
        let headers = [("Content-Type", "application/json")];
        let answer = patient(address)?.request(
            "POST",
            "/api/v1/kv/value",
            &headers,
            body.to_string().as_bytes(),
        )?;
        let index = match answer.status {
            200 => {
                let done: Value = serde_json::from_slice(&answer.body)?;
                done.get("index").and_then(Value::as_u64)
            }
            503 | 504 => {
                explained(&answer)?;
                None
            }
            status => bail!("change {next} was answered {status}: {}", said(&answer)),
        };
        match (answer.status, index) {
            (200, Some(index)) => {
                self.changes = next;
                self.index = index;
                Ok(())
            }
            _ => self.settle(address, next, &answer),
        }
    }

    fn settle(&mut self, address: SocketAddr, next: u64, said_before: &Answer) -> Result<()> {
        let there = read(address)?;
        let change = there.as_ref().map_or(0, |there| there.change);
        let refused = code(&said_before.body).as_deref() == Some("unavailable");
        match change {
            change if change == next && refused => {
                bail!(
                    "change {next} was refused and is there: {}",
                    said(said_before)
                )
            }
            change if change == next => self.changes = next,
            change if change + 1 == next && said_before.status != 200 => {}
            other => bail!("after change {next}, {other} is there"),
        }
        self.index = there.map_or(0, |there| there.index);
        self.settled += 1;
        Ok(())
    }

    /// As many changes are there as were made: none was lost, and none was done twice.
    pub(super) fn check(&self, address: SocketAddr) -> Result<()> {
        let there = read(address)?.context("the document is gone")?;
        if (there.change, there.version) != (self.changes, self.changes) {
            bail!(
                "{} changes were made; change {} is there as version {}",
                self.changes,
                there.change,
                there.version
            );
        }
        Ok(())
    }
}

/// Surely what is there now.
fn read(address: SocketAddr) -> Result<Option<There>> {
    let path = with("/api/v1/kv/value", &[("key", KEY)]);
    let until = Instant::now() + SETTLED_WITHIN;
    loop {
        let answer = patient(address)?.get(&path)?;
        match answer.status {
            200 => {
                let found: Value = serde_json::from_slice(&answer.body)?;
                let number = |path: &str| found.pointer(path).and_then(Value::as_u64);
                return Ok(Some(There {
                    change: number("/value/data/change").context("no change")?,
                    version: number("/value/meta/version").context("no version")?,
                    index: number("/metadata/ModifyIndex").context("no index")?,
                }));
            }
            404 => return Ok(None),
            503 | 504 if Instant::now() < until => thread::sleep(Duration::from_millis(200)),
            status => bail!("{path} answered {status}: {}", said(&answer)),
        }
    }
}

fn said(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}
