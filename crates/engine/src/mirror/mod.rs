//! The catalog in memory, as it is: every page and every call reads this and none waits
//! for Consul.
//!
//! By node, because nearly all targets have one service name: who follows a name gets
//! everything at each change, who follows a node gets that node. How it is kept up is
//! decided by what is there (`follow`): a registry in this process shares its rows, a
//! registry elsewhere tells what changed, Consul is asked node by node.

mod again;
mod desk;
mod follow;
mod health;
mod image;
mod members;
mod observe;
mod pulse;
mod rows;
mod silence;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use consul::Client;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

pub use again::Again;
use desk::Desk;
pub use follow::Way;
pub use health::{Health, Tally};
pub use image::{Image, Shard};
pub use members::Members;
pub use observe::{Observer, Unobserved};
pub(crate) use pulse::Patience;
pub use pulse::{Pulse, Standing, Trouble};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long a blocking query waits for a change. Whoever does not answer for three of
    /// them is not believed any more.
    pub wait: Duration,
    /// Nodes followed by a query each; more than these are read in turns.
    pub followed_nodes: usize,
    /// Between two readings of all nodes, where they are read in turns.
    pub turn: Duration,
    /// Between two questions who is a member. There is no way to wait for an answer.
    pub members: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            wait: Duration::from_secs(30),
            followed_nodes: 64,
            turn: Duration::from_secs(10),
            members: Duration::from_millis(500),
        }
    }
}

/// Kept up as long as it lives.
#[derive(Debug)]
pub struct Mirror {
    desk: Arc<Desk>,
    members: watch::Receiver<Members>,
    way: watch::Receiver<Option<Way>>,
    again: Again,
    _tasks: JoinSet<()>,
}

/// From where the catalog comes.
#[derive(Clone, Debug)]
pub enum Source {
    /// Consul, or a registry that is reached as Consul is.
    Client,
    /// A registry in this process.
    Registry(registry::Registry),
}

impl Mirror {
    /// Begins to follow; needs a runtime. What is not there yet comes by and by.
    pub fn start(
        client: &Client,
        source: Source,
        settings: Settings,
        observer: Arc<dyn Observer>,
    ) -> Self {
        let patience = match source {
            Source::Client => Patience::For(settings.wait * 3),
            Source::Registry(_) => Patience::Forever,
        };
        let desk = Arc::new(Desk::new(patience));
        let (told, members) = watch::channel(Members::new(settings.members * 6));
        let (chosen, way) = watch::channel(None);
        let again = Again::default();
        let mut tasks = JoinSet::new();
        tasks.spawn(members::follow(
            client.clone(),
            settings.members,
            told,
            again.clone(),
        ));
        tasks.spawn(silence::look(Arc::clone(&desk), Arc::clone(&observer)));
        let follower = follow::Follower {
            client: client.clone(),
            desk: Arc::clone(&desk),
            settings,
            observer,
            chosen,
            again: again.clone(),
        };
        tasks.spawn(follower.run(source));
        Self {
            desk,
            members,
            way,
            again,
            _tasks: tasks,
        }
    }

    /// Everything as it was last heard of.
    pub fn image(&self) -> Arc<Image> {
        self.desk.image()
    }

    /// Tells of each new image.
    pub fn images(&self) -> watch::Receiver<Arc<Image>> {
        self.desk.subscribe()
    }

    pub fn members(&self) -> Members {
        self.members.borrow().clone()
    }

    /// Tells when the members, or what is known of them, changed.
    pub fn member_changes(&self) -> watch::Receiver<Members> {
        self.members.clone()
    }

    /// Whether the whole is alive; a node has its own.
    pub fn standing(&self) -> Standing {
        self.desk.pulse.standing()
    }

    /// How it is kept up; nothing before that is known.
    pub fn way(&self) -> Option<Way> {
        *self.way.borrow()
    }

    /// Takes wishes to read again.
    pub fn again(&self) -> &Again {
        &self.again
    }

    /// Waits until an image is as it is wanted: so that who wrote sees what he wrote.
    /// False when that took too long.
    pub async fn wait_until(&self, most: Duration, wanted: impl Fn(&Image) -> bool) -> bool {
        let mut images = self.desk.subscribe();
        let seen = images.wait_for(|image| wanted(image));
        matches!(timeout(most, seen).await, Ok(Ok(_)))
    }
}
