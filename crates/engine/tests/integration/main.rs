//! The use cases against a store. What is asked of a store is written for any of them; which
//! one it is, `real_tools` and its neighbours say in one line each.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so loudly"
)]

mod documents;
mod keys;
mod real_tools;
mod support;
