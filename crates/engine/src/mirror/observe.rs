//! What an operator wants to count.

use std::time::Duration;

use crate::sites::CacheStatus;

/// Told by the mirror; it must not wait.
pub trait Observer: std::fmt::Debug + Send + Sync + 'static {
    /// A node, or with the feed all of them, cannot be read any more.
    fn node_failed(&self, _node: &str, _code: &'static str) {}

    /// What an answer said is visible; so long after it came, or after it was asked for.
    fn refreshed(&self, _took: Duration) {}

    /// The names of sites were read, or not.
    fn site_names(&self, _status: CacheStatus) {}
}

/// Counts nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}
