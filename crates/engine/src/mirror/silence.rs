//! Silence is no event, so it is looked for: who has not answered for too long counts as one
//! who failed.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tracing::warn;

use super::desk::Desk;
use super::observe::Observer;
use super::pulse::SILENT;

const LOOK: Duration = Duration::from_secs(1);

/// For as long as it is polled.
pub(super) async fn look(desk: Arc<Desk>, observer: Arc<dyn Observer>) {
    let mut beat = interval(LOOK);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        for shard in desk.image().nodes() {
            if shard.pulse.falls_silent() {
                let node = &*shard.node.name;
                warn!(node, code = SILENT, "it has not answered for too long");
                observer.node_failed(node, SILENT);
            }
        }
    }
}
