//! What one change of a large Consul costs the mirror.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::consul::Consul;
use super::counted::Counted;
use super::large::total;
use super::times::Times;
use super::{Context, Proof, fleet};
use crate::http::Client;
use crate::output;
use crate::running::Running;

const SERVICES: usize = 20_000;
const NODES: usize = 20;
const LIMIT: u64 = 2_000_000;
/// After a change is seen, what still comes of it.
const REST: Duration = Duration::from_millis(1_500);

pub(super) struct MirrorTraffic;

impl Proof for MirrorTraffic {
    fn name(&self) -> &'static str {
        "mirror-traffic"
    }

    fn about(&self) -> &'static str {
        "20,000 services on 20 nodes of a real Consul: what one change moves"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let consul = Consul::start(context.project, 1)?;
        let catalog = consul.servers[0].address;
        fleet::fill(catalog, NODES, SERVICES)?;
        let way = Counted::start(catalog)?;
        let server = Running::start(
            context.project,
            &context.binary,
            &["serve"],
            &[
                ("SKILLS_EYE_CONSUL__SERVERS", &way.address.to_string()),
                // A question whose time is over is answered in full, change or not; here none
                // is over while a change is measured.
                ("SKILLS_EYE_CONSUL__WAIT", "9 min"),
            ],
        )?;
        let mut reader = Client::connect(server.address)?;
        let mut writer = Client::connect(catalog)?;
        seen(&mut reader, SERVICES as u64)?;
        let whole = way.bytes();
        let idle = settled(&way);
        let (mut most, mut times) = (0, Times::default());
        for change in 1..=context.share(20) {
            let before = way.bytes();
            let number = SERVICES + change as usize;
            fleet::transact(&mut writer, &[fleet::service(number, NODES, "new")])?;
            let written = Instant::now();
            seen(&mut reader, SERVICES as u64 + change)?;
            times.add(written.elapsed());
            thread::sleep(REST);
            most = most.max(way.bytes() - before);
        }
        if most > LIMIT {
            bail!(
                "one change moved {}, at most {}",
                output::bytes(most),
                output::bytes(LIMIT)
            );
        }
        Ok(format!(
            "one change moved at most {}, {} of it without any change; all was read with {}; {}",
            output::bytes(most),
            output::bytes(idle),
            output::bytes(whole),
            times.within("seen after", context.patient(Duration::from_secs(1)))?,
        ))
    }
}

/// What comes in such a time with nothing changed, once it is quiet.
fn settled(way: &Counted) -> u64 {
    let mut last = u64::MAX;
    for _ in 0..20 {
        let before = way.bytes();
        thread::sleep(REST);
        let came = way.bytes() - before;
        if came >= last {
            break;
        }
        last = came;
    }
    last
}

fn seen(client: &mut Client, services: u64) -> Result<()> {
    let until = Instant::now() + Duration::from_secs(60);
    while total(client)? != services {
        if Instant::now() > until {
            bail!("after a minute {} services are known", total(client)?);
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}
