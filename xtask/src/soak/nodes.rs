//! The list of 200 nodes: how fast it is, and how soon it knows who came and who went.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::{Value, json};

use super::consul::Consul;
use super::times::Times;
use super::{Context, Proof, fleet};
use crate::http::Client;
use crate::output;
use crate::running::Running;

const NODES: usize = 200;
const SERVICES: usize = 4_000;
const PATH: &str = "/api/v1/nodes";
const LIMIT: Duration = Duration::from_millis(2);
const SEEN_WITHIN: Duration = Duration::from_secs(1);
const CLIENTS: u64 = 8;

pub(super) struct ManyNodes;

impl Proof for ManyNodes {
    fn name(&self) -> &'static str {
        "nodes-200"
    }

    fn about(&self) -> &'static str {
        "the list of 200 nodes of a real Consul, and members that come and go"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let consul = Consul::start(context.project, 1)?;
        let catalog = consul.servers[0].address;
        fleet::fill(catalog, NODES, SERVICES)?;
        let server = Running::start(
            context.project,
            &context.binary,
            &["serve"],
            &[("SKILLS_EYE_CONSUL__SERVERS", &catalog.to_string())],
        )?;
        all_counted(server.address)?;
        let (mut asked, size) = one_client(server.address, context.share(20_000))?;
        let rate = many_clients(server.address, Duration::from_millis(context.share(10_000)))?;
        let mut seen = members(server.address, catalog, context.share(200))?;
        let told = format!(
            "{}; {rate:.0}/s with {CLIENTS} clients, {size} bytes each; {} of {} changes",
            asked.tell("one client"),
            seen.tell("seen after"),
            seen.len(),
        );
        // All is measured before anything is judged.
        output::note(&told);
        asked.within("one client", context.patient(LIMIT))?;
        seen.within("seen after", context.patient(SEEN_WITHIN))?;
        Ok(told)
    }
}

/// Waits until each node has been read.
fn all_counted(address: SocketAddr) -> Result<()> {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let nodes = list(&mut Client::connect(address)?)?;
        let counts = nodes
            .iter()
            .filter_map(|node| node.get("services_count")?.as_u64());
        // That of Consul itself is not counted.
        if nodes.len() == NODES + 1 && counts.sum::<u64>() == SERVICES as u64 {
            return Ok(());
        }
        if Instant::now() > until {
            bail!("{} nodes after a minute", nodes.len());
        }
        thread::sleep(Duration::from_millis(100));
    }
}

fn list(client: &mut Client) -> Result<Vec<Value>> {
    let answer = client.get(PATH)?;
    if answer.status != 200 {
        bail!("{PATH} answered {}", answer.status);
    }
    let mut list: Value = serde_json::from_slice(&answer.body)?;
    match list.get_mut("data").map(Value::take) {
        Some(Value::Array(nodes)) => Ok(nodes),
        _ => bail!("{PATH} answered without data"),
    }
}

fn one_client(address: SocketAddr, requests: u64) -> Result<(Times, usize)> {
    let mut client = Client::connect(address)?;
    let (mut times, mut size) = (Times::default(), 0);
    for number in 0..requests + 100 {
        let asked = Instant::now();
        let answer = client.get(PATH)?;
        let took = asked.elapsed();
        if answer.status != 200 {
            bail!("{PATH} answered {}", answer.status);
        }
        size = answer.body.len();
        // The first ones warm it up.
        if number >= 100 {
            times.add(took);
        }
    }
    Ok((times, size))
}

/// Answers a second to several clients that ask without a pause.
fn many_clients(address: SocketAddr, time: Duration) -> Result<f64> {
    let began = Instant::now();
    let clients = (0..CLIENTS).map(|_| {
        thread::spawn(move || -> Result<u64> {
            let mut client = Client::connect(address)?;
            let mut answers = 0;
            while began.elapsed() < time {
                if client.get(PATH)?.status != 200 {
                    bail!("{PATH} failed under load");
                }
                answers += 1;
            }
            Ok(answers)
        })
    });
    let clients: Vec<_> = clients.collect();
    let mut answers = 0;
    for client in clients {
        answers += client.join().map_err(|_| anyhow!("a client panicked"))??;
    }
    Ok(answers as f64 / began.elapsed().as_secs_f64())
}

/// Nodes come and go in Consul's catalog; how long until the list tells it.
fn members(address: SocketAddr, catalog: SocketAddr, changes: u64) -> Result<Times> {
    let mut consul = Client::connect(catalog)?;
    let mut client = Client::connect(address)?;
    let mut times = Times::default();
    for change in 0..changes {
        let name = format!("guest-{}", change / 2);
        let comes = change % 2 == 0;
        let (path, body) = if comes {
            let body = json!({ "Node": name, "Address": "10.201.0.1" });
            ("/v1/catalog/register", body)
        } else {
            ("/v1/catalog/deregister", json!({ "Node": name }))
        };
        let answer = consul.request("PUT", path, &[], body.to_string().as_bytes())?;
        if answer.status != 200 {
            bail!("{path} answered {}", answer.status);
        }
        let there = Instant::now();
        loop {
            let listed = list(&mut client)?
                .iter()
                .any(|node| node.get("node").and_then(Value::as_str) == Some(&name));
            if listed == comes {
                break;
            }
            if there.elapsed() > Duration::from_secs(15) {
                return Err(anyhow!("{name} {path}")).context("not seen within 15 s");
            }
            thread::sleep(Duration::from_millis(5));
        }
        times.add(there.elapsed());
    }
    Ok(times)
}
