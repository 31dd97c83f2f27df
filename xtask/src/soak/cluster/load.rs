//! So many reads and writes a second, whatever happens to the servers.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};

use super::super::asked::with;
use super::chain::Chain;
use super::ledger::{self, Ledger, explained};
use super::patient;
use crate::http::Client;

/// A second; together 200.
const READERS: u64 = 4;
const STALE_OF_EACH: u64 = 40;
const STRICT: u64 = 40;
/// A second; together 20.
const CREATED: u64 = 16;
const CHANGED: u64 = 4;

/// A strict read, and the read before a write and the write: each may be held once.
const HELD: Duration = Duration::from_secs(15);
const SLACK: Duration = Duration::from_secs(3);

#[derive(Default)]
pub(super) struct Load {
    stop: AtomicBool,
    stale: AtomicU64,
    strict: AtomicU64,
    strict_refused: AtomicU64,
    slowest_stale: Mutex<Duration>,
    longest_held: Mutex<Duration>,
}

/// What was seen, when all of it went as it must.
pub(super) struct Seen {
    pub(super) stale: u64,
    pub(super) strict: u64,
    pub(super) strict_refused: u64,
    pub(super) slowest_stale: Duration,
    pub(super) longest_held: Duration,
    pub(super) chain: Chain,
}

/// Runs the load while `faults` does its work.
pub(super) fn during(
    address: SocketAddr,
    ledger: &Ledger,
    faults: impl FnOnce() -> Result<()>,
) -> Result<Seen> {
    let load = Load::default();
    let written = ledger::put(&mut Client::connect(address)?, 0)?;
    ledger.note(0, written.0)?;
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for reader in 0..READERS {
            let load = &load;
            threads.push(scope.spawn(move || load.read(address, reader)));
        }
        threads.push(scope.spawn(|| load.read_strictly(address)));
        threads.push(scope.spawn(|| load.create(address, ledger)));
        let chain = scope.spawn(|| load.change(address));
        let outcome = faults();
        load.stop.store(true, Ordering::Relaxed);
        for thread in threads {
            thread.join().map_err(|_| anyhow!("a client panicked"))??;
        }
        let chain = chain.join().map_err(|_| anyhow!("a writer panicked"))??;
        outcome?;
        let longest = |times: &Mutex<Duration>| times.lock().map_or(Duration::MAX, |time| *time);
        Ok(Seen {
            stale: load.stale.load(Ordering::Relaxed),
            strict: load.strict.load(Ordering::Relaxed),
            strict_refused: load.strict_refused.load(Ordering::Relaxed),
            slowest_stale: longest(&load.slowest_stale),
            longest_held: longest(&load.longest_held),
            chain,
        })
    })
}

impl Load {
    fn runs(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    /// Reads that may be stale: none may fail.
    fn read(&self, address: SocketAddr, reader: u64) -> Result<()> {
        // Not of the servers: Consul itself removes one that is dead from the catalog.
        const PATHS: [&str; 4] = [
            "/api/v1/nodes",
            "/api/v1/nodes/node-000/services",
            "/api/v1/nodes/node-001/service-names",
            "/nodes",
        ];
        let mut client = Client::connect(address)?;
        let mut clock = Clock::new(STALE_OF_EACH);
        for number in reader.. {
            if !self.runs() {
                break;
            }
            clock.tick();
            let path = PATHS[(number % PATHS.len() as u64) as usize];
            let asked = Instant::now();
            let answer = client.get(path).with_context(|| path.to_owned())?;
            if answer.status != 200 || answer.body.is_empty() {
                let said = String::from_utf8_lossy(&answer.body).into_owned();
                bail!(
                    "{path}, which may be stale, answered {}: {said}",
                    answer.status
                );
            }
            self.stale.fetch_add(1, Ordering::Relaxed);
            keep_longest(&self.slowest_stale, asked.elapsed());
        }
        Ok(())
    }

    /// Reads that must be right: held while there is no leader, then refused with words.
    fn read_strictly(&self, address: SocketAddr) -> Result<()> {
        thread::scope(|scope| {
            let mut clock = Clock::new(STRICT);
            let mut threads = Vec::new();
            while self.runs() {
                clock.tick();
                threads.push(scope.spawn(move || self.one_strict(address)));
            }
            joined(threads)
        })
    }

    fn one_strict(&self, address: SocketAddr) -> Result<()> {
        let path = with("/api/v1/kv/value", &[("key", &ledger::key(0))]);
        let asked = Instant::now();
        let answer = patient(address)?.get(&path).context("a strict read")?;
        self.strict.fetch_add(1, Ordering::Relaxed);
        keep_longest(&self.longest_held, asked.elapsed());
        match answer.status {
            200 => {}
            503 | 504 => {
                explained(&answer)?;
                self.strict_refused.fetch_add(1, Ordering::Relaxed);
            }
            status => bail!("a strict read was answered {status}"),
        }
        in_time(asked, HELD + SLACK)
    }

    /// Every write makes a key of its own, and none waits for another.
    fn create(&self, address: SocketAddr, ledger: &Ledger) -> Result<()> {
        thread::scope(|scope| {
            let mut clock = Clock::new(CREATED);
            let mut threads = Vec::new();
            for number in 1.. {
                if !self.runs() {
                    break;
                }
                clock.tick();
                threads.push(scope.spawn(move || {
                    let asked = Instant::now();
                    let (fate, _) = ledger::put(&mut patient(address)?, number)?;
                    keep_longest(&self.longest_held, asked.elapsed());
                    in_time(asked, HELD * 2 + SLACK)?;
                    ledger.note(number, fate)
                }));
            }
            joined(threads)
        })
    }

    fn change(&self, address: SocketAddr) -> Result<Chain> {
        let mut chain = Chain::default();
        let mut clock = Clock::new(CHANGED);
        while self.runs() {
            clock.tick();
            chain.change(address)?;
        }
        Ok(chain)
    }
}

fn joined(threads: Vec<thread::ScopedJoinHandle<'_, Result<()>>>) -> Result<()> {
    threads.into_iter().try_for_each(|thread| {
        let outcome = thread.join();
        outcome.map_err(|_| anyhow!("a client panicked"))?
    })
}

fn in_time(asked: Instant, most: Duration) -> Result<()> {
    let took = asked.elapsed();
    if took > most {
        bail!("it was held for {}", ledger::seconds(took));
    }
    Ok(())
}

fn keep_longest(kept: &Mutex<Duration>, time: Duration) {
    if let Ok(mut kept) = kept.lock() {
        *kept = time.max(*kept);
    }
}

/// Ticks so often a second. What was missed is caught up with.
struct Clock {
    next: Instant,
    every: Duration,
}

impl Clock {
    fn new(a_second: u64) -> Self {
        Self {
            next: Instant::now(),
            every: Duration::from_secs(1) / a_second as u32,
        }
    }

    fn tick(&mut self) {
        thread::sleep(self.next.saturating_duration_since(Instant::now()));
        self.next += self.every;
    }
}
