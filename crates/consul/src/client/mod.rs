//! The way in: which servers there are, and what they are asked.

mod ask;
mod judge;
mod leader;
mod run;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use secrecy::SecretString;
use tokio::sync::{Mutex, Semaphore};

use crate::agent::Agent;
use crate::answer::Answer;
use crate::breaker::{Breaker, Health};
use crate::call::Call;
use crate::catalog::Catalog;
use crate::consistency::Consistency;
use crate::error::{Error, Kind};
use crate::kv::Kv;
use crate::observe::Observer;
use crate::query::{self, Query};
use crate::session::Sessions;
use crate::settings::{Problems, Settings};
use crate::status::Status;
use crate::transport::{InProcess, Network, Transport};

pub(crate) use run::Taken;

/// What a registry in this process is called in answers and metrics.
const EMBEDDED: &str = "embedded";

/// Speaks to Consul, or to a registry that speaks as Consul does. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    servers: Vec<Server>,
    transport: Transport,
    observer: Arc<dyn Observer>,
    calls: Semaphore,
    /// Calls that need a leader take a place here as well: without one they stay long, and
    /// must not take the places of those that can be answered.
    leader_calls: Semaphore,
    /// Whether some server knew a leader, and when that was asked.
    leader_known: Mutex<Option<(Instant, bool)>>,
    watches: Arc<Semaphore>,
}

struct Server {
    name: Arc<str>,
    base: String,
    breaker: Breaker,
}

/// How one of the servers is doing, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerState {
    pub name: Arc<str>,
    pub health: Health,
    pub last_failure: Option<(Instant, String)>,
}

impl Client {
    /// # Errors
    ///
    /// When a setting cannot be used; all such settings are named at once.
    pub fn new(settings: Settings, observer: Arc<dyn Observer>) -> Result<Self, Problems> {
        let addresses = settings.check()?;
        if addresses.is_empty() {
            return Err(Problems::one("servers", "at least one is needed"));
        }
        let transport = Transport::Network(Network::new(&settings, &addresses)?);
        let servers = addresses
            .into_iter()
            .map(|address| Server {
                name: address.name,
                base: address.base,
                breaker: Breaker::new(settings.breaker),
            })
            .collect();
        Ok(Self::of(settings, servers, transport, observer))
    }

    /// # Errors
    ///
    /// When a setting cannot be used.
    pub fn in_process(
        service: InProcess,
        settings: Settings,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, Problems> {
        if !settings.check()?.is_empty() {
            let why = "a registry in this process takes the place of servers";
            return Err(Problems::one("servers", why));
        }
        let server = Server {
            name: EMBEDDED.into(),
            base: String::new(),
            breaker: Breaker::new(settings.breaker),
        };
        let transport = Transport::InProcess(service);
        Ok(Self::of(settings, vec![server], transport, observer))
    }

    fn of(
        settings: Settings,
        servers: Vec<Server>,
        transport: Transport,
        observer: Arc<dyn Observer>,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                calls: Semaphore::new(settings.parallel),
                leader_calls: Semaphore::new((settings.parallel - settings.parallel / 4).max(1)),
                leader_known: Mutex::new(None),
                watches: Arc::new(Semaphore::new(settings.watches())),
                settings,
                servers,
                transport,
                observer,
            }),
        }
    }

    /// Reads once.
    ///
    /// # Errors
    ///
    /// When no server can answer as freshly as is asked; see [`Error`].
    pub async fn read<T>(
        &self,
        query: &Query<T>,
        consistency: Consistency,
    ) -> Result<Answer<T>, Error> {
        let taken = self.run(&query.call(consistency)?).await?;
        query.decode(&taken.raw)
    }

    pub(crate) async fn read_local<T>(
        &self,
        query: &Query<T>,
        only: Option<usize>,
    ) -> Result<Answer<T>, Error> {
        let taken = self.run(&query.local_call(only)?).await?;
        query.decode(&taken.raw)
    }

    /// Sends a write whose answer is JSON.
    pub(crate) async fn write<T: serde::de::DeserializeOwned>(
        &self,
        call: &Call,
    ) -> Result<Answer<T>, Error> {
        let taken = self.run(call).await?;
        let value = query::json::<T>(&taken.raw).map_err(|why| {
            let server = Arc::clone(&taken.raw.meta.server);
            let why = format!("its answer cannot be understood: {why}");
            Error::new(call.operation, Kind::Unsure { server, why })
        })?;
        Ok(Answer {
            value,
            meta: taken.raw.meta,
        })
    }

    pub fn kv(&self) -> Kv<'_> {
        Kv::new(self)
    }

    pub fn catalog(&self) -> Catalog<'_> {
        Catalog::new(self)
    }

    pub fn sessions(&self) -> Sessions<'_> {
        Sessions::new(self)
    }

    pub fn status(&self) -> Status<'_> {
        Status::new(self)
    }

    /// The agent of the first server; what may be asked of any agent fails over.
    pub fn agent(&self) -> Agent<'_> {
        Agent::new(self, None)
    }

    /// The agent of one server, by its place in the settings; nothing fails over.
    pub fn agent_at(&self, place: usize) -> Option<Agent<'_>> {
        (place < self.inner.servers.len()).then(|| Agent::new(self, Some(place)))
    }

    /// The servers in their order.
    pub fn servers(&self) -> Vec<ServerState> {
        self.inner
            .servers
            .iter()
            .map(|server| ServerState {
                name: Arc::clone(&server.name),
                health: server.breaker.health(),
                last_failure: server
                    .breaker
                    .last_failure()
                    .map(|failure| (failure.at, failure.why)),
            })
            .collect()
    }

    /// How many watches there may be at the same time.
    pub fn most_watches(&self) -> usize {
        self.watch_places().1
    }

    pub(crate) fn watch_places(&self) -> (Arc<Semaphore>, usize) {
        let limit = self.inner.settings.watches();
        (Arc::clone(&self.inner.watches), limit)
    }

    pub(crate) fn token(&self) -> Option<&SecretString> {
        self.inner.settings.token.as_ref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("servers", &self.servers())
            .finish_non_exhaustive()
    }
}
