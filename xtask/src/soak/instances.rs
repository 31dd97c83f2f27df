//! Two instances on one Consul: what is done at one is seen at the other.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::asked::with;
use super::consul::Consul;
use super::large::total;
use super::times::Times;
use super::{Context, Proof, fleet};
use crate::http::Client;
use crate::running::Running;

const LIMIT: Duration = Duration::from_secs(1);
const CHANGES: u64 = 300;
const NODES: usize = 20;
const SERVICES: usize = 2_000;
const DOCUMENT: &str = "skills/eye/v2/docs/shared";
const VALUE: &str = "/api/v1/kv/value";

pub(super) struct TwoInstances;

impl Proof for TwoInstances {
    fn name(&self) -> &'static str {
        "two-instances"
    }

    fn about(&self) -> &'static str {
        "documents written through one instance, services of the catalog: seen at the other"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let consul = Consul::start(context.project, 1)?;
        let catalog = consul.servers[0].address;
        fleet::fill(catalog, NODES, SERVICES)?;
        let servers = catalog.to_string();
        let start = || {
            let variables = [("SKILLS_EYE_CONSUL__SERVERS", servers.as_str())];
            Running::start(context.project, &context.binary, &["serve"], &variables)
        };
        let instances = [start()?, start()?];
        for instance in &instances {
            counted(instance.address, SERVICES as u64)?;
        }
        let changes = context.share(CHANGES);
        let mut documents = Times::default();
        let mut index = 0;
        for change in 0..changes {
            // Each writes on what the other wrote.
            let [one, other] = match change % 2 {
                0 => [&instances[0], &instances[1]],
                _ => [&instances[1], &instances[0]],
            };
            index = write(one.address, change, index)?;
            let written = Instant::now();
            read(other.address, change)?;
            documents.add(written.elapsed());
        }
        let mut services = Times::default();
        let mut writer = Client::connect(catalog)?;
        for change in 1..=changes {
            let number = SERVICES + change as usize;
            fleet::transact(&mut writer, &[fleet::service(number, NODES, "new")])?;
            let written = Instant::now();
            for instance in &instances {
                counted(instance.address, SERVICES as u64 + change)?;
            }
            services.add(written.elapsed());
        }
        Ok(format!(
            "{} and {}, of {changes} each",
            documents.within("documents seen after", context.patient(LIMIT))?,
            services.within("services at both after", context.patient(LIMIT))?,
        ))
    }
}

fn write(address: SocketAddr, change: u64, index: u64) -> Result<u64> {
    let body = json!({ "key": DOCUMENT, "value": { "change": change }, "index": index });
    let headers = [("Content-Type", "application/json")];
    let body = body.to_string();
    let answer = Client::connect(address)?.request("POST", VALUE, &headers, body.as_bytes())?;
    let done: Value = serde_json::from_slice(&answer.body)?;
    let index = done.get("index").and_then(Value::as_u64);
    index.with_context(|| format!("change {change} was answered {}: {done}", answer.status))
}

fn read(address: SocketAddr, change: u64) -> Result<()> {
    let path = with(VALUE, &[("key", DOCUMENT)]);
    let mut client = Client::connect(address)?;
    let until = Instant::now() + Duration::from_secs(15);
    loop {
        let answer = client.get(&path)?;
        let found: Value = serde_json::from_slice(&answer.body)?;
        if found.pointer("/value/data/change") == Some(&Value::from(change)) {
            return Ok(());
        }
        if Instant::now() > until {
            bail!("change {change} is not seen: {found}");
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn counted(address: SocketAddr, services: u64) -> Result<()> {
    let mut client = Client::connect(address)?;
    let until = Instant::now() + Duration::from_secs(30);
    while total(&mut client)? != services {
        if Instant::now() > until {
            bail!("{services} services are not seen");
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}
