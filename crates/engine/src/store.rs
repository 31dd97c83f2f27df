//! What everything is kept in: Consul, or the registry of this process; and what is
//! followed of it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use consul::Client;
use registry::Registry;
use tokio::task::JoinSet;

use crate::caches::Signals;
use crate::documents::{self, Documents, Layout};
use crate::keys::{self, Keys};
use crate::mirror::{self, Mirror, Source};
use crate::sites::SiteNames;

/// The store, what is kept in it, and its mirror.
pub struct Store {
    pub client: Client,
    pub documents: Documents,
    pub keys: Keys,
    pub mirror: Mirror,
    pub site_names: Arc<SiteNames>,
    /// Through which every instance is made to read again.
    pub signals: Arc<Signals>,
    /// That of this process, when everything is kept in it.
    pub(crate) registry: Option<Registry>,
    _tasks: JoinSet<()>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreSettings {
    /// Where everything of ours lies.
    pub layout: Layout,
    pub keys: keys::Settings,
    pub mirror: mirror::Settings,
    /// How long the names of sites are believed.
    pub site_names: Duration,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self {
            layout: Layout::default(),
            keys: keys::Settings::default(),
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
        documents: Arc<dyn documents::observe::Observer>,
    ) -> Self {
        let documents = Documents::new(client.clone(), settings.layout, documents);
        let site_names = Arc::new(SiteNames::new(settings.site_names));
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
            names.follow(asked, tell).await;
        });
        let mirror = Mirror::start(&client, source, settings.mirror, observer);
        let signals = Arc::new(Signals::new(
            client.clone(),
            documents.layout(),
            mirror.again().clone(),
            Arc::clone(&site_names),
        ));
        tasks.spawn(Arc::clone(&signals).follow());
        Self {
            keys: Keys::new(documents.clone(), &settings.keys, Vec::new()),
            documents,
            mirror,
            site_names,
            signals,
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
