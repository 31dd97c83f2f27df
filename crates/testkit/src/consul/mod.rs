//! A real Consul, where there is one: `CONSUL_BIN`, else the one in `PATH`.

mod agent;
mod cluster;

use std::path::PathBuf;

use crate::foreign::Foreign;

pub use agent::RealConsul;
pub use cluster::Cluster;

/// The program; nothing where there is none, which is said, and on CI is a failure.
///
/// # Panics
///
/// On CI, where every test must run.
pub fn program() -> Option<PathBuf> {
    let consul = Foreign {
        name: "Consul",
        variable: "CONSUL_BIN",
        on_path: Some("consul"),
    };
    consul.find()
}
