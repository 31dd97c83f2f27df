//! The use cases: everything Skills Eye does, told without HTTP or HTML.
//!
//! Each takes an [`domain::access::Actor`], so that nothing happens without one.

pub mod events;
pub mod grid;
pub mod kit;

use std::sync::OnceLock;

use events::Hub;
use kit::Kit;

/// Everything that lives as long as the process, behind one shared pointer.
#[derive(Debug)]
pub struct Engine {
    pub events: Hub,
    kit: OnceLock<Kit>,
}

impl Engine {
    /// The instance is part of every event id: another life of the process has another one.
    pub fn new(instance: &str, limits: events::Limits) -> Self {
        Self {
            events: Hub::new(instance, limits),
            kit: OnceLock::new(),
        }
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
