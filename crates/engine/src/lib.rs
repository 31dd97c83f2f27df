//! The use cases: everything Skills Eye does, told without HTTP or HTML.
//!
//! Each takes an [`domain::access::Actor`], so that nothing happens without one.

pub mod events;

use events::Hub;

/// Everything that lives as long as the process, behind one shared pointer.
#[derive(Debug)]
pub struct Engine {
    pub events: Hub,
}

impl Engine {
    /// The instance is part of every event id: another life of the process has another one.
    pub fn new(instance: &str, limits: events::Limits) -> Self {
        Self {
            events: Hub::new(instance, limits),
        }
    }
}
