//! 100,000 services in the registry of the process, with the mirror over them.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::asked::TOKEN;
use super::scratch::Scratch;
use super::times::{Times, ms};
use super::{Context, Proof, fleet};
use crate::http::Client;
use crate::output;
use crate::running::{REGISTRY, Running};

const SERVICES: u64 = 100_000;
const NODES: usize = 20;
const MEMORY: u64 = 300_000_000;
const START: Duration = Duration::from_secs(2);
const REACHES: Duration = Duration::from_millis(10);
const COUNTS: Duration = Duration::from_millis(1);

pub(super) struct LargeRegistry;

impl Proof for LargeRegistry {
    fn name(&self) -> &'static str {
        "registry-large"
    }

    fn about(&self) -> &'static str {
        "100,000 services and their mirror: memory, start, a change, the counts of the nodes"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let folder = Scratch::new(context.project, "large")?;
        let start = || {
            Running::start(
                context.project,
                &context.binary,
                &["serve", "--data", folder.text()?, REGISTRY, "127.0.0.1:0"],
                &[("SKILLS_EYE_BOOTSTRAP_TOKEN", TOKEN)],
            )
        };
        let services = context.share(SERVICES) as usize;
        let filling = start()?;
        fleet::fill(filling.registry.context("no port")?, NODES, services)?;
        filling.stop(Duration::from_secs(10))?;
        let began = Instant::now();
        let server = start()?;
        // The mirror has read all of it.
        let mut client = Client::connect(server.address)?;
        while total(&mut client)? != services as u64 {
            if began.elapsed() > Duration::from_secs(60) {
                bail!("after a minute {} services are known", total(&mut client)?);
            }
            thread::sleep(Duration::from_millis(5));
        }
        let started = began.elapsed();
        let fresh = server.memory()?;
        let port = server.registry.context("no port")?;
        let mut reaches = changes(server.address, port, services, context.share(1_000))?;
        let mut counts = Times::default();
        for _ in 0..context.share(10_000) {
            let asked = Instant::now();
            client.get("/api/v1/nodes")?;
            counts.add(asked.elapsed());
        }
        let most = server.memory()?;
        // All is measured before anything is judged: a figure that is missed is seen beside
        // the others.
        let told = format!(
            "{services} services: {} after the start, {} after changes; started in {}; {}; {}",
            output::bytes(fresh),
            output::bytes(most),
            ms(started),
            reaches.tell("a change is seen after"),
            counts.tell("counts"),
        );
        output::note(&told);
        if most > MEMORY {
            bail!("it holds more than {}: {told}", output::bytes(MEMORY));
        }
        if started > context.patient(START) {
            bail!("it started in more than {}: {told}", ms(START));
        }
        reaches.within("a change is seen after", context.patient(REACHES))?;
        counts.within("counts", context.patient(COUNTS))?;
        Ok(told)
    }
}

/// Services of all nodes, as the mirror counts them.
pub(super) fn total(client: &mut Client) -> Result<u64> {
    let answer = client.get("/api/v1/nodes")?;
    let list: Value = serde_json::from_slice(&answer.body)?;
    let nodes = list.get("data").and_then(Value::as_array);
    let count = |node: &Value| node.get("services_count").and_then(Value::as_u64);
    Ok(nodes.into_iter().flatten().filter_map(count).sum())
}

/// From the answer to a write until the mirror counts it.
fn changes(product: SocketAddr, port: SocketAddr, services: usize, changes: u64) -> Result<Times> {
    let mut writer = Client::connect(port)?;
    let mut reader = Client::connect(product)?;
    let mut times = Times::default();
    for change in 1..=changes {
        let number = services + change as usize;
        fleet::transact(&mut writer, &[fleet::service(number, NODES, "new")])?;
        let written = Instant::now();
        while total(&mut reader)? != services as u64 + change {
            if written.elapsed() > Duration::from_secs(5) {
                bail!("change {change} is not seen");
            }
        }
        times.add(written.elapsed());
    }
    Ok(times)
}
