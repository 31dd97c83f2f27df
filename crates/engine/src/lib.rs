//! The use cases: everything Skills Eye does, told without HTTP or HTML.
//!
//! Each takes an [`domain::access::Actor`], so that nothing happens without one.

pub mod documents;
pub mod events;
pub mod grid;
pub mod keys;
pub mod kit;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use events::Hub;
use kit::Kit;

/// Everything that lives as long as the process, behind one shared pointer.
#[derive(Debug)]
pub struct Engine {
    pub events: Hub,
    started: Instant,
    kit: OnceLock<Kit>,
}

impl Engine {
    /// The instance is part of every event id: another life of the process has another one.
    pub fn new(instance: &str, limits: events::Limits) -> Self {
        Self {
            events: Hub::new(instance, limits),
            started: Instant::now(),
            kit: OnceLock::new(),
        }
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
