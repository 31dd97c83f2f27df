//! Keys and options that nobody should write, to the registry's port and to the product's.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::asked::{Asked, TOKEN, unharmed};
use super::random::{Random, encode};
use super::scratch::Scratch;
use super::{Context, Proof};
use crate::output;
use crate::process;
use crate::running::{REGISTRY, Running};

const SECONDS: u64 = 300;

/// What is planted where nobody may see it, in both forms in which a store tells values.
const SECRET: [&str; 2] = ["planted-secret", "cGxhbnRlZC1zZWNyZXQ="];
const PRIVATE: [&str; 3] = [
    "skills/eye/v2/auth/users",
    "skills/eye/v2/audit/today",
    "skills/eye/v2/claims/node",
];
/// A private key whose very name must not be told; no request has it.
const UNTOLD: &str = "skills/eye/v2/auth/planted-name";

const KEYS: [&str; 18] = [
    "skills",
    "/",
    "skills/eye/",
    "skills/eye/v2/auth/users",
    "skills/eye/v2/audit/",
    "skills/eye/v2/claims/node",
    "SKILLS/Eye/V2/Auth/Users",
    "skills/eye/v2/docs/a",
    "skills/eye/v2/history/a/1",
    "skills/cm/metadata",
    "fuzz/",
    "../",
    "./",
    "//",
    "%2f",
    "%252e%252e",
    "?",
    "é",
];

const OPTIONS: [&str; 26] = [
    "recurse",
    "keys",
    "raw",
    "separator",
    "/",
    "cas",
    "0",
    "acquire",
    "release",
    "flags",
    "stale",
    "consistent",
    "cached",
    "pretty",
    "dc",
    "dc1",
    "ns",
    "filter",
    "node-meta",
    "token",
    "key",
    "prefix",
    "q",
    "values",
    "index",
    "18446744073709551616",
];

const ROUTES: [&str; 7] = [
    "tree", "value", "search", "export", "history", "version", "restore",
];

pub(super) struct FuzzKeys;

impl Proof for FuzzKeys {
    fn name(&self) -> &'static str {
        "fuzz-keys"
    }

    fn about(&self) -> &'static str {
        "random keys and options: always an answer, the right value, and nothing private"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let folder = Scratch::new(context.project, "keys")?;
        plant(context, &folder)?;
        let mut server = Running::start(
            context.project,
            &context.binary,
            &["serve", "--data", folder.text()?, REGISTRY, "127.0.0.1:0"],
            &[("SKILLS_EYE_BOOTSTRAP_TOKEN", TOKEN)],
        )?;
        let mut port = Asked::new(server.registry.unwrap_or(server.address));
        let mut product = Asked::new(server.address);
        let mut random = Random::new(context.seed);
        let until = Instant::now() + Duration::from_secs(context.share(SECONDS));
        let (mut round, mut kept) = (0_u64, 0_u64);
        while Instant::now() < until {
            round += 1;
            match random.below(8) {
                0 => kept += u64::from(round_trip(&mut port, &mut random)?),
                1..=4 => at_the_port(&mut port, &mut random)?,
                _ => at_the_product(&mut product, &mut random)?,
            }
            if round.is_multiple_of(2_000) {
                port.ask("DELETE", "/v1/kv/fuzz/?recurse", b"")?;
                unharmed(&mut server)?;
            }
        }
        unharmed(&mut server)?;
        let (status, _) = server.stop(Duration::from_secs(10))?;
        if !status.success() {
            bail!("it ended with {status}");
        }
        still_there(context, &folder)?;
        for asked in [&port, &product] {
            output::note(asked.tell());
        }
        Ok(format!(
            "{} answers at the port, {} of the product, {kept} values came back, slowest {} ms",
            port.answers,
            product.answers,
            port.slowest.max(product.slowest).as_millis()
        ))
    }
}

/// Fills a registry with what nobody may see; no port would.
fn plant(context: &Context<'_>, folder: &Scratch) -> Result<()> {
    let [_, value] = SECRET;
    let mut lines =
        vec![r#"{"header":{"format":"skills-eye-registry","version":1,"index":9}}"#.to_owned()];
    for key in PRIVATE.iter().chain([&UNTOLD]) {
        lines.push(format!(
            r#"{{"kv":{{"key":"{key}","value":"{value}","create":9,"modify":9}}}}"#
        ));
    }
    lines.push(format!(r#"{{"footer":{{"rows":{}}}}}"#, PRIVATE.len() + 1));
    let file = folder.path().join("planted.jsonl");
    fs::write(&file, lines.join("\n") + "\n")?;
    let mut command = offline(context, folder, "import");
    command.arg(&file);
    process::read(command).map(drop)
}

/// Whatever was asked, it was not to be removed either.
fn still_there(context: &Context<'_>, folder: &Scratch) -> Result<()> {
    let exported = process::read(offline(context, folder, "export"))?;
    let [_, value] = SECRET;
    for key in PRIVATE.iter().chain([&UNTOLD]) {
        let found = |line: &str| {
            line.contains(&format!("\"key\":\"{key}\"")) && line.contains(&format!("\"{value}\""))
        };
        if !exported.lines().any(found) {
            bail!("{key} was changed or removed");
        }
    }
    Ok(())
}

fn offline(context: &Context<'_>, folder: &Scratch, what: &str) -> Command {
    let mut command = Command::new(&context.binary);
    command
        .args(["registry", what, "--data"])
        .arg(folder.path())
        .env_clear();
    command
}

/// A key that is written comes back, whatever it is called.
fn round_trip(port: &mut Asked, random: &mut Random) -> Result<bool> {
    let path = format!("/v1/kv/fuzz/{}", encode(&random.text(&KEYS)));
    let value = random.mutate(b"value");
    let put = port.ask("PUT", &path, &value)?;
    if put.status != 200 {
        return Ok(false);
    }
    let answer = port.ask("GET", &format!("{path}?raw"), b"")?;
    if (answer.status, &answer.body) != (200, &value) {
        bail!("{path} was written and then answered {}", answer.status);
    }
    Ok(true)
}

fn at_the_port(port: &mut Asked, random: &mut Random) -> Result<()> {
    let key = random.text(&KEYS);
    // A slash of the path is one, unless it is escaped.
    let key = match random.below(2) {
        0 => encode(&key).replace("%2F", "/"),
        _ => encode(&key),
    };
    let query = query(random);
    let method = random.one(&["GET", "GET", "GET", "PUT", "DELETE", "POST"]);
    let answer = port.ask(method, &format!("/v1/kv/{key}{query}"), b"value")?;
    nothing_private(&answer.body, method, &key, &query)
}

fn at_the_product(product: &mut Asked, random: &mut Random) -> Result<()> {
    let route = *random.one(&ROUTES);
    let query = query(random);
    let key = random.text(&KEYS);
    let path = format!("/api/v1/kv/{route}{query}");
    let writes = matches!(route, "value" | "restore") && random.below(2) == 0;
    let answer = if writes {
        let body = serde_json::json!({ "key": key, "value": "x", "index": random.below(40) });
        let body = match random.below(2) {
            0 => body.to_string().into_bytes(),
            _ => random.mutate(body.to_string().as_bytes()),
        };
        product.explained("POST", &path, &body)?
    } else {
        let name = if matches!(route, "tree" | "export") {
            "prefix"
        } else {
            "key"
        };
        let parameter = format!("{name}={}&q=e&index=9", encode(&key));
        product.explained("GET", &format!("/api/v1/kv/{route}?{parameter}"), b"")?;
        product.explained("GET", &path, b"")?
    };
    nothing_private(&answer.body, route, &key, &query)
}

fn nothing_private(body: &[u8], method: &str, key: &str, query: &str) -> Result<()> {
    let body = String::from_utf8_lossy(body);
    let told = SECRET.iter().chain([&"planted-name"]);
    if let Some(told) = told.into_iter().find(|told| body.contains(**told)) {
        bail!("{method} {key}{query} told {told}");
    }
    Ok(())
}

/// A question that waits for a change waits shortly; how a time is written is tried on those
/// that do not wait.
fn query(random: &mut Random) -> String {
    let mut pairs = match random.below(2) {
        0 => vec!["wait=1ms".to_owned()],
        _ => vec![format!(
            "wait={}",
            encode(&random.text(&["s", "1m", "-", "9h"]))
        )],
    };
    let waits = pairs[0] == "wait=1ms";
    for _ in 0..random.below(4) {
        let (name, value) = (random.text(&OPTIONS), random.text(&OPTIONS));
        let (name, value) = match random.below(2) {
            0 => ((*random.one(&OPTIONS)).to_owned(), value),
            _ => (name, value),
        };
        if waits || !name.contains("index") {
            pairs.push(format!("{}={}", encode(&name), encode(&value)));
        }
    }
    format!("?{}", pairs.join("&"))
}
