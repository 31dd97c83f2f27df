use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::pair::Pair;
use crate::served::put;

const WAKES_WITHIN: Duration = Duration::from_secs(2);

/// Ended when it is dropped.
struct Watch(Child);

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn watch(pair: &Pair, address: SocketAddr, what: &[&str], told: &Path) -> Watch {
    let script = format!("cat >>{}", told.display());
    let mut command = pair.command(address, &["watch"]);
    command.args(what).arg(script);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Watch(command.spawn().unwrap())
}

async fn has(told: &Path, words: &str, within: Duration) {
    let started = Instant::now();
    loop {
        let text = std::fs::read_to_string(told).unwrap_or_default();
        if text.contains(words) {
            return;
        }
        assert!(started.elapsed() < within, "no {words:?}: {text}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_watch_wakes() {
    let Some(pair) = Pair::start().await else {
        return;
    };
    let service = |name: &str| {
        format!(
            r#"{{"Node":"far","Address":"10.9.8.7","Service":{{"Service":"{name}"}},
                "Check":{{"Name":"c","ServiceID":"{name}","Status":"critical"}}}}"#
        )
    };
    for address in pair.both() {
        put(address, "/v1/kv/app/colour", "blue").await;
        put(address, "/v1/catalog/register", &service("web")).await;
        let folder = tempfile::tempdir().unwrap();
        // "Z3JlZW4=" is green.
        let watches = [
            (
                &["-type=key", "-key=app/colour"][..],
                "Ymx1ZQ==",
                "Z3JlZW4=",
            ),
            (&["-type=keyprefix", "-prefix=app/"], "Ymx1ZQ==", "Z3JlZW4="),
            (&["-type=services"], "web", "late"),
            (&["-type=nodes"], "far", "further"),
            (&["-type=service", "-service=web"], "far", "further"),
            (&["-type=checks", "-state=critical"], "web", "late"),
        ];
        let mut running = Vec::new();
        for (place, (what, before, _)) in watches.iter().enumerate() {
            let told = folder.path().join(place.to_string());
            running.push(watch(&pair, address, what, &told));
            has(&told, before, Duration::from_secs(10)).await;
        }
        put(address, "/v1/kv/app/colour", "green").await;
        put(address, "/v1/catalog/register", &service("late")).await;
        let further = service("web").replace("far", "further");
        put(address, "/v1/catalog/register", &further).await;
        for (place, (_, _, after)) in watches.iter().enumerate() {
            has(&folder.path().join(place.to_string()), after, WAKES_WITHIN).await;
        }
    }
}
