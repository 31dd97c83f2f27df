//! The real program: its commands, its sockets, its end.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so loudly"
)]

mod agreement;
mod cli;
mod config;
mod demo;
mod http;
mod key;
mod process;
mod registry;
mod secrets;
mod stop;
mod tls;
