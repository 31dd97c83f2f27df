//! Documents that somebody broke behind our back: each use of one is answered.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};

use super::asked::{Asked, TOKEN, unharmed, with};
use super::random::{Random, encode};
use super::scratch::Scratch;
use super::{Context, Proof};
use crate::running::{REGISTRY, Running};

const SECONDS: u64 = 300;

/// The earlier system's keys, as they are and as they were at times.
const EARLIER: [&str; 2] = [
    include_str!("../../../fixtures/kv.json"),
    include_str!("../../../fixtures/kv-variants.json"),
];

const DOCUMENTS: [&str; 3] = ["settings", "fields.palmas", "rules"];
/// So many real changes of each after the first, before anything is broken.
const CHANGES: usize = 4;
/// After so many rounds everything is put back as it was.
const ROUNDS: u64 = 300;
/// Larger than a value may be when it is unpacked.
const BOMB: usize = 40 * 1_024 * 1_024;

pub(super) struct FuzzDocuments;

impl Proof for FuzzDocuments {
    fn name(&self) -> &'static str {
        "fuzz-documents"
    }

    fn about(&self) -> &'static str {
        "documents and histories of random bytes are explained, and never harm the server"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let folder = Scratch::new(context.project, "documents")?;
        let mut server = Running::start(
            context.project,
            &context.binary,
            &["serve", "--data", folder.text()?, REGISTRY, "127.0.0.1:0"],
            &[
                ("SKILLS_EYE_BOOTSTRAP_TOKEN", TOKEN),
                ("SKILLS_EYE_SITES__NAMES_LIFETIME", "1 s"),
            ],
        )?;
        let mut store = Store {
            port: Asked::new(server.registry.context("no port")?),
            product: Asked::new(server.address),
            bomb: pack(&vec![b' '; BOMB]),
        };
        let originals = store.prepare()?;
        let mut random = Random::new(context.seed);
        let until = Instant::now() + Duration::from_secs(context.share(SECONDS));
        let (mut broken, mut most) = (0_u64, 0);
        while Instant::now() < until {
            store.put_back(&originals)?;
            for _ in 0..ROUNDS {
                store.break_one(&originals, &mut random)?;
                store.use_one(&originals, &mut random)?;
                broken += 1;
                if Instant::now() > until {
                    break;
                }
            }
            most = most.max(server.memory()?);
            unharmed(&mut server)?;
        }
        store.put_back(&originals)?;
        store.all_is_well(&originals)?;
        Ok(format!(
            "{broken} values broken, {} uses answered, slowest {} ms, at most {}",
            store.product.answers,
            store.product.slowest.as_millis(),
            crate::output::bytes(most)
        ))
    }
}

struct Store {
    port: Asked,
    product: Asked,
    /// Larger than it looks.
    bomb: Vec<u8>,
}

/// A key and the bytes of it that are good.
type Original = (String, Vec<u8>);

impl Store {
    /// Documents with a history, made as people make them, and the earlier system's keys.
    fn prepare(&mut self) -> Result<Vec<Original>> {
        for name in DOCUMENTS {
            let mut index = Value::from(0);
            for change in 0..=CHANGES {
                let key = document(name);
                let value = json!({ "change": change, "list": [{ "id": "a" }, { "id": name }] });
                let put = json!({ "key": key, "value": value, "index": index });
                let body = put.to_string();
                let done = self
                    .product
                    .explained("POST", "/api/v1/kv/value", body.as_bytes())?;
                let done: Value = serde_json::from_slice(&done.body)?;
                index = done.get("index").cloned().context("no index")?;
            }
        }
        for earlier in EARLIER {
            let keys: Map<String, Value> = serde_json::from_str(earlier)?;
            for (key, value) in keys {
                let path = format!("/v1/kv/{}", encode(&key));
                self.port.ask("PUT", &path, value.to_string().as_bytes())?;
            }
        }
        let keys = self.port.ask("GET", "/v1/kv/?keys", b"")?;
        let keys: Vec<String> = serde_json::from_slice(&keys.body)?;
        let history = keys.iter().filter(|key| key.contains("/history/")).count();
        if history < DOCUMENTS.len() * CHANGES {
            bail!("only {history} versions are in the histories");
        }
        keys.into_iter()
            .map(|key| {
                let path = format!("/v1/kv/{}?raw", encode(&key));
                let bytes = self.port.ask("GET", &path, b"")?.body;
                Ok((key, bytes))
            })
            .collect()
    }

    fn put_back(&mut self, originals: &[Original]) -> Result<()> {
        self.port
            .ask("DELETE", "/v1/kv/skills/eye/v2/docs/?recurse", b"")?;
        self.port
            .ask("DELETE", "/v1/kv/skills/eye/v2/history/?recurse", b"")?;
        for (key, bytes) in originals {
            let path = format!("/v1/kv/{}", encode(key));
            let put = self.port.ask("PUT", &path, bytes)?;
            if put.status != 200 {
                bail!("{key} could not be put back: {}", put.status);
            }
        }
        Ok(())
    }

    fn break_one(&mut self, originals: &[Original], random: &mut Random) -> Result<()> {
        let (key, own) = random.one(originals).clone();
        let other = random.one(originals).1.clone();
        let bytes = match random.below(12) {
            0 => Vec::new(),
            1 => other,
            2..=5 => random.mutate(&own),
            6 => random.mutate(&other),
            7..=9 => pack(&random.mutate(&unpack(&own))),
            10 => random
                .text(&["{\"data\":", "null", "\"meta\":{}"])
                .into_bytes(),
            _ => odd(&self.bomb, random),
        };
        let path = format!("/v1/kv/{}", encode(&key));
        let method = if random.below(16) == 0 {
            "DELETE"
        } else {
            "PUT"
        };
        self.port.ask(method, &path, &bytes).map(drop)
    }

    fn use_one(&mut self, originals: &[Original], random: &mut Random) -> Result<()> {
        let name = document(random.one::<&str>(&DOCUMENTS));
        let any = random.one(originals).0.clone();
        let key = if random.below(3) == 0 { any } else { name };
        let index = self.index_of(&key, random)?;
        let number = index.to_string();
        let path = match random.below(8) {
            0 => with("/api/v1/kv/history", &[("key", &key)]),
            1 => with("/api/v1/kv/version", &[("key", &key), ("index", &number)]),
            2 => with("/api/v1/kv/tree", &[("prefix", "skills/eye/")]),
            3 => with("/api/v1/kv/export", &[("prefix", "skills/eye/")]),
            4 => with("/api/v1/kv/search", &[("q", "a")]),
            5 => {
                let body = json!({ "key": key, "index": index }).to_string();
                return self.write("/api/v1/kv/restore", &body);
            }
            6 => {
                let path = with("/api/v1/kv/value", &[("key", &key), ("index", &number)]);
                return self.product.explained("DELETE", &path, b"").map(drop);
            }
            _ => {
                let value = json!({ "change": random.below(9) });
                let body = json!({ "key": key, "index": index, "value": value }).to_string();
                return self.write("/api/v1/kv/value", &body);
            }
        };
        self.product.explained("GET", &path, b"").map(drop)
    }

    fn write(&mut self, path: &str, body: &str) -> Result<()> {
        let answer = self.product.explained("POST", path, body.as_bytes())?;
        if !matches!(answer.status, 200 | 400..500 | 500) {
            bail!("{path} {body} was answered with {}", answer.status);
        }
        Ok(())
    }

    /// That of the key as it is now, or of some version in its history, or some number.
    fn index_of(&mut self, key: &str, random: &mut Random) -> Result<u64> {
        let path = with("/api/v1/kv/value", &[("key", key)]);
        let there = self.product.explained("GET", &path, b"")?;
        let there: Option<Value> = serde_json::from_slice(&there.body).ok();
        let now = there
            .as_ref()
            .and_then(|value| value.pointer("/metadata/ModifyIndex"));
        let now = now.and_then(Value::as_u64).unwrap_or(0);
        if random.below(2) == 0 {
            return Ok(now);
        }
        let path = with("/api/v1/kv/history", &[("key", key)]);
        let history = self.product.explained("GET", &path, b"")?;
        let history: Option<Value> = serde_json::from_slice(&history.body).ok();
        let versions = history
            .as_ref()
            .and_then(|value| value.get("data")?.as_array());
        let indexes: Vec<u64> = versions
            .into_iter()
            .flatten()
            .filter_map(|version| version.get("index")?.as_u64())
            .collect();
        Ok(if indexes.is_empty() {
            random.next() % 1_000
        } else {
            *random.one(&indexes)
        })
    }

    /// What was put back is read as it was: nothing of the broken values stays in memory.
    fn all_is_well(&mut self, originals: &[Original]) -> Result<()> {
        for name in DOCUMENTS {
            let key = document(name);
            let path = with("/api/v1/kv/value", &[("key", &key)]);
            let there = self.product.explained("GET", &path, b"")?;
            let there: Value = serde_json::from_slice(&there.body)?;
            let original = originals.iter().find(|(known, _)| *known == key);
            let original: Value = serde_json::from_slice(&original.context("no original")?.1)?;
            if there.get("value") != Some(&original) {
                bail!("{key} was put back and is {there}");
            }
            let path = with("/api/v1/kv/history", &[("key", &key)]);
            let history = self.product.explained("GET", &path, b"")?;
            let history: Value = serde_json::from_slice(&history.body)?;
            if history.get("total") != Some(&Value::from(CHANGES + 1)) {
                bail!("{key} has this history: {history}");
            }
        }
        Ok(())
    }
}

fn document(name: &str) -> String {
    format!("skills/eye/v2/docs/{name}")
}

/// Values that are as they should be but for one thing.
fn odd(bomb: &[u8], random: &mut Random) -> Vec<u8> {
    let meta = |schema: u64, version: u64| {
        json!({ "schema": schema, "version": version, "created_at": "", "updated_at": "",
                "updated_by": "", "source": "", "write": "" })
    };
    let value = match random.below(5) {
        0 => return bomb.to_vec(),
        1 => return "[".repeat(100_000).into_bytes(),
        2 => json!({ "data": {}, "meta": meta(u64::from(u32::MAX), 1) }),
        3 => json!({ "data": [1], "meta": meta(1, u64::MAX) }),
        _ => json!({ "data": { "data": { "data": null, "meta": {} }, "meta": 7 } }),
    };
    value.to_string().into_bytes()
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// What is not packed stays as it is.
fn unpack(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match GzDecoder::new(bytes).read_to_end(&mut plain) {
        Ok(_) => plain,
        Err(_) => bytes.to_vec(),
    }
}
