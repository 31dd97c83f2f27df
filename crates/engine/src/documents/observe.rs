//! What an operator wants to count.

/// Told what happens to documents. It must not wait.
pub trait Observer: Send + Sync + 'static {
    fn changed(&self, _name: &str) {}

    /// Somebody else was quicker, and the change is made again.
    fn conflicted(&self, _name: &str) {}

    /// It was unknown for a moment whether a write was done.
    fn unsure(&self, _name: &str) {}

    /// The document was gone or broken, and an earlier version took its place.
    fn restored(&self, _name: &str) {}
}

/// Counts nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}
