//! A registry that is open.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use arc_swap::ArcSwap;
use axum::Router;
use tokio::sync::oneshot;

use crate::command::{Command, NodeInput, Outcome};
use crate::disk::Disk;
use crate::door::Door;
use crate::error::{OpenError, StoreError};
use crate::feed::{Feed, KEPT};
use crate::http;
use crate::image::Image;
use crate::rows::RowKey;
use crate::settings::Settings;
use crate::transfer;
use crate::watch::{Topic, Watchers};
use crate::writer::{Failure, Request, Shared, Writer};
use catalog::Names;

/// The embedded registry. Clones are handles of one; the last one dropped closes it.
#[derive(Clone, Debug)]
pub struct Registry {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: Settings,
    shared: Arc<Shared>,
    writer: Writer,
}

impl Registry {
    /// Opens the file, or makes a new one, and reads it into memory. This takes a while
    /// with much in it and belongs outside of asynchronous code.
    ///
    /// # Errors
    ///
    /// When another process has the file, when it is damaged, newer or no registry, and
    /// when a setting makes no sense.
    pub fn open(path: &Path, settings: Settings) -> Result<Self, OpenError> {
        settings.check()?;
        let disk = Disk::open(path, settings.most_bytes)?;
        let mut names = Names::default();
        let image = disk.load(&mut names)?;
        let shared = Arc::new(Shared {
            feed: Feed::starting_at(image.index),
            image: ArcSwap::from_pointee(image),
            watchers: Arc::new(Watchers::default()),
            closed: AtomicBool::new(false),
        });
        let writer = Writer::start(disk, names, Arc::clone(&shared), own_node(&settings))?;
        Ok(Self {
            inner: Arc::new(Inner {
                settings,
                shared,
                writer,
            }),
        })
    }

    /// Everything as it is now. What is taken here never changes.
    pub fn snapshot(&self) -> Arc<Image> {
        self.inner.shared.image.load_full()
    }

    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Consul's HTTP API, to be called in process: whoever has it may do everything.
    pub fn router(&self) -> Router {
        http::router(self.clone(), None)
    }

    /// The same to be served on a port.
    pub fn router_behind(&self, door: Door) -> Router {
        http::router(self.clone(), Some(door))
    }

    /// Returns once something in the catalog has changed after this index, with the index
    /// that it has then; at once if that is so already. Ends when the registry is closed.
    pub async fn changed_since(&self, index: u64) -> Option<u64> {
        let waiter = self.watchers().wait(vec![Topic::Changes]);
        loop {
            let current = self.inner.shared.image.load().catalog.index();
            if current > index {
                return Some(current);
            }
            if self.is_closed() {
                return None;
            }
            waiter.woken().await;
        }
    }

    /// The rows of the catalog changed after an index, each once; nothing when that is too
    /// long ago to be known.
    pub fn changes_since(&self, index: u64) -> Option<BTreeSet<RowKey>> {
        self.feed().since(index, KEPT)
    }

    /// Writes everything as JSON lines. Reading goes on meanwhile, and so does writing,
    /// which this export does not see.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn export(&self, output: &mut dyn std::io::Write) -> Result<u64, std::io::Error> {
        transfer::export(&self.snapshot(), output)
    }

    /// Puts what was exported in the place of what is here.
    ///
    /// # Errors
    ///
    /// When the input is no export, is newer or is cut off; when something is here already
    /// and this was not said to be fine; when it cannot be kept.
    pub fn import(
        &self,
        input: &mut dyn std::io::BufRead,
        existing: transfer::Existing,
    ) -> Result<u64, transfer::ImportError> {
        let image = transfer::import(input)?;
        let current = self.snapshot();
        let count = transfer::count(&image);
        if existing == transfer::Existing::Refuse && !self.is_fresh(&current) {
            return Err(transfer::ImportError::NotEmpty {
                keys: current.kv.len(),
                services: current.catalog.service_count(),
            });
        }
        self.ask(|answer| Request::Replace {
            image: Box::new(image),
            answer,
        })?;
        Ok(count)
    }

    /// Gives unused space of the file back. Changes wait meanwhile.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn compact(&self) -> Result<bool, StoreError> {
        self.ask(|answer| Request::Compact { answer })
    }

    /// Carries out what was asked before, then lets go of the file. Questions that wait are
    /// answered at once; later changes are refused.
    pub fn close(&self) {
        self.inner.writer.close();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.inner.shared.closed.load(Ordering::Acquire)
    }

    pub(crate) fn watchers(&self) -> &Arc<Watchers> {
        &self.inner.shared.watchers
    }

    pub(crate) fn feed(&self) -> &Feed {
        &self.inner.shared.feed
    }

    /// Carries out one command and waits until it is kept.
    pub(crate) async fn change(&self, command: Command) -> Result<Outcome, Failure> {
        let (answer, outcome) = oneshot::channel();
        self.inner
            .writer
            .send(Request::Change { command, answer })
            .map_err(|error| Failure::Store(Arc::new(error)))?;
        outcome
            .await
            .unwrap_or_else(|_| Err(Failure::Store(Arc::new(self.unanswered()))))
    }

    fn ask<T>(
        &self,
        request: impl FnOnce(SyncSender<Result<T, StoreError>>) -> Request,
    ) -> Result<T, StoreError> {
        let (answer, outcome) = sync_channel(1);
        self.inner.writer.send(request(answer))?;
        outcome.recv().unwrap_or_else(|_| Err(self.unanswered()))
    }

    /// Why a request that was taken has no answer.
    fn unanswered(&self) -> StoreError {
        if self.is_closed() {
            StoreError::Closed
        } else {
            StoreError::Stumbled
        }
    }

    /// Nothing but the registry's own node.
    fn is_fresh(&self, image: &Image) -> bool {
        let own = catalog::lookup(&self.inner.settings.node_name);
        image.kv.is_empty()
            && image.catalog.service_count() == 0
            && image
                .catalog
                .nodes()
                .all(|row| catalog::lookup(&row.name) == own)
    }
}

/// As the agent of Consul tells its own node.
fn own_node(settings: &Settings) -> NodeInput {
    let address = &settings.node_address;
    let family = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => Some("ipv4"),
        Ok(IpAddr::V6(_)) => Some("ipv6"),
        Err(_) => None,
    };
    let mut addresses = Vec::new();
    for network in ["lan", "wan"] {
        addresses.push((network.to_owned(), address.clone()));
        addresses.extend(family.map(|family| (format!("{network}_{family}"), address.clone())));
    }
    NodeInput {
        name: settings.node_name.clone(),
        id: settings.node_id.clone(),
        address: address.clone(),
        tagged_addresses: Some(addresses),
        meta: Some(vec![("consul-network-segment".to_owned(), String::new())]),
        modify_index: 0,
    }
}
