//! Who is in the cluster, as an agent sees it. There is no index to wait for, so it is
//! asked again and again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use consul::Client;
use consul::wire::Member;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};
use tracing::{info, warn};

use super::again::Again;
use super::pulse::{Patience, Pulse, Standing, Trouble};

#[derive(Clone, Debug)]
pub struct Members {
    /// By name; the last that was heard.
    pub list: Arc<[Member]>,
    /// Who said so.
    pub server: Option<Arc<str>>,
    /// Another list has another one.
    pub version: u64,
    pulse: Arc<Pulse>,
}

impl Members {
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            list: Arc::new([]),
            server: None,
            version: 0,
            pulse: Arc::new(Pulse::new(Patience::For(patience))),
        }
    }

    pub fn get(&self, name: &str) -> Option<&Member> {
        let at = self
            .list
            .binary_search_by(|member| member.name.as_str().cmp(name));
        at.ok().and_then(|at| self.list.get(at))
    }

    pub fn standing(&self) -> Standing {
        self.pulse.standing()
    }
}

pub(super) async fn follow(
    client: Client,
    every: Duration,
    told: watch::Sender<Members>,
    again: Again,
) {
    let mut again = again.of_members();
    let mut beat = interval(every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            _ = again.changed() => {}
        }
        let answer = client.agent().members().await;
        let pulse = Arc::clone(&told.borrow().pulse);
        match answer {
            Ok(answer) => {
                let is_over = pulse.answered(answer.meta.received);
                if is_over {
                    info!(server = &*answer.meta.server, "members can be read again");
                }
                let mut list = answer.value;
                list.sort_by(|one, other| one.name.cmp(&other.name));
                told.send_if_modified(|members| {
                    let server = Some(answer.meta.server);
                    let is_new = *members.list != *list;
                    if is_new {
                        members.list = list.into();
                        members.version += 1;
                    }
                    let is_other = members.server != server;
                    members.server = server;
                    is_new || is_other || is_over
                });
            }
            Err(error) => {
                let trouble = Trouble::new(Instant::now(), &error);
                if pulse.failed(trouble) {
                    warn!(code = error.code(), %error, "members cannot be read");
                    told.send_modify(|_| {});
                }
            }
        }
    }
}
