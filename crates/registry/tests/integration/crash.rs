//! A process that is killed in the middle of its work.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use registry::{Registry, Settings};

use crate::api::{Api, ask};

const CHILD: &str = "REGISTRY_TEST_CHILD";
const NAME: &str = "crash::alone_nothing_acknowledged_is_lost_when_it_is_killed";
/// More in the long proofs.
const KILLS: &str = "REGISTRY_TEST_KILLS";

/// Writes for ever and says after each write that it was acknowledged.
async fn write_for_ever(path: &Path) {
    let registry = Registry::open(path, Settings::default()).unwrap();
    let router = registry.router();
    let first = registry.snapshot().index;
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let router = router.clone();
            tokio::spawn(async move {
                for number in first.. {
                    // Two keys in one transaction: both or none.
                    let value = format!("{writer}-{number}");
                    let encoded = base64(&value);
                    let body = format!(
                        r#"[{{"KV":{{"Verb":"set","Key":"a/{writer}","Value":"{encoded}"}}}},
                            {{"KV":{{"Verb":"set","Key":"b/{writer}","Value":"{encoded}"}}}},
                            {{"KV":{{"Verb":"set","Key":"all/{value}","Value":"{encoded}"}}}}]"#
                    );
                    let reply = ask(&router, "PUT", "/v1/txn", body).await;
                    assert_eq!(reply.status, 200, "{}", reply.text());
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "\nacknowledged {value}").unwrap();
                    out.flush().unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

fn base64(text: &str) -> String {
    use ::base64::Engine as _;
    ::base64::engine::general_purpose::STANDARD.encode(text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_nothing_acknowledged_is_lost_when_it_is_killed() {
    if let Some(path) = std::env::var_os(CHILD) {
        return write_for_ever(Path::new(&path)).await;
    }
    let kills = std::env::var(KILLS)
        .ok()
        .and_then(|kills| kills.parse().ok());
    let mut api = Api::new();
    let mut expected = BTreeMap::new();
    for round in 0..kills.unwrap_or(10) {
        api.registry.close();
        let acknowledged = run_and_kill(&api.path(), 20 + round % 7 * 13);
        assert!(!acknowledged.is_empty());
        api = api.reopened();
        for value in acknowledged {
            let (writer, number) = value.split_once('-').unwrap();
            let number: u64 = number.parse().unwrap();
            expected.insert(writer.to_owned(), number);
            let found = api.get(&format!("/v1/kv/all/{value}?raw")).await;
            assert_eq!(found.text(), value, "round {round}");
        }
        for (writer, number) in &expected {
            let one = api.get(&format!("/v1/kv/a/{writer}?raw")).await.text();
            let two = api.get(&format!("/v1/kv/b/{writer}?raw")).await.text();
            assert_eq!(one, two, "half a transaction in round {round}");
            let kept: u64 = one.split_once('-').unwrap().1.parse().unwrap();
            assert!(kept >= *number, "round {round}: {kept} < {number}");
        }
    }
}

/// What a child acknowledged before it was killed.
fn run_and_kill(path: &Path, after: usize) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact", "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let value = |line: &str| line.strip_prefix("acknowledged ").map(str::to_owned);
    let mut acknowledged = Vec::new();
    while acknowledged.len() < after {
        let line = lines.next().expect("the child ended by itself").unwrap();
        acknowledged.extend(value(&line));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it had said before it was gone. The last line may be cut off.
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    let whole = rest.len().saturating_sub(1);
    acknowledged.extend(rest.iter().take(whole).filter_map(|line| value(line)));
    acknowledged
}
