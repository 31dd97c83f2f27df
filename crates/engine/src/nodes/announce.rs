//! Telling open pages that something about nodes is different.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;
use std::time::Duration;

use domain::event::Topic;
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::Engine;
use crate::mirror::Mirror;
use crate::store::Store;

/// Changes within this are told as one.
const PAUSE: Duration = Duration::from_millis(250);
/// Silence makes no image, so it is looked for.
const LOOK: Duration = Duration::from_secs(1);

/// For as long as it is polled.
pub async fn announce(engine: Arc<Engine>, store: Arc<Store>) {
    let mirror = &store.mirror;
    let mut images = mirror.images();
    let mut members = mirror.member_changes();
    let mut told = signature(mirror);
    loop {
        let news = async {
            tokio::select! {
                _ = images.changed() => {}
                _ = members.changed() => {}
            }
        };
        let _ = timeout(LOOK, news).await;
        let now = signature(mirror);
        if now == told {
            continue;
        }
        told = now;
        let version = mirror.image().version;
        let data = json!({ "version": version });
        engine.events.publish(Topic::Nodes, data);
        sleep(PAUSE).await;
    }
}

/// Differs when a page would.
fn signature(mirror: &Mirror) -> u64 {
    let (image, members) = (mirror.image(), mirror.members());
    let mut hasher = DefaultHasher::new();
    (image.version, members.version).hash(&mut hasher);
    members.server.hash(&mut hasher);
    members.standing().is_failing().hash(&mut hasher);
    mirror.standing().is_failing().hash(&mut hasher);
    for shard in image.nodes() {
        shard.pulse().standing().is_failing().hash(&mut hasher);
    }
    hasher.finish()
}
