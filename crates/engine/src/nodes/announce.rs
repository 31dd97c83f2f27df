//! Telling open pages that something about nodes is different.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::event::Topic;
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::Engine;
use crate::mirror::Mirror;
use crate::store::Store;

/// What a list of nodes does not show is told no more often than this.
const UNSEEN: Duration = Duration::from_secs(3);
/// Changes within this are told as one.
const PAUSE: Duration = Duration::from_millis(250);
/// Silence makes no image, so it is looked for.
const LOOK: Duration = Duration::from_secs(1);

/// For as long as it is polled.
pub async fn announce(engine: Arc<Engine>, store: Arc<Store>) {
    let mirror = &store.mirror;
    let mut images = mirror.images();
    let mut members = mirror.member_changes();
    let mut told = Told::now(mirror);
    loop {
        let news = async {
            tokio::select! {
                _ = images.changed() => {}
                _ = members.changed() => {}
            }
        };
        let _ = timeout(LOOK, news).await;
        let now = Told::now(mirror);
        let is_due = now.version != told.version && told.at.elapsed() >= UNSEEN;
        if now.list == told.list && !is_due {
            continue;
        }
        told = now;
        let data = json!({ "version": told.version });
        engine.events.publish(Topic::Nodes, data);
        sleep(PAUSE).await;
    }
}

struct Told {
    /// Differs when a list of nodes would.
    list: u64,
    /// Differs after any change of the catalog, such as what a check printed.
    version: u64,
    at: Instant,
}

impl Told {
    fn now(mirror: &Mirror) -> Self {
        Self {
            list: signature(mirror),
            version: mirror.image().version,
            at: Instant::now(),
        }
    }
}

fn signature(mirror: &Mirror) -> u64 {
    let (image, members) = (mirror.image(), mirror.members());
    let mut hasher = DefaultHasher::new();
    members.version.hash(&mut hasher);
    members.server.hash(&mut hasher);
    members.standing().is_failing().hash(&mut hasher);
    mirror.standing().is_failing().hash(&mut hasher);
    for shard in image.nodes() {
        shard.pulse().standing().is_failing().hash(&mut hasher);
        (&shard.node.name, &shard.node.address, shard.read).hash(&mut hasher);
        (shard.tally, shard.health()).hash(&mut hasher);
    }
    hasher.finish()
}
