//! What `serve` and `demo` share.

use std::net::TcpListener;

use anyhow::Context as _;
use axum_server::tls_rustls::RustlsConfig;
use domain::bootstrap::Mode;
use tokio::runtime::{Builder, Runtime};
use tracing::info;

use super::failure::Failure;
use super::{output, version};
use crate::config::Config;
use crate::serve::{End, Signals, serve};
use crate::state::{App, threads};

pub(super) struct Start {
    pub(super) config: Config,
    pub(super) mode: Mode,
    pub(super) listener: TcpListener,
    pub(super) tls: Option<RustlsConfig>,
    /// Told to the person at the terminal, besides the address.
    pub(super) words: Vec<String>,
}

/// Serves until a signal comes.
pub(super) fn start(start: Start) -> Result<(), Failure> {
    let Start {
        config,
        mode,
        listener,
        tls,
        words,
    } = start;
    let bound = listener.local_addr().context("no address")?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let app = App::new(config, mode, bound);
    let runtime = runtime().context("cannot start threads")?;
    // Who reads the address may also send a signal, and that must not kill.
    let signals = {
        let _inside = runtime.enter();
        Signals::new().context("cannot wait for signals")?
    };
    output::line(&format!("Skills Eye {} at {scheme}://{bound}", version()));
    for line in &words {
        output::line(line);
    }
    info!(address = %bound, https = tls.is_some(), version = version(), "listening");
    let end = runtime.block_on(serve(listener, tls, app, signals))?;
    // What still runs must not hold the process.
    runtime.shutdown_background();
    match end {
        End::Graceful => Ok(()),
        End::AtOnce => Err(anyhow::anyhow!("stopped at once by a second signal").into()),
    }
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(threads())
        .max_blocking_threads(32)
        .thread_name("skills-eye")
        .enable_all()
        .build()
}
