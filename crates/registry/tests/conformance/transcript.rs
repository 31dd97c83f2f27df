//! What was asked and answered, made comparable.
//!
//! Two servers give the same changes other numbers, so an index is told by its rank among
//! those that came up, and one from before the first question as 0. Ids are told by the
//! order in which they came up.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::target::{Reply, Target};

const HEADERS: [&str; 10] = [
    "allow",
    "content-security-policy",
    "content-type",
    "location",
    "x-cache",
    "x-consul-effective-consistency",
    "x-consul-index",
    "x-consul-knownleader",
    "x-consul-lastcontact",
    "x-content-type-options",
];
const INDEX: &str = "x-consul-index";
const INDEXES: [&str; 2] = ["CreateIndex", "ModifyIndex"];
/// Of a cluster, the servers that are not asked.
const OTHERS: [&str; 2] = ["server-1", "server-2"];
/// In the words of a transaction that failed.
const IN_WORDS: &str = "current modify index ";

pub(crate) struct Transcript {
    pub(crate) target: Target,
    base: u64,
    entries: Vec<Value>,
}

impl Transcript {
    pub(crate) async fn start(target: Target, family: &str) -> Self {
        let path = format!("/v1/kv/begin/{family}");
        target.ask("PUT", &path, b"x").await;
        let base = target.ask("GET", &path, b"").await.index();
        Self {
            target,
            base,
            entries: Vec::new(),
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, "").await
    }

    pub(crate) async fn put(&mut self, path: &str, body: impl AsRef<[u8]>) -> Reply {
        self.ask("PUT", path, body).await
    }

    pub(crate) async fn delete(&mut self, path: &str) -> Reply {
        self.ask("DELETE", path, "").await
    }

    pub(crate) async fn ask(&mut self, method: &str, path: &str, body: impl AsRef<[u8]>) -> Reply {
        let reply = self.target.ask(method, path, body.as_ref()).await;
        self.note(method, path, body.as_ref(), &reply, usize::MAX);
        reply
    }

    /// A request that is refused in words of which only the beginning is Consul's own: the
    /// rest is that of a library.
    pub(crate) async fn refused(&mut self, method: &str, path: &str, body: &str) {
        let reply = self.target.ask(method, path, body.as_bytes()).await;
        let end = reply.body.iter().position(|byte| *byte == b':');
        self.note(method, path, body.as_bytes(), &reply, end.unwrap_or(0));
    }

    /// Something picked out of an answer.
    pub(crate) fn pick(&mut self, what: &str, value: &Value) {
        self.entries.push(json!({"what": what, "value": value}));
    }

    /// Whether a change wakes who waits for the answer to a question.
    pub(crate) async fn wakes(&mut self, question: &str, method: &str, path: &str, body: &str) {
        let index = self.target.ask("GET", question, b"").await.index();
        let sign = if question.contains('?') { '&' } else { '?' };
        let waits = format!("{question}{sign}index={index}&wait=1s");
        let target = self.target.clone();
        let waiting = tokio::spawn(async move {
            let started = Instant::now();
            let reply = target.ask("GET", &waits, b"").await;
            (
                started.elapsed() < Duration::from_millis(900),
                reply.index(),
            )
        });
        tokio::time::sleep(Duration::from_millis(150)).await;
        self.target.ask(method, path, body.as_bytes()).await;
        let (woken, after) = waiting.await.unwrap();
        self.entries.push(json!({
            "question": question,
            "change": format!("{method} {path} {body}"),
            "woken": woken,
            "raised": after > index,
        }));
    }

    fn note(&mut self, method: &str, path: &str, body: &[u8], reply: &Reply, most: usize) {
        let asked = String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned();
        let mut headers = Map::new();
        for name in HEADERS {
            if let Some(value) = reply.header(name) {
                headers.insert(name.to_owned(), json!(value));
            }
        }
        let told = &reply.body[..reply.body.len().min(most)];
        let told = match serde_json::from_slice::<Value>(told) {
            Ok(mut value) => {
                tidy(&mut value, path);
                value
            }
            Err(_) if told.len() > 10_000 => json!(format!("{} bytes", told.len())),
            Err(_) => json!(String::from_utf8_lossy(told)),
        };
        self.entries.push(json!({
            "asked": format!("{method} {path} {asked}"),
            "status": reply.status,
            "headers": headers,
            "body": told,
        }));
    }

    pub(crate) fn finish(self) -> Value {
        let mut entries = Value::Array(self.entries);
        let mut indexes = BTreeSet::new();
        collect(&entries, &mut indexes);
        let ranks: Vec<u64> = indexes
            .into_iter()
            .filter(|index| *index > self.base)
            .collect();
        rank(&mut entries, &ranks);
        let mut ids = Vec::new();
        rename(&mut entries, &mut ids);
        entries
    }
}

/// What has no order in Consul is put into one; what only a cluster has is left out.
fn tidy(value: &mut Value, path: &str) {
    if let Value::Array(rows) = value {
        rows.retain(|row| !OTHERS.iter().any(|other| row["Node"] == **other));
    }
    if let Value::Object(fields) = value
        && path.starts_with("/v1/catalog/services")
    {
        fields.remove("consul");
        for tags in fields.values_mut() {
            if let Value::Array(tags) = tags {
                tags.sort_by_key(Value::to_string);
            }
        }
    }
    if let Value::Array(rows) = value
        && path.starts_with("/v1/session/")
    {
        rows.sort_by_key(|row| row["Name"].to_string());
    }
}

fn collect(value: &Value, indexes: &mut BTreeSet<u64>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, indexes)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if INDEXES.contains(&name.as_str()) {
                    indexes.extend(value.as_u64());
                } else if name == INDEX {
                    indexes.extend(value.as_str().and_then(|text| text.parse::<u64>().ok()));
                } else {
                    collect(value, indexes);
                }
            }
        }
        _ => {}
    }
}

fn rank_of(index: u64, ranks: &[u64]) -> usize {
    ranks.partition_point(|known| *known <= index)
}

fn rank(value: &mut Value, ranks: &[u64]) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| rank(value, ranks)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if INDEXES.contains(&name.as_str()) || name == INDEX {
                    let number = value.as_u64();
                    let text = value.as_str().and_then(|text| text.parse().ok());
                    if let Some(index) = number.or(text) {
                        *value = json!(format!("index {}", rank_of(index, ranks)));
                    }
                } else {
                    rank(value, ranks);
                }
            }
        }
        Value::String(words) => {
            if let Some((before, after)) = words.split_once(IN_WORDS)
                && let Some((number, rest)) = after.split_once(' ')
                && let Ok(index) = number.parse()
            {
                *words = format!("{before}{IN_WORDS}<{}> {rest}", rank_of(index, ranks));
            }
        }
        _ => {}
    }
}

fn rename(value: &mut Value, ids: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, ids)),
        Value::Object(fields) => fields.values_mut().for_each(|value| rename(value, ids)),
        Value::String(text) => {
            let mut at = 0;
            while let Some(candidate) = text.get(at..at + 36) {
                if is_id(candidate) {
                    let known = ids.iter().position(|id| id == candidate);
                    let number = known.unwrap_or_else(|| {
                        ids.push(candidate.to_owned());
                        ids.len() - 1
                    });
                    text.replace_range(at..at + 36, &format!("<id {number}>"));
                }
                at += 1;
                while !text.is_char_boundary(at) {
                    at += 1;
                }
            }
        }
        _ => {}
    }
}

fn is_id(text: &str) -> bool {
    // Ids that a scenario gave itself are told as they are.
    let given = text.starts_with("0") && text.contains("-0000-");
    let form = text.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    form && !given
}
