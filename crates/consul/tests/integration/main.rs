//! The client through its public surface: against servers that follow a script, against a
//! service in this process, and against a real Consul.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so loudly"
)]

mod answers;
mod changes;
mod fail_over;
mod in_process;
mod leaders;
mod limits;
mod observed;
mod real_tools;
mod secrets;
mod settings;
mod support;
mod tls;
mod watching;
mod writes;
