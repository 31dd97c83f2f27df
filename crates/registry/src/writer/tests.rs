//! The thread's work, without the thread where that shows more.

use std::fs;
use std::io::Write;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::timeout;

use super::*;
use crate::command::{Alarm, KvCommand, KvVerb};
use crate::watch::Topic;

const MOST_BYTES: u64 = 3 * 1_024 * 1_024;

struct Bench {
    worker: Worker,
    folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::open(&folder.path().join("registry.redb"), MOST_BYTES).unwrap();
        let mut names = Names::default();
        let image = disk.load(&mut names).unwrap();
        let mut worker = Worker {
            disk,
            names,
            shared: Arc::new(Shared {
                feed: Feed::starting_at(image.index),
                image: ArcSwap::from_pointee(image),
                watchers: Arc::default(),
                closed: AtomicBool::new(false),
            }),
            alarms: Alarms::default(),
            outage: None,
            has_stumbled: false,
            started: Instant::now(),
            own: NodeInput {
                name: "own".to_owned(),
                ..NodeInput::default()
            },
        };
        worker.begin().unwrap();
        Self { worker, folder }
    }

    /// Whether it was kept.
    fn put(&mut self, bytes: usize) -> bool {
        let (answer, mut outcome) = oneshot::channel();
        let command = put(bytes);
        let request = Request::Change { command, answer };
        assert!(!self.worker.carry_out(vec![request]));
        outcome.try_recv().unwrap().is_ok()
    }

    /// As if a commit had failed, and nothing but a folder where the file was.
    fn lose_the_file(&mut self) {
        self.worker.disk.let_go();
        let file = self.folder.path().join("registry.redb");
        fs::rename(&file, self.folder.path().join("away")).unwrap();
        fs::create_dir(&file).unwrap();
    }

    fn find_the_file(&mut self) {
        let file = self.folder.path().join("registry.redb");
        fs::remove_dir(&file).unwrap();
        fs::rename(self.folder.path().join("away"), &file).unwrap();
    }

    fn pass(&mut self, time: Duration) {
        self.worker.started -= time;
    }
}

fn put(bytes: usize) -> Command {
    Command::Kv(KvCommand {
        verb: KvVerb::Set,
        key: "a".into(),
        value: vec![b'x'; bytes].into(),
        flags: 0,
    })
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn while_the_file_is_lost_it_rests_longer_and_longer_and_says_so_once() {
    let lines = Lines::default();
    let made = lines.clone();
    let log = tracing_subscriber::fmt()
        .with_writer(move || made.clone())
        .finish();
    let _log = tracing::subscriber::set_default(log);
    let mut bench = Bench::new();
    bench.lose_the_file();
    let due = bench.worker.now();
    bench.worker.alarms.set(Alarm::Session("s".into()), due);
    let mut rests = Vec::new();
    for _ in 0..8 {
        bench.worker.carry_out(Vec::new());
        let rest = bench.worker.rest();
        rests.push((rest.as_secs_f64() - 0.3).ceil());
        assert!(!bench.put(1), "it is not there yet");
        bench.pass(rest);
    }
    assert_eq!(rests, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]);
    bench.find_the_file();
    assert!(bench.put(1));
    let told = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let count = |words: &str| told.matches(words).count();
    assert_eq!(count("registry.reopen_failed"), 1, "{told}");
    assert_eq!(count("registry.outage_over"), 1, "{told}");
    assert_eq!(bench.worker.alarms.next(), None, "the alarm was forgotten");
    assert_eq!(bench.worker.rest(), REST);
}

#[tokio::test]
async fn a_write_that_left_nothing_behind_wakes_nobody() {
    let mut bench = Bench::new();
    assert!(bench.put(1));
    let shared = Arc::clone(&bench.worker.shared);
    let waiter = shared.watchers.wait(vec![Topic::Nodes]);
    let shown = shared.image.load_full();
    assert!(!bench.put(2 * MOST_BYTES as usize));
    bench.worker.carry_out(Vec::new());
    assert!(!bench.worker.disk.is_broken());
    assert!(Arc::ptr_eq(&shown, &shared.image.load_full()));
    let woken = timeout(Duration::from_millis(20), waiter.woken()).await;
    assert!(woken.is_err());
    assert!(bench.put(2));
}

#[tokio::test]
async fn a_write_that_is_there_after_all_is_shown() {
    let mut bench = Bench::new();
    let shared = Arc::clone(&bench.worker.shared);
    let shown = shared.image.load_full();
    assert!(bench.put(1));
    // As if the answer to the commit had been lost.
    shared.image.store(shown);
    bench.worker.disk.let_go();
    let waiter = shared.watchers.wait(vec![Topic::Nodes]);
    bench.worker.carry_out(Vec::new());
    assert!(shared.image.load().kv.get("a").is_some());
    timeout(Duration::from_secs(5), waiter.woken())
        .await
        .unwrap();
}

#[tokio::test]
async fn who_finds_no_room_is_told_that_nothing_was_kept() {
    let mut bench = Bench::new();
    assert!(bench.put(1));
    let (answer, outcome) = oneshot::channel();
    let command = put(2 * MOST_BYTES as usize);
    let request = Request::Change { command, answer };
    bench.worker.carry_out(vec![request]);
    let failure = outcome.await.unwrap().unwrap_err();
    let Failure::Store(error) = failure else {
        panic!("{failure:?}")
    };
    assert!(matches!(*error, StoreError::Full(_)), "{error:?}");
    assert!(!bench.worker.disk.is_broken());
    let image = bench.worker.shared.image.load();
    assert_eq!(image.kv.get("a").unwrap().value.len(), 1);
}

#[tokio::test]
async fn a_panic_costs_one_group_its_answers_and_no_more() {
    let bench = Bench::new();
    let shared = Arc::clone(&bench.worker.shared);
    // The next index overflows.
    let mut image = Image::clone(&shared.image.load());
    image.index = u64::MAX;
    shared.image.store(Arc::new(image));
    let waiter = shared.watchers.wait(vec![Topic::Nodes]);
    let (queue, requests) = sync_channel(1);
    let thread = std::thread::spawn(move || bench.worker.run(&requests));
    let soon = Duration::from_secs(5);
    let ask = |bytes| {
        let (answer, outcome) = oneshot::channel();
        let command = put(bytes);
        assert!(queue.send(Request::Change { command, answer }).is_ok());
        timeout(soon, outcome)
    };
    assert!(ask(1).await.unwrap().is_err(), "it met the defect");
    assert!(ask(2).await.unwrap().unwrap().is_ok(), "the next does not");
    timeout(soon, waiter.woken()).await.unwrap();
    let image = shared.image.load_full();
    assert_eq!(image.kv.get("a").unwrap().value.len(), 2);
    assert!(image.index < 100, "{}", image.index);
    assert!(!shared.closed.load(Ordering::Acquire));
    drop(queue);
    thread.join().unwrap();
    assert!(shared.closed.load(Ordering::Acquire));
}
