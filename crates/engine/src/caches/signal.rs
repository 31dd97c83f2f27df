//! The wish to read again, as a key that every instance watches.
//!
//! No instance tells another anything: who wishes writes a key, and all follow the folder.
//! It is written without a condition, because any wish is as good as the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use consul::txn::{Applied, KvVerb, Operation, Transaction};
use consul::wire::Entry;
use consul::{Client, Consistency, Seen, WatchOptions, kv};
use domain::access::Actor;
use domain::error::AppError;
use serde_json::json;
use tracing::{info, warn};
use uuid::Uuid;

use super::Part;
use crate::documents::{self, Folder, Layout, clock};
use crate::mirror::Again;
use crate::sites::SiteNames;

/// Writes wishes, and does what others wish.
#[derive(Debug)]
pub struct Signals {
    client: Client,
    folder: String,
    again: Again,
    site_names: Arc<SiteNames>,
    /// The index of the last wish that was done.
    done: Mutex<BTreeMap<Part, u64>>,
    heard: AtomicU64,
}

impl Signals {
    pub(crate) fn new(
        client: Client,
        layout: &Layout,
        again: Again,
        site_names: Arc<SiteNames>,
    ) -> Self {
        Self {
            client,
            folder: format!("{}read-again/", layout.folder(Folder::Run)),
            again,
            site_names,
            done: Mutex::default(),
            heard: AtomicU64::new(0),
        }
    }

    /// How many wishes were done here.
    pub fn heard(&self) -> u64 {
        self.heard.load(Ordering::Relaxed)
    }

    /// Tells every instance, this one at once; the index of the wish.
    pub(super) async fn send(
        &self,
        actor: &Actor,
        parts: &BTreeSet<Part>,
    ) -> Result<u64, AppError> {
        let value = json!({
            "by": actor.name,
            "at": clock::now(),
            // A newer Consul does not count a write of what is there already.
            "wish": Uuid::now_v7().to_string(),
        });
        let wish = |part: &Part| {
            let value = value.to_string().into_bytes();
            Operation::kv(self.key(*part), KvVerb::Set { value, flags: 0 })
        };
        let transaction = parts
            .iter()
            .map(wish)
            .fold(Transaction::new(), Transaction::and);
        let written = transaction.send(&self.client).await;
        let written = written.map_err(|error| AppError::from(documents::Error::from(error)))?;
        let index = written.value.iter().filter_map(|applied| match applied {
            Applied::Kv(entry) => Some(entry.modify_index),
            _ => None,
        });
        let index = index.max().unwrap_or(0);
        info!(by = actor.name, index, "everything named is read again");
        for part in parts {
            self.act(*part, index);
        }
        Ok(index)
    }

    /// Does what others wish, for as long as it is polled.
    pub(crate) async fn follow(self: Arc<Self>) {
        // Whatever a server has: a late wish is better than none.
        let options = WatchOptions::new(Consistency::ANY_AGE);
        let watch = self.client.watch(kv::recurse(&self.folder), options);
        let mut watch = match watch {
            Ok(watch) => watch,
            Err(error) => {
                warn!(code = error.code(), %error, "wishes of others are not heard");
                return;
            }
        };
        // What was wished before this process began is done by its beginning.
        // It is kept apart, or it would hide a wish of this instance that is not done yet.
        let mut before = None;
        let mut last = 0;
        loop {
            if let Seen::Changed(answer) = watch.next().await {
                let index = answer.meta.index.unwrap_or(0);
                if index < last {
                    // A server that was restored counts from lower again.
                    self.done().clear();
                    before = Some(BTreeMap::new());
                }
                last = index;
                let wishes: BTreeMap<Part, u64> = Part::ALL
                    .into_iter()
                    .filter_map(|part| Some((part, self.wished(&answer.value, part)?)))
                    .collect();
                let before = before.get_or_insert_with(|| wishes.clone());
                for (part, index) in wishes {
                    if before.get(&part).is_none_or(|first| index > *first) {
                        self.act(part, index);
                    }
                }
            }
        }
    }

    fn key(&self, part: Part) -> String {
        [&self.folder, part.as_str()].concat()
    }

    fn wished(&self, entries: &[Entry], part: Part) -> Option<u64> {
        let key = self.key(part);
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| entry.modify_index)
    }

    fn act(&self, part: Part, index: u64) {
        if !self.remember(part, index) {
            return;
        }
        self.heard.fetch_add(1, Ordering::Relaxed);
        match part {
            Part::Catalog => self.again.catalog(),
            Part::Members => self.again.members(),
            Part::SiteNames => self.site_names.forget(),
        }
    }

    /// False when it, or a later one, was done already.
    fn remember(&self, part: Part, index: u64) -> bool {
        let mut done = self.done();
        let last = done.entry(part).or_default();
        let is_new = index > *last;
        *last = index.max(*last);
        is_new
    }

    fn done(&self) -> MutexGuard<'_, BTreeMap<Part, u64>> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
