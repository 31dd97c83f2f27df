//! Keeping the image up, in the cheapest way that is there.

mod feed;
mod node;
mod nodes;
mod shared;
mod turns;

use std::sync::Arc;
use std::time::{Duration, Instant};

use consul::{Capabilities, Client, Kind, Meta};
use tokio::sync::watch;
use tokio::time::sleep;
use tracing::{info, warn};

use super::again::Again;
use super::desk::Desk;
use super::observe::Observer;
use super::pulse::{Pulse, Trouble};
use super::{Settings, Source};

/// How the mirror hears of changes; what a change costs differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The registry in this process: a change costs what changed.
    Shared,
    /// A registry's feed: the same, and a request.
    Feed,
    /// A query a node: a change costs its node.
    Nodes,
    /// All nodes in turns, because there are too many to follow.
    Turns,
}

impl Way {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Feed => "feed",
            Self::Nodes => "nodes",
            Self::Turns => "turns",
        }
    }
}

pub(super) struct Follower {
    pub(super) client: Client,
    pub(super) desk: Arc<Desk>,
    pub(super) settings: Settings,
    pub(super) observer: Arc<dyn Observer>,
    pub(super) chosen: watch::Sender<Option<Way>>,
    pub(super) again: Again,
}

const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

impl Follower {
    pub(super) async fn run(self, source: Source) {
        if let Source::Registry(registry) = source {
            self.choose(Way::Shared);
            return shared::follow(&self, &registry).await;
        }
        let follower = Arc::new(self);
        loop {
            let can = follower.capabilities().await;
            if can.changes {
                follower.choose(Way::Feed);
                // Returns when there is no such feed any more.
                feed::follow(&follower).await;
            } else {
                // Returns when everything is to be read again.
                nodes::follow(&follower, can.node_services).await;
            }
        }
    }

    async fn capabilities(&self) -> Capabilities {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.client.capabilities().await {
                Ok(can) => return can,
                Err(error) => self.failed(&self.desk.pulse, "catalog", &error),
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn choose(&self, way: Way) {
        let is_new = self.chosen.send_if_modified(|chosen| {
            let is_new = *chosen != Some(way);
            *chosen = Some(way);
            is_new
        });
        if is_new {
            info!(way = way.as_str(), "the mirror follows the catalog");
        }
    }

    fn failed(&self, pulse: &Pulse, what: &str, error: &consul::Error) {
        self.lost(pulse, what, Instant::now(), error);
    }

    fn lost(&self, pulse: &Pulse, what: &str, since: Instant, error: &consul::Error) {
        if pulse.failed(Trouble::new(since, error)) {
            warn!(node = what, code = error.code(), %error, "it cannot be read");
        }
        self.observer.node_failed(what, error.code());
    }

    fn answered(&self, pulse: &Pulse, what: &str, meta: &Meta) {
        let heard = meta.received.checked_sub(meta.last_contact);
        if pulse.answered(heard.unwrap_or(meta.received)) {
            info!(node = what, server = &*meta.server, "it can be read again");
        }
    }
}

/// Whether the server has lost an endpoint that it was seen to have.
fn is_unknown(error: &consul::Error) -> bool {
    matches!(error.kind, Kind::Unsupported { .. })
}
