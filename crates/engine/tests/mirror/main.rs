//! The mirror against what it mirrors.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so loudly"
)]

mod caches;
mod real_tools;
mod registry;
mod support;
