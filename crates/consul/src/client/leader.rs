//! Waiting for a leader.

use std::time::{Duration, Instant};

use tokio::time::{sleep, timeout};

use super::Client;
use super::ask::LEADER_ANSWER;
use super::run::{Progress, pause};
use crate::status;

/// Between two questions whether there is a leader.
const LEADER_PAUSE: Duration = Duration::from_millis(250);

impl Client {
    /// Waits until some server knows a leader. Servers keep a call for seconds while they
    /// know none; this question they answer at once.
    pub(super) async fn leader_comes(&self, progress: &Progress, first_pause: Duration) -> bool {
        let hold = self.inner.settings.hold;
        let mut rounds = 0;
        loop {
            rounds += 1;
            let pause = pause(first_pause.min(LEADER_PAUSE), rounds).min(LEADER_PAUSE);
            if progress.started.elapsed() + pause >= hold {
                return false;
            }
            sleep(pause).await;
            let left = hold.saturating_sub(progress.started.elapsed());
            if timeout(left, self.some_server_knows_a_leader()).await == Ok(true) {
                return true;
            }
        }
    }

    /// Asked by one of those who wait, for all of them.
    async fn some_server_knows_a_leader(&self) -> bool {
        let mut last = self.inner.leader_known.lock().await;
        match *last {
            Some((at, known)) if at.elapsed() < LEADER_PAUSE / 2 => known,
            _ => {
                let known = self.ask_for_a_leader().await;
                *last = Some((Instant::now(), known));
                known
            }
        }
    }

    async fn ask_for_a_leader(&self) -> bool {
        for place in 0..self.inner.servers.len() {
            let mut call = status::leader_call();
            call.timeout = Some(LEADER_ANSWER);
            if let Ok(taken) = self.try_at(&call, place).await
                && status::names_a_leader(&taken.raw)
            {
                return true;
            }
        }
        false
    }
}
