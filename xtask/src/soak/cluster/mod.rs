//! Three Consul servers under load: the leader dies and comes back, then most die, then all.

mod chain;
mod ledger;
mod load;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;

use super::asked::{unharmed, with};
use super::consul::Consul;
use super::{Context, Proof, fleet};
use crate::http::{Answer, Client};
use crate::running::Running;
use ledger::{Fate, Ledger, explained, seconds};

const SECONDS: u64 = 60;
/// In less time no leader could be killed and come back.
const LEAST_SECONDS: u64 = 10;
const NODES: usize = 2;
const SERVICES: usize = 20;
const HELD: Duration = Duration::from_secs(15);

pub(super) struct Faults;

impl Proof for Faults {
    fn name(&self) -> &'static str {
        "cluster-faults"
    }

    fn about(&self) -> &'static str {
        "200 reads/s and 20 writes/s on three servers: a killed leader, no quorum, none at all"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let mut consul = Consul::start(context.project, 3)?;
        let leader = consul.leader()?;
        fleet::fill(consul.servers[leader].address, NODES, SERVICES)?;
        // The leader is asked first, so that its death makes calls fall over.
        let mut order: Vec<usize> = (0..3).collect();
        order.rotate_left(leader);
        let servers: Vec<String> = order
            .iter()
            .map(|place| consul.servers[*place].address.to_string())
            .collect();
        let mut server = Running::start(
            context.project,
            &context.binary,
            &["serve"],
            &[("SKILLS_EYE_CONSUL__SERVERS", &servers.join(","))],
        )?;
        let address = server.address;
        until(address, "the catalog is read", |nodes| {
            text(nodes, "error").is_none() && counted(nodes) == SERVICES
        })?;
        let ledger = Ledger::default();
        let mut elected = Duration::ZERO;
        let whole = Duration::from_secs(context.share(SECONDS).max(LEAST_SECONDS));
        let seen = load::during(address, &ledger, || {
            thread::sleep(whole / 5);
            consul.kill(leader);
            let killed = Instant::now();
            consul.leader()?;
            elected = killed.elapsed();
            thread::sleep((whole * 2 / 5).saturating_sub(elected));
            fallen_over(address, &servers[0])?;
            consul.restart(leader)?;
            thread::sleep(whole * 2 / 5);
            Ok(())
        })?;
        consul.ready()?;
        let sum = ledger.settle(&mut Client::connect(address)?)?;
        seen.chain.check(address)?;
        let held = without_quorum(&mut consul, address)?;
        let pages = all_killed(&mut consul, address)?;
        let recovered = recovery(&mut consul, address)?;
        ledger.settle(&mut Client::connect(address)?)?;
        seen.chain.check(address)?;
        unharmed(&mut server)?;
        Ok(format!(
            "{} s: {} stale reads, none failed, slowest {} ms; {} strict reads, {} refused; \
             {} keys made, {} refused, {} + {} settled by reading; {} changes of a document, \
             {} settled; a new leader after {}, longest held {}; without a quorum refused after {}; \
             {pages} pages with none; well {} after the servers",
            whole.as_secs(),
            seen.stale,
            seen.slowest_stale.as_millis(),
            seen.strict,
            seen.strict_refused,
            sum.done,
            sum.refused,
            sum.settled.0,
            sum.settled.1,
            seen.chain.changes(),
            seen.chain.settled,
            seconds(elected),
            seconds(seen.longest_held),
            seconds(held),
            seconds(recovered),
        ))
    }
}

/// That calls fell over is counted, and visible.
fn fallen_over(address: SocketAddr, from: &str) -> Result<()> {
    let metrics = page(address, "/metrics")?;
    let name = format!("consul_server_fallback_total{{from=\"{from}\"");
    let counted: f64 = metrics
        .lines()
        .filter(|line| line.starts_with(&name))
        .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        .sum();
    if counted < 1.0 {
        bail!("no fail-over from {from} is counted");
    }
    let nodes = nodes(address)?;
    if text(&nodes, "active_server").is_none_or(|active| active == from) {
        bail!("{from} is dead and shown as the one that answers: {nodes}");
    }
    if !page(address, "/nodes")?.contains("server-failure") {
        bail!("the page of nodes shows no failure of a server");
    }
    Ok(())
}

/// One server of three: a strict read and a write wait for a leader, then say why not.
fn without_quorum(consul: &mut Consul, address: SocketAddr) -> Result<Duration> {
    let leader = consul.leader()?;
    let left = (leader + 1) % 3;
    consul.kill((leader + 2) % 3);
    consul.kill(leader);
    // Until the one that is left has noticed.
    thread::sleep(Duration::from_secs(2));
    let read = thread::spawn(move || -> Result<(Duration, Answer)> {
        let path = with("/api/v1/kv/value", &[("key", &ledger::key(0))]);
        let asked = Instant::now();
        let answer = patient(address)?.get(&path)?;
        Ok((asked.elapsed(), answer))
    });
    let asked = Instant::now();
    let (fate, _) = ledger::put(&mut patient(address)?, 90_000)?;
    let write_took = asked.elapsed();
    let (read_took, read) = read.join().map_err(|_| anyhow!("a reader panicked"))??;
    explained(&read)?;
    if (&fate, read.status) != (&Fate::Refused, 503) {
        bail!(
            "{left} alone: the write was {fate:?}, the read {}",
            read.status
        );
    }
    let longest = read_took.max(write_took);
    let shortest = read_took.min(write_took);
    if shortest < HELD - Duration::from_secs(1) || longest > HELD + Duration::from_secs(3) {
        bail!("held for {} to {}", seconds(shortest), seconds(longest));
    }
    Ok(longest)
}

/// Every page opens, says how old what it shows is, and writes are refused with words.
fn all_killed(consul: &mut Consul, address: SocketAddr) -> Result<usize> {
    (0..3).for_each(|place| consul.kill(place));
    let before = Instant::now();
    let (fate, _) = ledger::put(&mut patient(address)?, 90_001)?;
    if fate != Fate::Refused {
        bail!("with no server a write was {fate:?}");
    }
    if before.elapsed() > HELD + Duration::from_secs(3) {
        bail!("that took {}", seconds(before.elapsed()));
    }
    let failing = until(address, "it is said that nobody answers", |nodes| {
        text(nodes, "error").is_some()
    })?;
    if counted(&failing) != SERVICES || failing.get("age_seconds").is_none_or(Value::is_null) {
        bail!("what was known is gone, or has no age: {failing}");
    }
    let front = page(address, "/")?;
    let links: BTreeSet<&str> = front
        .split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| !link.starts_with("assets/") && !link.contains('.'))
        .collect();
    if links.len() < 10 {
        bail!("only {} pages are linked to", links.len());
    }
    for link in &links {
        page(address, &format!("/{link}"))?;
    }
    let shown = page(address, "/nodes")?;
    if !shown.contains("as it was") {
        bail!("the page of nodes does not say how old it is");
    }
    Ok(links.len())
}

/// By itself, once the servers are there again.
fn recovery(consul: &mut Consul, address: SocketAddr) -> Result<Duration> {
    for place in 0..3 {
        consul.restart(place)?;
    }
    consul.ready()?;
    let ready = Instant::now();
    until(address, "the catalog is read again", |nodes| {
        // Nothing may be forgotten on the way.
        text(nodes, "error").is_none() && counted(nodes) == SERVICES
    })?;
    let mut number = 90_002;
    loop {
        let (fate, _) = ledger::put(&mut patient(address)?, number)?;
        if fate == Fate::Done {
            break;
        }
        if ready.elapsed() > Duration::from_secs(60) {
            bail!("no write is taken a minute after the servers are back");
        }
        number += 1;
    }
    let recovered = ready.elapsed();
    for written in 90_000..=number {
        let path = with("/api/v1/kv/value", &[("key", &ledger::key(written))]);
        let there = Client::connect(address)?.get(&path)?;
        match there.status {
            404 => continue,
            200 if written == number => {}
            status => bail!("write {written} was refused and answers {status}"),
        }
        let found: Value = serde_json::from_slice(&there.body)?;
        let index = found.pointer("/metadata/ModifyIndex");
        let index = index
            .and_then(Value::as_u64)
            .context("no index")?
            .to_string();
        let path = with(
            "/api/v1/kv/value",
            &[("key", &ledger::key(written)), ("index", &index)],
        );
        let removed = Client::connect(address)?.request("DELETE", &path, &[], b"")?;
        if removed.status != 200 {
            bail!("it cannot be removed again: {}", removed.status);
        }
    }
    Ok(recovered)
}

/// A connection for an answer that is held.
fn patient(address: SocketAddr) -> Result<Client> {
    Client::patient(address, Duration::from_secs(45))
}

fn page(address: SocketAddr, path: &str) -> Result<String> {
    let headers = [("Accept-Language", "en")];
    let answer = Client::connect(address)?.request("GET", path, &headers, b"")?;
    // Addresses of the earlier system lead to pages.
    if answer.status != 200 {
        bail!("{path} answered {}", answer.status);
    }
    Ok(String::from_utf8_lossy(&answer.body).into_owned())
}

fn nodes(address: SocketAddr) -> Result<Value> {
    Ok(serde_json::from_str(&page(address, "/api/v1/nodes")?)?)
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// Services of all nodes.
fn counted(nodes: &Value) -> usize {
    let list = nodes.get("data").and_then(Value::as_array);
    let count = |node: &Value| node.get("services_count").and_then(Value::as_u64);
    list.into_iter().flatten().filter_map(count).sum::<u64>() as usize
}

fn until(address: SocketAddr, what: &str, holds: impl Fn(&Value) -> bool) -> Result<Value> {
    let until = Instant::now() + Duration::from_secs(45);
    loop {
        let found = nodes(address)?;
        if holds(&found) {
            return Ok(found);
        }
        if Instant::now() > until {
            bail!("{what}: not within 45 s: {found}");
        }
        thread::sleep(Duration::from_millis(50));
    }
}
