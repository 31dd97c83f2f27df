//! What `serve` and `demo` share.

use std::net::TcpListener;
use std::sync::Arc;

use anyhow::Context as _;
use axum_server::tls_rustls::RustlsConfig;
use domain::bootstrap::Mode;
use tokio::runtime::{Builder, Runtime};
use tracing::info;

use super::failure::Failure;
use super::{open_files, output, version};
use crate::config::Config;
use crate::demo;
use crate::serve::{End, Signals, serve};
use crate::state::{App, threads};
use crate::store::{Opened, Port};

pub(super) struct Start {
    pub(super) config: Config,
    pub(super) mode: Mode,
    pub(super) listener: TcpListener,
    /// The registry's own port, when it has one.
    pub(super) registry: Option<TcpListener>,
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
        registry,
        tls,
        mut words,
    } = start;
    let bound = listener.local_addr().context("no address")?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    open_files::raise();
    let app = App::new(config, mode, bound);
    let opened = Opened::open(&app.config, mode, Arc::clone(&app.metrics.store))?;
    let runtime = runtime().context("cannot start threads")?;
    // Who reads the address may also send a signal, and that must not kill.
    let signals = {
        let _inside = runtime.enter();
        Signals::new().context("cannot wait for signals")?
    };
    let port = {
        let _inside = runtime.enter();
        if mode == Mode::Demo {
            runtime.block_on(demo::fill(opened.client()))?;
        }
        app.engine.keep_in(opened.start());
        if let Some(agents) = opened.agents(&app.config)? {
            app.engine.write_targets_by(agents);
        }
        open_port(registry, &opened, &app.config, &mut words)?
    };
    output::line(&format!("Skills Eye {} at {scheme}://{bound}", version()));
    for line in &words {
        output::line(line);
    }
    info!(address = %bound, https = tls.is_some(), version = version(), "listening");
    let end = runtime.block_on(serve(listener, tls, app, signals))?;
    drop(port);
    if let Some(registry) = &opened.registry {
        // What was asked before is kept before the file is let go.
        registry.close();
    }
    // What still runs must not hold the process.
    runtime.shutdown_background();
    match end {
        End::Graceful => Ok(()),
        End::AtOnce => Err(anyhow::anyhow!("stopped at once by a second signal").into()),
    }
}

fn open_port(
    listener: Option<TcpListener>,
    opened: &Opened,
    config: &Config,
    words: &mut Vec<String>,
) -> anyhow::Result<Option<Port>> {
    let Some(listener) = listener else {
        return Ok(None);
    };
    let Some(registry) = &opened.registry else {
        return Ok(None);
    };
    let address = listener.local_addr().context("no address")?;
    words.push(format!(
        "The registry speaks Consul's HTTP API at http://{address}"
    ));
    if config.access.bootstrap_token.is_none() {
        words.push(
            "Reading nodes, services and health there is open; all else needs the token of \
             SKILLS_EYE_BOOTSTRAP_TOKEN, which is not set."
                .to_owned(),
        );
    }
    let port =
        Port::open(listener, registry, opened.layout(), config).context("the registry's port")?;
    Ok(Some(port))
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(threads())
        .max_blocking_threads(32)
        .thread_name("skills-eye")
        .enable_all()
        .build()
}
