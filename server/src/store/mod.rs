//! Opening what everything is kept in: Consul when there are servers, else the registry of
//! this process.

mod client;
mod door;
mod watched;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use domain::bootstrap::Mode;
use engine::documents::Layout;
use engine::mirror::Source;
use engine::targets::{TargetSettings, Targets};
use engine::{Store, StoreSettings};
use registry::Registry;

pub(crate) use client::problems;
pub(crate) use door::Port;
pub(crate) use watched::StoreMetrics;

use crate::config::Config;

/// What everything is kept in, opened and not yet followed.
#[derive(Debug)]
pub(crate) struct Opened {
    client: consul::Client,
    /// That of this process, when it is used.
    pub(crate) registry: Option<Registry>,
    settings: StoreSettings,
    metrics: Arc<StoreMetrics>,
}

/// The registry's file.
pub(crate) fn file(config: &Config) -> PathBuf {
    config.data.folder.join("registry.redb")
}

/// Whether the registry of this process is used. The demo never touches a Consul that
/// somebody depends on.
pub(crate) fn is_embedded(config: &Config, mode: Mode) -> bool {
    mode == Mode::Demo || config.consul.servers.is_empty()
}

impl Opened {
    /// Reads the registry's file, if that is used; it takes a while with much in it.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, with what to do about it.
    pub(crate) fn open(
        config: &Config,
        mode: Mode,
        metrics: Arc<StoreMetrics>,
    ) -> anyhow::Result<Self> {
        let settings = client::store_settings(config);
        let observer = Arc::clone(&metrics);
        if is_embedded(config, mode) {
            let path = file(config);
            let registry = open_registry(config)
                .with_context(|| format!("the registry {} cannot be opened", path.display()))?;
            let service = consul::InProcess::new(registry.router());
            let client = consul::Client::in_process(service, client::in_process(config), observer)
                .context("the registry cannot be asked")?;
            metrics.expect(&client.servers());
            return Ok(Self {
                client,
                registry: Some(registry),
                settings,
                metrics,
            });
        }
        let asked = client::settings(config)?;
        let client = consul::Client::new(asked, observer).context("Consul cannot be asked")?;
        metrics.expect(&client.servers());
        Ok(Self {
            client,
            registry: None,
            settings,
            metrics,
        })
    }

    /// Where everything of ours lies in it.
    pub(crate) fn layout(&self) -> &Layout {
        &self.settings.layout
    }

    pub(crate) fn client(&self) -> &consul::Client {
        &self.client
    }

    /// How the agents of other nodes are reached; nothing in the registry of this process,
    /// which has none.
    pub(crate) fn agents(&self, config: &Config) -> anyhow::Result<Option<Targets>> {
        if self.registry.is_some() {
            return Ok(None);
        }
        let settings = TargetSettings {
            prefix: self.settings.layout.prefix().to_owned(),
            agent_port: config.agents.port.number(),
            per_node: client::agents(config),
        };
        let common = client::settings(config)?;
        let observer = Arc::clone(&self.metrics);
        Ok(Some(Targets::new(settings, common, observer)))
    }

    /// Begins to follow the catalog; needs a runtime.
    pub(crate) fn start(&self) -> Store {
        let source = match &self.registry {
            Some(registry) => Source::Registry(registry.clone()),
            None => Source::Client,
        };
        let settings = self.settings.clone();
        let (observer, documents) = (Arc::clone(&self.metrics), Arc::clone(&self.metrics));
        Store::start(self.client.clone(), source, settings, observer, documents)
    }
}

/// # Errors
///
/// When another process has the file, or it cannot be read.
pub(crate) fn open_registry(config: &Config) -> Result<Registry, registry::OpenError> {
    let settings = registry::Settings {
        datacenter: config.registry.datacenter.0.clone(),
        ..registry::Settings::default()
    };
    Registry::open(&file(config), settings)
}
