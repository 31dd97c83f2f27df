//! The one place where an image is made out of the one before.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use catalog::{CheckRow, Names, NodeRow, ServiceRow};
use consul::wire::{AgentService, Check, Node};
use tokio::sync::watch;

use super::image::{Image, Shard};
use super::pulse::{Patience, Pulse};
use super::rows;

#[derive(Debug)]
pub(super) struct Desk {
    names: Mutex<Names>,
    image: watch::Sender<Arc<Image>>,
    /// Whether the list of nodes, or the whole feed, is alive.
    pub(super) pulse: Arc<Pulse>,
    patience: Patience,
}

/// An image that is being made.
pub(super) struct Draft<'a> {
    names: &'a mut Names,
    image: Image,
    pulse: &'a Arc<Pulse>,
    patience: Patience,
    changed: bool,
}

impl Desk {
    pub(super) fn new(patience: Patience) -> Self {
        Self {
            names: Mutex::default(),
            image: watch::Sender::new(Arc::default()),
            pulse: Arc::new(Pulse::new(patience)),
            patience,
        }
    }

    pub(super) fn image(&self) -> Arc<Image> {
        Arc::clone(&self.image.borrow())
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<Image>> {
        self.image.subscribe()
    }

    /// Makes the next image, and shows it if anything is different.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Draft<'_>) -> T) -> T {
        let mut names = self.lock();
        let mut draft = Draft {
            names: &mut names,
            image: Image::clone(&self.image()),
            pulse: &self.pulse,
            patience: self.patience,
            changed: false,
        };
        let out = change(&mut draft);
        if draft.changed {
            draft.image.version += 1;
            self.image.send_replace(Arc::new(draft.image));
        }
        out
    }

    /// Everything has been read once.
    pub(super) fn complete(&self) {
        self.change(|draft| {
            draft.complete();
        });
    }

    /// The same, as soon as every node has been read.
    pub(super) fn complete_when_read(&self) {
        self.change(|draft| {
            draft.complete_when_read();
        });
    }

    fn lock(&self) -> MutexGuard<'_, Names> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whose sign of life counts for a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heart {
    /// It is read by itself.
    Own,
    /// One feed covers all nodes.
    Shared,
}

impl Draft<'_> {
    /// The list of nodes, whole: those that are not in it are gone.
    pub(super) fn nodes(&mut self, list: &[Node], heart: Heart) {
        let mut here = HashSet::with_capacity(list.len());
        for node in list {
            let row = Arc::new(rows::node(self.names, node));
            here.insert(self.names.folded(&row.name));
            self.node(row, heart);
        }
        let gone: Vec<Arc<str>> = self
            .image
            .nodes
            .iter()
            .map(|(name, _)| Arc::clone(name))
            .filter(|name| !here.contains(name))
            .collect();
        for name in gone {
            self.remove_node(&name);
        }
    }

    pub(super) fn add_wire_node(&mut self, node: &Node, heart: Heart) {
        let row = rows::node(self.names, node);
        self.node(Arc::new(row), heart);
    }

    pub(super) fn node(&mut self, row: Arc<NodeRow>, heart: Heart) {
        let folded = self.names.folded(&row.name);
        let shard = match self.image.nodes.get(&*folded) {
            Some(shard) if shard.node == row => return,
            Some(shard) => Shard::clone(shard).with_node(row),
            None => Shard::new(row, self.new_pulse(heart)),
        };
        self.image.nodes.insert(folded, Arc::new(shard));
        self.changed = true;
    }

    pub(super) fn remove_node(&mut self, folded: &str) {
        self.changed |= self.image.nodes.remove(folded).is_some();
    }

    /// All services of a node. Rows that are the same stay the same.
    pub(super) fn services(&mut self, node: &str, list: &[AgentService], index: u64) {
        self.on(node, |shard, names| {
            let on = Arc::clone(&shard.node.name);
            let mut here = HashSet::with_capacity(list.len());
            let mut changed = !shard.read;
            for service in list {
                let row = rows::service(names, &on, service);
                let folded = names.folded(&row.id);
                here.insert(Arc::clone(&folded));
                changed |= shard.put_service(folded, Arc::new(row));
            }
            for id in shard.services_beside(&here) {
                changed |= shard.remove_service(&id);
            }
            shard.read = true;
            shard.index = index;
            changed
        });
    }

    /// All checks of a node, whole.
    pub(super) fn checks<'c>(&mut self, node: &str, list: impl IntoIterator<Item = &'c Check>) {
        self.on(node, |shard, names| {
            let mut here = HashSet::new();
            let mut changed = false;
            for check in list {
                let row = rows::check(names, check);
                let id = names.folded(&row.id);
                here.insert(Arc::clone(&id));
                let service = names.folded(&row.service_id);
                changed |= shard.put_check(service, id, Arc::new(row));
            }
            for id in shard.checks_beside(&here) {
                changed |= shard.remove_check(&id);
            }
            changed
        });
    }

    /// Services by folded id, beside those that are there.
    pub(super) fn add_services(
        &mut self,
        node: &str,
        rows: impl IntoIterator<Item = (Arc<str>, Arc<ServiceRow>)>,
    ) {
        self.on(node, |shard, _| {
            let mut changed = false;
            for (folded, row) in rows {
                changed |= shard.put_service(folded, row);
            }
            changed
        });
    }

    pub(super) fn add_wire_service(&mut self, node: &str, service: &AgentService) {
        self.on(node, |shard, names| {
            let row = rows::service(names, &shard.node.name, service);
            shard.put_service(names.folded(&row.id), Arc::new(row))
        });
    }

    pub(super) fn remove_service(&mut self, node: &str, folded: &str) {
        self.on(node, |shard, _| shard.remove_service(folded));
    }

    /// Checks by folded id, beside those that are there.
    pub(super) fn add_checks(
        &mut self,
        node: &str,
        rows: impl IntoIterator<Item = (Arc<str>, Arc<CheckRow>)>,
    ) {
        self.on(node, |shard, names| {
            let mut changed = false;
            for (id, row) in rows {
                let service = names.folded(&row.service_id);
                changed |= shard.put_check(service, id, row);
            }
            changed
        });
    }

    pub(super) fn add_wire_check(&mut self, check: &Check) {
        self.on(&check.node, |shard, names| {
            let row = rows::check(names, check);
            let service = names.folded(&row.service_id);
            shard.put_check(service, names.folded(&row.id), Arc::new(row))
        });
    }

    pub(super) fn remove_check(&mut self, node: &str, folded: &Arc<str>) {
        self.on(node, |shard, _| shard.remove_check(folded));
    }

    /// Everything anew, by somebody who knows all of it.
    pub(super) fn clear(&mut self) {
        self.changed |= !self.image.nodes.is_empty();
        self.image.nodes = catalog::Ordered::default();
    }

    /// Everything has been read once.
    pub(super) fn complete(&mut self) {
        self.changed |= !self.image.complete;
        self.image.complete = true;
    }

    /// Says so as soon as every node has been read.
    pub(super) fn complete_when_read(&mut self) {
        if !self.image.complete && self.image.nodes().all(|shard| shard.read) {
            self.complete();
        }
    }

    /// Marks every node as read at this index.
    pub(super) fn all_read(&mut self, index: u64) {
        let unread: Vec<_> = self
            .image
            .nodes
            .iter()
            .filter(|(_, shard)| !shard.read)
            .map(|(name, shard)| (Arc::clone(name), Shard::clone(shard)))
            .collect();
        for (name, mut shard) in unread {
            shard.read = true;
            shard.index = index;
            self.image.nodes.insert(name, Arc::new(shard));
            self.changed = true;
        }
    }

    /// Makes the next state of a node that is known; the change says if it is another.
    fn on(&mut self, node: &str, change: impl FnOnce(&mut Shard, &mut Names) -> bool) {
        let folded = catalog::lookup(node);
        let Some(shard) = self.image.nodes.get(&*folded) else {
            return;
        };
        let mut shard = Shard::clone(shard);
        if change(&mut shard, self.names) {
            let folded = self.names.folded(&shard.node.name);
            self.image.nodes.insert(folded, Arc::new(shard));
            self.changed = true;
        }
    }

    fn new_pulse(&self, heart: Heart) -> Arc<Pulse> {
        match heart {
            Heart::Own => Arc::new(Pulse::new(self.patience)),
            Heart::Shared => Arc::clone(self.pulse),
        }
    }
}
