//! What was written, what was said of it, and what is there in the end.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::super::asked::{code, with};
use crate::http::{Answer, Client};

/// Below it each write makes a key of its own.
const FOLDER: &str = "skills/eye/load/";

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fate {
    Done,
    /// With words, and nothing was changed.
    Refused,
    /// Nobody could say.
    Unsure,
}

#[derive(Default)]
pub(super) struct Ledger {
    fates: Mutex<BTreeMap<u64, Fate>>,
}

pub(super) struct Sum {
    pub(super) done: usize,
    pub(super) refused: usize,
    /// Of unknown fate, found by reading: there, and not there.
    pub(super) settled: (usize, usize),
}

pub(super) fn key(number: u64) -> String {
    format!("{FOLDER}{number:05}")
}

fn value(number: u64) -> String {
    format!("write {number}")
}

/// Makes one key; answers what became of it.
pub(super) fn put(client: &mut Client, number: u64) -> Result<(Fate, Answer)> {
    let body = json!({ "key": key(number), "value": value(number), "index": 0 }).to_string();
    let headers = [("Content-Type", "application/json")];
    let answer = client.request("POST", "/api/v1/kv/value", &headers, body.as_bytes())?;
    let fate = match (answer.status, code(&answer.body).as_deref()) {
        (200, _) => Fate::Done,
        (503, Some("unavailable")) => Fate::Refused,
        (504, Some(_)) => Fate::Unsure,
        (status, _) => bail!(
            "write {number} was answered {status}: {}",
            String::from_utf8_lossy(&answer.body)
        ),
    };
    if fate != Fate::Done {
        explained(&answer)?;
    }
    Ok((fate, answer))
}

/// A refusal is a problem that a person can read.
pub(super) fn explained(answer: &Answer) -> Result<()> {
    let problem: Value = serde_json::from_slice(&answer.body).context("a refusal without words")?;
    let words = |name: &str| {
        let words = problem.get(name).and_then(Value::as_str);
        words.is_some_and(|words| words.len() > 8)
    };
    if !words("title") && !words("detail") {
        bail!("a refusal without words: {problem}");
    }
    Ok(())
}

impl Ledger {
    pub(super) fn note(&self, number: u64, fate: Fate) -> Result<()> {
        let mut fates = self.fates.lock().ok().context("a writer panicked")?;
        fates.insert(number, fate);
        Ok(())
    }

    /// Each write that was acknowledged is there once, none that was refused is, and the
    /// fate of the rest is known now.
    pub(super) fn settle(&self, client: &mut Client) -> Result<Sum> {
        let there = below(client)?;
        let fates = self.fates.lock().ok().context("a writer panicked")?;
        let mut sum = Sum {
            done: 0,
            refused: 0,
            settled: (0, 0),
        };
        for (number, fate) in fates.iter() {
            let found = there.get(&key(*number));
            match (fate, found) {
                (Fate::Done, Some(_)) => sum.done += 1,
                (Fate::Done, None) => bail!("write {number} was acknowledged and is lost"),
                (Fate::Refused, None) => sum.refused += 1,
                (Fate::Refused, Some(_)) => bail!("write {number} was refused and is there"),
                (Fate::Unsure, Some(_)) => sum.settled.0 += 1,
                (Fate::Unsure, None) => sum.settled.1 += 1,
            }
            let Some(found) = found else { continue };
            let index = |name: &str| found.pointer(&format!("/metadata/{name}")).cloned();
            if index("CreateIndex") != index("ModifyIndex") {
                bail!("write {number} was done twice: {found}");
            }
            if found.get("value") != Some(&Value::from(value(*number))) {
                bail!("write {number} left {found}");
            }
        }
        if let Some(key) = there.keys().find(|key| {
            let number = key
                .strip_prefix(FOLDER)
                .and_then(|number| number.parse().ok());
            number.is_none_or(|number: u64| !fates.contains_key(&number))
        }) {
            bail!("nobody wrote {key}");
        }
        Ok(sum)
    }
}

fn below(client: &mut Client) -> Result<BTreeMap<String, Value>> {
    let path = with("/api/v1/kv/tree", &[("prefix", FOLDER)]);
    let answer = client.get(&path)?;
    if answer.status != 200 {
        bail!("{path} answered {}", answer.status);
    }
    let tree: Value = serde_json::from_slice(&answer.body)?;
    let data = tree.get("data").cloned().context("a tree without data")?;
    Ok(serde_json::from_value(data)?)
}

pub(super) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
