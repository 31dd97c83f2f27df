//! What every request may use, made once at start.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

use domain::bootstrap::Mode;
use engine::Engine;
use tokio::sync::Mutex;

use crate::access::{Identity, Permissions, entries};
use crate::api::{Constant, openapi, version};
use crate::assets;
use crate::config::Config;
use crate::metrics::Metrics;
use crate::net::Hosts;
use crate::pages::{Parts, Renderer};

pub(crate) struct App {
    pub(crate) engine: Arc<Engine>,
    pub(crate) config: Config,
    pub(crate) mode: Mode,
    pub(crate) identity: Identity,
    pub(crate) permissions: Permissions,
    pub(crate) hosts: Hosts,
    pub(crate) https: bool,
    pub(crate) metrics: Metrics,
    pub(crate) renderer: Renderer,
    pub(crate) parts: Parts,
    pub(crate) build: &'static str,
    /// `/assets/{build}`
    pub(crate) assets: String,
    pub(crate) version: Constant,
    pub(crate) openapi: Constant,
    /// Pages can be served: not before listening, not while stopping.
    pub(crate) ready: AtomicBool,
    /// Held by who makes targets for `http_sd`, which take memory and time with many services.
    pub(crate) discovering: Arc<Mutex<()>>,
}

pub(crate) type Shared = Arc<App>;

impl App {
    pub(crate) fn new(config: Config, mode: Mode, bound: SocketAddr) -> Self {
        let identity = match mode {
            Mode::Demo => Identity::demo(),
            Mode::LocalDevelopment => Identity::local_development(),
            Mode::Serve => Identity::Nobody,
        };
        Self {
            engine: Arc::new(Engine::new(&instance(), limits(&config))),
            mode,
            identity,
            permissions: Permissions::new(entries()),
            hosts: Hosts::new(&config, bound),
            https: config.tls.certificate.is_some(),
            metrics: Metrics::new(assets::BUILD_ID),
            renderer: Renderer::new(threads()),
            parts: Parts::of_this_build(),
            build: assets::BUILD_ID,
            assets: format!("/{}", assets::prefix()),
            version: version::constant(assets::BUILD_ID),
            openapi: openapi::constant(),
            ready: AtomicBool::new(false),
            discovering: Arc::default(),
            config,
        }
    }
}

fn limits(config: &Config) -> engine::events::Limits {
    engine::events::Limits {
        replay: config.events.replay.get(),
        streams: config.events.streams.get(),
        ..engine::events::Limits::default()
    }
}

/// For serving, and again for rendering: more serve no more, and each has memory of its own.
pub(crate) fn threads() -> usize {
    const MOST: usize = 8;
    available_parallelism().map_or(2, usize::from).min(MOST)
}

/// Differs between instances and between two lives of one.
fn instance() -> String {
    let id = uuid::Uuid::now_v7().simple().to_string();
    id.chars().skip(20).collect()
}
