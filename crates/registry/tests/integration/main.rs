//! The registry through its public surface: files, HTTP in process, snapshots.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so loudly"
)]

mod agent;
mod api;
mod blocking;
mod catalog;
mod crash;
mod door;
mod feed;
mod file;
mod group;
mod health;
mod kv;
mod limits;
mod model;
mod sd;
mod session;
mod transfer;
mod txn;
