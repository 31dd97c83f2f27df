//! Eight writers in two processes, who know nothing of each other.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use engine::documents::Document;

use crate::support::{Board, STRICT, adding, admin, client, documents};

/// How many documents are fought over; soak sets more.
const INTERLEAVINGS: usize = 100;
const SETTING: &str = "ENGINE_INTERLEAVINGS";
/// Tells the second process where the store is.
const ADDRESS: &str = "ENGINE_SECOND_WRITER";
const WRITERS: usize = 4;

pub(crate) async fn interleave(address: SocketAddr) {
    let count = env::var(SETTING).ok().and_then(|text| text.parse().ok());
    let mut second = Second::start(address);
    let mut rounds = 0;
    for number in 0..count.unwrap_or(INTERLEAVINGS) {
        second.go(number);
        rounds += write(address, number, "a").await;
        second.wait(number);
        check(&document(address, number)).await;
    }
    // Without anybody in the way each would have needed one round.
    let alone = u32::try_from(count.unwrap_or(INTERLEAVINGS) * WRITERS).unwrap();
    assert!(rounds > alone, "nobody met anybody: {rounds} rounds");
    second.end();
}

fn document(address: SocketAddr, number: usize) -> Document<Board> {
    let documents = documents(&client(address));
    documents.open_of::<Board>(&format!("{number}")).unwrap()
}

/// Each writer has a client of its own, and adds one line after a moment.
async fn write(address: SocketAddr, number: usize, process: &str) -> u32 {
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let document = document(address, number);
        let id = format!("{process}{writer}");
        writers.spawn(async move {
            tokio::time::sleep(Duration::from_micros(fastrand::u64(0..8_000))).await;
            let changed = document.change(&admin(), adding(&id)).await.unwrap();
            assert!(changed.written && changed.value.ids().contains(&&id[..]));
            changed.rounds
        });
    }
    writers.join_all().await.into_iter().sum()
}

/// Every line is there once, and every value that ever was is in the history.
async fn check(document: &Document<Board>) {
    let last = document.read(STRICT).await.unwrap().unwrap();
    let mut ids = last.value.ids();
    assert_eq!(last.meta.version, 8);
    let history = document.history().await.unwrap();
    assert_eq!(history.len(), 7);
    for (version, expected) in history.iter().zip((1..=7).rev()) {
        let earlier = document.at(version.index).await.unwrap();
        assert_eq!(earlier.meta.version, expected);
        let longer = ids.len();
        ids.truncate(longer - 1);
        assert_eq!(earlier.value.ids(), ids);
    }
    let mut ids = last.value.ids();
    ids.sort_unstable();
    assert_eq!(ids, ["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"]);
}

/// This very program, which runs [`second_process`] alone.
struct Second {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Second {
    fn start(address: SocketAddr) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "documents::writers::second_process",
                "--nocapture",
            ])
            .env(ADDRESS, address.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self {
            child,
            input,
            output,
        }
    }

    fn go(&mut self, number: usize) {
        writeln!(self.input, "{number}").unwrap();
    }

    fn wait(&mut self, number: usize) {
        let wanted = format!("done {number}\n");
        let mut line = String::new();
        while !line.ends_with(&wanted) {
            line.clear();
            let length = tokio::task::block_in_place(|| self.output.read_line(&mut line));
            assert!(length.unwrap() > 0, "the second process ended");
        }
    }

    fn end(mut self) {
        drop(self.input);
        assert!(self.child.wait().unwrap().success());
    }
}

/// The other process; a test that does nothing where nobody started it as such.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn second_process() {
    let Ok(address) = env::var(ADDRESS) else {
        return;
    };
    let address = address.parse().unwrap();
    let mut line = String::new();
    loop {
        line.clear();
        let length = tokio::task::block_in_place(|| std::io::stdin().read_line(&mut line));
        if length.unwrap() == 0 {
            return;
        }
        let number = line.trim().parse().unwrap();
        write(address, number, "b").await;
        let mut output = std::io::stdout();
        writeln!(output, "\ndone {number}").unwrap();
        output.flush().unwrap();
    }
}
