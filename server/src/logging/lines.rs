//! Lines on their way to the standard error output, which may be full, gone or asleep.

use std::io::{self, Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use tracing::warn;

/// Lines that may wait for a slow reader; more are lost.
const WAITING: usize = 4_096;
/// How long the end of the process waits for the reader.
const PATIENCE: Duration = Duration::from_millis(500);
const AGAIN: Duration = Duration::from_millis(5);

enum Item {
    Line(Vec<u8>),
    /// Everything before it has been written when this answers.
    Mark(SyncSender<()>),
}

/// Takes whole lines and never waits: a log that cannot be written is lost, because it must
/// neither end nor hold up what it tells of.
#[derive(Clone)]
pub(super) struct Lines {
    queue: SyncSender<Item>,
    lost: Arc<AtomicU64>,
}

impl Lines {
    pub(super) fn start() -> io::Result<Self> {
        let (queue, items) = sync_channel(WAITING);
        let lost = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&lost);
        thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || write_all(&items, &counted))?;
        Ok(Self { queue, lost })
    }

    pub(super) fn flush_at_end(&self) -> Flush {
        Flush(self.queue.clone())
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.queue.try_send(Item::Line(bytes.to_vec())).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write_all(items: &Receiver<Item>, lost: &AtomicU64) {
    for item in items {
        match item {
            Item::Line(line) => {
                let _ = stderr().write_all(&line);
                let lines = lost.swap(0, Ordering::Relaxed);
                if lines > 0 {
                    // There is room for it: one line has just left.
                    warn!(lines, "log lines were lost, because their reader was slow");
                }
            }
            Item::Mark(reached) => {
                let _ = reached.send(());
            }
        }
    }
}

/// Lets what was logged come out before the process ends.
#[must_use]
pub(crate) struct Flush(SyncSender<Item>);

impl Drop for Flush {
    fn drop(&mut self) {
        let end = Instant::now() + PATIENCE;
        let (reached, answer) = sync_channel(1);
        let mut mark = Item::Mark(reached);
        while let Err(TrySendError::Full(back)) = self.0.try_send(mark) {
            if Instant::now() > end {
                return;
            }
            mark = back;
            thread::sleep(AGAIN);
        }
        let _ = answer.recv_timeout(end.saturating_duration_since(Instant::now()));
    }
}
