//! Programs that nobody here wrote, with the registry behind its door on a port.
//!
//! What docs/REGISTRY.md shows of them is what runs here.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so loudly"
)]

mod docs;
mod fleet;
mod real_tools;
mod served;
