//! Changes, questions and wakes a second, over HTTP.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;
use crate::client::Client;

/// For how many seconds each rate is measured.
const SECONDS: &str = "REGISTRY_LOAD_SECONDS";
const USUAL: u64 = 5;

pub(crate) fn run() -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("registry-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut server = Command::new(std::env::current_exe()?)
        .arg("serve")
        .arg(folder.join("registry.redb"))
        .stdout(Stdio::piped())
        .spawn()?;
    let outcome = address_of(&mut server).and_then(measure);
    server.kill()?;
    server.wait()?;
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn address_of(server: &mut Child) -> Result<SocketAddr, Failure> {
    let output = server.stdout.take().ok_or("the server says nothing")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    Ok(line.trim().parse()?)
}

#[tokio::main(worker_threads = 2)]
async fn measure(address: SocketAddr) -> Result<(), Failure> {
    let put = |writer: u64, number: u64| {
        let path = format!("/v1/kv/load/{writer}/{}", number % 500);
        ("PUT", path, format!("value {number} of {writer}"))
    };
    rate(address, "durable puts, 64 writers", 64, put).await?;
    let get = |reader: u64, number: u64| {
        let path = format!("/v1/kv/load/{reader}/{}", number % 10);
        ("GET", path, String::new())
    };
    rate(address, "gets, 32 readers", 32, get).await?;
    let register = |client: u64, number: u64| {
        let id = format!("svc-{client}-{}", number % 1_000);
        let body = format!(
            r#"{{"ID":"{id}","Name":"blackbox_exporter","Port":9115,"Tags":["icmp"],"Meta":{{"company":"ACME","site":"palmas","instance":"{number}"}}}}"#
        );
        ("PUT", "/v1/agent/service/register".to_owned(), body)
    };
    rate(address, "agent registrations, 16 clients", 16, register).await?;
    wakes(address).await
}

async fn rate(
    address: SocketAddr,
    what: &str,
    clients: u64,
    request: impl Fn(u64, u64) -> (&'static str, String, String) + Copy + Send + 'static,
) -> Result<(), Failure> {
    let told = std::env::var(SECONDS).ok();
    let seconds = told.and_then(|text| text.parse().ok()).unwrap_or(USUAL);
    let time = Duration::from_secs(seconds);
    let started = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|number| {
            tokio::spawn(async move {
                let mut client = Client::connect(address).await?;
                let mut times = Vec::new();
                while started.elapsed() < time {
                    let (method, path, body) = request(number, times.len() as u64);
                    let asked = Instant::now();
                    client.ask(method, &path, &body).await?;
                    times.push(asked.elapsed());
                }
                Ok::<_, Failure>(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    let a_second = times.len() as f64 / started.elapsed().as_secs_f64();
    tell(what, &mut times);
    println!("    {a_second:.0} a second");
    Ok(())
}

/// From a write, sent and answered, until the answer to who waited for it.
async fn wakes(address: SocketAddr) -> Result<(), Failure> {
    let mut writer = Client::connect(address).await?;
    let mut waiter = Client::connect(address).await?;
    writer.ask("PUT", "/v1/kv/wake", "first").await?;
    let mut index = waiter.ask("GET", "/v1/kv/wake", "").await?;
    let (mut since_sent, mut since_answered) = (Vec::new(), Vec::new());
    for number in 0..500 {
        let path = format!("/v1/kv/wake?index={index}&wait=10s");
        let waiting = tokio::spawn(async move {
            let index = waiter.ask("GET", &path, "").await?;
            Ok::<_, Failure>((waiter, index, Instant::now()))
        });
        tokio::time::sleep(Duration::from_millis(3)).await;
        let sent = Instant::now();
        writer
            .ask("PUT", "/v1/kv/wake", &number.to_string())
            .await?;
        let answered = Instant::now();
        let (client, after, woken) = waiting.await??;
        since_sent.push(woken.saturating_duration_since(sent));
        since_answered.push(woken.saturating_duration_since(answered));
        (waiter, index) = (client, after);
    }
    tell("wakes after the write was sent", &mut since_sent);
    tell("wakes after it was answered", &mut since_answered);
    Ok(())
}

fn tell(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times.get(place.min(times.len().saturating_sub(1)))
    };
    let ms = |share: f64| at(share).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    println!(
        "{what}: {} in all, p50 {:.2} ms, p99 {:.2} ms",
        times.len(),
        ms(0.5),
        ms(0.99)
    );
}
