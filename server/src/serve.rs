//! Listening, answering, stopping.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context as _;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::{info, warn};

use crate::net::{Acceptor, FirstBytesAcceptor};
use crate::routes;
use crate::state::{App, Shared};

/// Open requests may end in this time after a signal; it is below the 5 s of the promise.
const GRACE: Duration = Duration::from_secs(4);

/// For a head that comes in or for what waits to go out: of one connection, and with HTTP/2
/// of each of its streams.
const BUFFER: usize = 64 * 1_024;

/// Requests at the same time on one HTTP/2 connection; a page needs far fewer.
const STREAMS: u32 = 64;

/// How the server came to its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    Graceful,
    /// A second signal: whoever sent it does not want to wait.
    AtOnce,
}

/// Serves until a signal says to stop.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    app: App,
    mut signals: Signals,
) -> anyhow::Result<End> {
    let app = Arc::new(app);
    let handle = Handle::new();
    let serving = tokio::spawn(answer(listener, tls, app.clone(), handle.clone()));
    let mut serving = std::pin::pin!(serving);
    #[cfg(feature = "kit")]
    tokio::spawn(crate::api::kit::live(app.engine.clone()));
    if let Ok(store) = app.engine.store() {
        let (engine, store) = (app.engine.clone(), Arc::clone(store));
        tokio::spawn(engine::nodes::announce(engine, store));
    }
    app.ready.store(true, Ordering::Relaxed);
    tokio::select! {
        ended = &mut serving => {
            ended.context("the server broke")??;
            anyhow::bail!("the server stopped by itself");
        }
        name = signals.next() => {
            info!(signal = name, streams = app.engine.events.subscribers(), "stopping");
        }
    }
    app.ready.store(false, Ordering::Relaxed);
    app.engine.events.close();
    handle.graceful_shutdown(Some(GRACE));
    tokio::select! {
        ended = serving => {
            ended.context("the server broke")??;
            info!("stopped");
            Ok(End::Graceful)
        }
        name = signals.next() => {
            warn!(signal = name, "stopping at once");
            Ok(End::AtOnce)
        }
    }
}

pub(crate) async fn answer(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    app: Shared,
    handle: Handle<SocketAddr>,
) -> anyhow::Result<()> {
    let limits = &app.config.limits;
    let acceptor = Acceptor {
        write_time: limits.write_time.get(),
        places: None,
    };
    let header_time = limits.header_time.get();
    let service = routes::router(&app).into_make_service();
    let mut server = http(listener, header_time)?.handle(handle);
    match tls {
        // Plain HTTP/2 is spoken by no browser; without it the first byte is waited for
        // under the same time-out as the rest. A new acceptor would forget it again.
        None => {
            let server = server.acceptor(acceptor).http1_only();
            server.serve(service).await?;
        }
        Some(tls) => {
            server
                .http_builder()
                .http2()
                .timer(TokioTimer::new())
                .keep_alive_interval(Some(header_time))
                .max_concurrent_streams(STREAMS)
                .max_send_buf_size(BUFFER);
            let tls = RustlsAcceptor::new(tls).acceptor(acceptor);
            let timed = FirstBytesAcceptor {
                inner: tls,
                limit: header_time,
            };
            server.acceptor(timed).serve(service).await?;
        }
    }
    Ok(())
}

/// With the limits that every port of ours has.
pub(crate) fn http(
    listener: TcpListener,
    header_time: Duration,
) -> std::io::Result<axum_server::Server<SocketAddr>> {
    let mut server = axum_server::from_tcp(listener)?;
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(header_time)
        .max_buf_size(BUFFER);
    Ok(server)
}

/// Signals that end it; from their making on they do not kill.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    /// The terminal went; nothing where that was to be ignored, as `nohup` asks.
    hangup: Option<Signal>,
}

impl Signals {
    /// Within a runtime.
    pub(crate) fn new() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: if ignores_hangup() {
                None
            } else {
                Some(signal(SignalKind::hangup())?)
            },
        })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
            _ = came(self.hangup.as_mut()) => "SIGHUP",
        }
    }
}

async fn came(signal: Option<&mut Signal>) -> Option<()> {
    match signal {
        Some(signal) => signal.recv().await,
        None => std::future::pending().await,
    }
}

/// Whether whoever started this process wants it to outlive the terminal.
fn ignores_hangup() -> bool {
    const SIGHUP: u64 = 1;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & (1 << (SIGHUP - 1)) != 0)
}
