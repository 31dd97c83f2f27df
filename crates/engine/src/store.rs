//! What everything is kept in: Consul, or the registry of this process; and what is
//! followed of it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use consul::Client;
use registry::Registry;
use tokio::task::JoinSet;

use crate::mirror::{self, Mirror, Source};
use crate::sites::SiteNames;

/// The store and its mirror.
pub struct Store {
    pub client: Client,
    pub mirror: Mirror,
    pub site_names: Arc<SiteNames>,
    /// That of this process, when everything is kept in it.
    pub(crate) registry: Option<Registry>,
    _tasks: JoinSet<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreSettings {
    pub mirror: mirror::Settings,
    /// How long the names of sites are believed.
    pub site_names: Duration,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self {
            mirror: mirror::Settings::default(),
            site_names: Duration::from_secs(300),
        }
    }
}

impl Store {
    /// Begins to follow; needs a runtime.
    pub fn start(
        client: Client,
        source: Source,
        settings: StoreSettings,
        observer: Arc<dyn mirror::Observer>,
    ) -> Self {
        let site_names = Arc::new(SiteNames::default());
        let registry = match &source {
            Source::Registry(registry) => Some(registry.clone()),
            Source::Client => None,
        };
        let mut tasks = JoinSet::new();
        let (names, asked, told) = (
            Arc::clone(&site_names),
            client.clone(),
            Arc::clone(&observer),
        );
        tasks.spawn(async move {
            let tell = move |status| told.site_names(status);
            names.follow(asked, settings.site_names, tell).await;
        });
        Self {
            mirror: Mirror::start(&client, source, settings.mirror, observer),
            site_names,
            registry,
            client,
            _tasks: tasks,
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("mirror", &self.mirror)
            .finish_non_exhaustive()
    }
}
