//! The one thread that changes anything.
//!
//! It takes all commands that wait, applies each to a draft, brings what they touched to
//! the disk in one transaction and only then shows the new image and answers. So writers
//! share the price of a commit, and nobody sees what is not kept.

mod alarms;
mod group;
mod mend;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::oneshot;

use crate::command::{Command, NodeInput, Outcome, Refusal};
use crate::disk::Disk;
use crate::error::{OpenError, StoreError};
use crate::feed::Feed;
use crate::image::Image;
use crate::watch::Watchers;
use alarms::Alarms;
use catalog::Names;
use mend::Outage;

/// Commands that may wait.
const QUEUE: usize = 4_096;
/// Commands that share a commit.
const GROUP: usize = 512;
/// How long the thread sleeps at most.
const REST: Duration = Duration::from_secs(60);

/// What readers and the writer share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) image: ArcSwap<Image>,
    pub(crate) watchers: Arc<Watchers>,
    pub(crate) feed: Feed,
    /// Nothing will change any more.
    pub(crate) closed: AtomicBool,
}

pub(crate) enum Request {
    Change {
        command: Command,
        answer: oneshot::Sender<Result<Outcome, Failure>>,
    },
    /// Puts other content in the place of what is there.
    Replace {
        image: Box<Image>,
        answer: SyncSender<Result<(), StoreError>>,
    },
    Compact {
        answer: SyncSender<Result<bool, StoreError>>,
    },
    Close,
}

/// Why a command was not carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    Refused(Refusal),
    /// It could not be kept, for all of its group alike.
    Store(Arc<StoreError>),
}

#[derive(Debug)]
pub(crate) struct Writer {
    queue: SyncSender<Request>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Writes the registry's own node, then goes on in a thread of its own.
    pub(crate) fn start(
        disk: Disk,
        names: Names,
        shared: Arc<Shared>,
        own: NodeInput,
    ) -> Result<Self, OpenError> {
        let (queue, requests) = sync_channel(QUEUE);
        let mut worker = Worker {
            disk,
            names,
            shared,
            alarms: Alarms::default(),
            outage: None,
            has_stumbled: false,
            started: Instant::now(),
            own,
        };
        worker.begin()?;
        let thread = Builder::new()
            .name("registry-writer".to_owned())
            .spawn(move || worker.run(&requests))
            .map_err(OpenError::Thread)?;
        Ok(Self {
            queue,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Hands a request over. It is carried out even if nobody waits for the answer.
    pub(crate) fn send(&self, request: Request) -> Result<(), StoreError> {
        self.queue.try_send(request).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy { waiting: QUEUE },
            TrySendError::Disconnected(_) => StoreError::Closed,
        })
    }

    /// Carries out what waits and ends the thread.
    pub(crate) fn close(&self) {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(thread) = thread.take() else {
            return;
        };
        // The queue may be full: this waits for a place, and the thread goes on reading.
        let _ = self.queue.send(Request::Close);
        let _ = thread.join();
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

struct Worker {
    disk: Disk,
    names: Names,
    shared: Arc<Shared>,
    alarms: Alarms,
    outage: Option<Outage>,
    /// What is in memory is not to be trusted.
    has_stumbled: bool,
    started: Instant,
    /// The registry's own node, which is there whatever else is.
    own: NodeInput,
}

impl Worker {
    fn run(mut self, requests: &Receiver<Request>) {
        let _end = End(Arc::clone(&self.shared));
        loop {
            let mut group = Vec::new();
            match requests.recv_timeout(self.rest()) {
                Ok(request) => group.push(request),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while group.len() < GROUP
                && let Ok(request) = requests.try_recv()
            {
                group.push(request);
            }
            if self.carry_out_guarded(group) {
                break;
            }
        }
    }

    /// A defect costs the commands of one group their answers, and not everybody the store:
    /// what is really in the file is shown again before anything else is done.
    fn carry_out_guarded(&mut self, group: Vec<Request>) -> bool {
        let ends = group
            .iter()
            .any(|request| matches!(request, Request::Close));
        catch_unwind(AssertUnwindSafe(|| self.carry_out(group))).unwrap_or_else(|_| {
            tracing::error!("registry.writer_panicked");
            self.disk.let_go();
            self.has_stumbled = true;
            ends
        })
    }

    /// Until the next alarm; with an alarm that is due and a file that cannot be opened,
    /// until that is tried again.
    fn rest(&self) -> Duration {
        let Some(alarm) = self.alarms.next() else {
            return REST;
        };
        let retry_at = self.outage.as_ref().map_or(0, |outage| outage.retry_at);
        let at = alarm.max(retry_at);
        Duration::from_millis(at.saturating_sub(self.now())).min(REST)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Nothing changes after the thread, however it ends.
struct End(Arc<Shared>);

impl Drop for End {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!("registry.writer_panicked");
        }
        // Who still waits for a change will not see one.
        self.0.closed.store(true, Ordering::Release);
        self.0.watchers.tell_all();
    }
}
