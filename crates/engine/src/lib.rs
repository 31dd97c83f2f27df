//! The use cases: everything Skills Eye does, told without HTTP or HTML.
//!
//! Each takes an [`domain::access::Actor`], so that nothing happens without one.

pub mod caches;
pub mod documents;
pub mod events;
pub mod grid;
pub mod hosts;
pub mod keys;
pub mod kit;
pub mod mirror;
pub mod nodes;
pub mod probe;
pub mod sites;
mod store;
pub mod targets;

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use domain::error::{AppError, ErrorCode, Reason};
use events::Hub;
use keys::Keys;
use kit::Kit;
use targets::Targets;

pub use store::{Store, StoreSettings};

/// Everything that lives as long as the process, behind one shared pointer.
#[derive(Debug)]
pub struct Engine {
    pub events: Hub,
    started: Instant,
    kit: OnceLock<Kit>,
    store: OnceLock<Arc<Store>>,
    targets: OnceLock<Targets>,
}

impl Engine {
    /// The instance is part of every event id: another life of the process has another one.
    pub fn new(instance: &str, limits: events::Limits) -> Self {
        Self {
            events: Hub::new(instance, limits),
            started: Instant::now(),
            kit: OnceLock::new(),
            store: OnceLock::new(),
            targets: OnceLock::new(),
        }
    }

    /// Gives the engine what everything is kept in; the first one counts.
    pub fn keep_in(&self, store: Store) {
        let _ = self.store.set(Arc::new(store));
    }

    /// Tells how agents are reached to write targets; the first one counts.
    pub fn write_targets_by(&self, targets: Targets) {
        let _ = self.targets.set(targets);
    }

    /// What everything is kept in.
    ///
    /// # Errors
    ///
    /// While the program starts there is none.
    pub fn store(&self) -> Result<&Arc<Store>, AppError> {
        self.store.get().ok_or_else(|| {
            AppError::new(ErrorCode::Unavailable)
                .with("what", "store")
                .with("reason", Reason::Stopping)
        })
    }

    /// The store itself, for administrators.
    ///
    /// # Errors
    ///
    /// While the program starts there is none.
    pub fn keys(&self) -> Result<&Keys, AppError> {
        Ok(&self.store()?.keys)
    }

    /// For how long this process has been there.
    pub fn uptime(&self) -> Duration {
        self.started.elapsed()
    }

    /// The pretended fleet, made when somebody first looks at it.
    pub fn kit(&self) -> &Kit {
        self.kit.get_or_init(Kit::default)
    }

    /// The pretended fleet, when somebody has looked at it.
    pub fn kit_if_watched(&self) -> Option<&Kit> {
        self.kit.get()
    }
}
