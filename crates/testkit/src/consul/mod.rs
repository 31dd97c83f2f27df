//! A real Consul, where there is one: `CONSUL_BIN`, else the one in `PATH`.

mod agent;
mod cluster;

use std::env;
use std::path::PathBuf;

pub use agent::RealConsul;
pub use cluster::Cluster;

/// The program; nothing where there is none, which is said, and on CI is a failure.
///
/// # Panics
///
/// On CI, where every test must run.
#[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
pub fn program() -> Option<PathBuf> {
    let told = env::var_os("CONSUL_BIN").map(PathBuf::from);
    let found = told.or_else(|| {
        env::split_paths(&env::var_os("PATH")?)
            .map(|folder| folder.join("consul"))
            .find(|path| path.is_file())
    });
    if found.is_none() {
        let how = "no Consul: set CONSUL_BIN, or run `cargo xtask test`, which fetches one";
        assert!(!on_ci(), "{how}");
        eprintln!("SKIPPED {how}");
    }
    found
}

fn on_ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}
