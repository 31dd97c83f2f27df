use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use consul::kv::Condition;
use consul::{Client, Consistency, kv};
use testkit::consul::Cluster;
use tokio::time::{interval, sleep};

use crate::support::{client, usual};

/// What happened to the writes, by their number.
#[derive(Default)]
struct Writes {
    acknowledged: Mutex<Vec<usize>>,
    unsure: Mutex<Vec<usize>>,
    refused: Mutex<Vec<(usize, String)>>,
}

fn key(number: usize) -> String {
    format!("load/{number:05}")
}

async fn write(client: Client, number: usize, writes: Arc<Writes>) {
    // Each writes a key of its own; twice would show in its indexes.
    let key = key(number);
    let put = client.kv().put(&key, "x", 0, Condition::Always);
    match put.await {
        Ok(answer) => {
            assert!(answer.value);
            writes.acknowledged.lock().unwrap().push(number);
        }
        Err(error) if error.is_unsure() => writes.unsure.lock().unwrap().push(number),
        Err(error) => {
            let words = error.to_string();
            writes.refused.lock().unwrap().push((number, words));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_a_leader_is_killed_under_load_and_then_all_are() {
    let Some(mut cluster) = Cluster::start(3).await.unwrap() else {
        return;
    };
    let (client, told) = client(usual(&cluster.addresses()));
    let writes = Arc::new(Writes::default());
    let stop = Arc::new(AtomicBool::new(false));
    let stale_reads = Arc::new(AtomicUsize::new(0));

    let reader = {
        let (client, stop, reads) = (client.clone(), stop.clone(), stale_reads.clone());
        tokio::spawn(async move {
            let mut ticks = interval(Duration::from_millis(10));
            let query = kv::keys("load/", None);
            while !stop.load(Ordering::Relaxed) {
                ticks.tick().await;
                let read = client.read(&query, Consistency::ANY_AGE).await;
                read.expect("a read that may be stale never fails");
                reads.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    let writer = {
        let (client, stop, writes) = (client.clone(), stop.clone(), writes.clone());
        tokio::spawn(async move {
            let mut ticks = interval(Duration::from_millis(50));
            let mut running = tokio::task::JoinSet::new();
            for number in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                ticks.tick().await;
                running.spawn(write(client.clone(), number, writes.clone()));
            }
            while let Some(outcome) = running.join_next().await {
                outcome.unwrap();
            }
        })
    };
    sleep(Duration::from_secs(2)).await;
    // The first one is asked first: its death must show as fail-over.
    let leader = cluster.leader().await.unwrap();
    cluster.kill(leader);
    if leader != 0 {
        sleep(Duration::from_secs(4)).await;
        cluster.restart(leader).unwrap();
        cluster.ready().await.unwrap();
        cluster.kill(0);
    }
    sleep(Duration::from_secs(6)).await;
    for place in 0..3 {
        if !cluster.server(place).is_running() {
            cluster.restart(place).unwrap();
        }
    }
    cluster.ready().await.unwrap();
    sleep(Duration::from_secs(1)).await;
    stop.store(true, Ordering::Relaxed);
    reader.await.unwrap();
    writer.await.unwrap();

    let refused = writes.refused.lock().unwrap().clone();
    assert!(refused.is_empty(), "{refused:?}");
    assert!(!told.fell_over().is_empty());
    assert!(stale_reads.load(Ordering::Relaxed) > 300);
    every_write_is_there_once(&client, &writes).await;
    nobody_is_there_and_then_all_are(&mut cluster, &client).await;
}

async fn every_write_is_there_once(client: &Client, writes: &Writes) {
    let entries = client
        .read(&kv::recurse("load/"), Consistency::Consistent)
        .await;
    let entries = entries.unwrap().value;
    let acknowledged = writes.acknowledged.lock().unwrap().clone();
    let unsure = writes.unsure.lock().unwrap().clone();
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    for number in &acknowledged {
        let written = entries.iter().find(|entry| entry.key == key(*number));
        let written = written.unwrap_or_else(|| panic!("{number} is lost"));
        assert_eq!(
            written.create_index, written.modify_index,
            "{number} was done twice"
        );
    }
    for entry in &entries {
        let number: usize = entry.key["load/".len()..].parse().unwrap();
        let known = acknowledged.contains(&number) || unsure.contains(&number);
        assert!(known, "{number} was not said to be done");
        assert_eq!(
            entry.create_index, entry.modify_index,
            "{number} was done twice"
        );
    }
}

async fn nobody_is_there_and_then_all_are(cluster: &mut Cluster, client: &Client) {
    cluster.kill_all();
    let started = Instant::now();
    let put = client.kv().put("last", "x", 0, Condition::Always).await;
    let error = put.unwrap_err();
    assert!(["unreachable", "unsure"].contains(&error.code()), "{error}");
    let read = client
        .read(&kv::keys("load/", None), Consistency::ANY_AGE)
        .await;
    assert_eq!(read.unwrap_err().code(), "unreachable");
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "{:?}",
        started.elapsed()
    );
    cluster.restart_all().unwrap();
    cluster.ready().await.unwrap();
    // A server that rested is tried again within its longest rest.
    let started = Instant::now();
    while let Err(error) = client.kv().put("last", "x", 0, Condition::Always).await {
        assert!(started.elapsed() < Duration::from_secs(20), "{error}");
        sleep(Duration::from_millis(100)).await;
    }
}
