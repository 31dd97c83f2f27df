//! Sessions and what they hold.

use std::sync::Arc;

use super::{Pair, Triple, nothing};
use crate::rows::SessionRow;
use catalog::Ordered;

#[derive(Clone, Debug, Default)]
pub struct Sessions {
    pub(crate) rows: Ordered<Arc<str>, Arc<SessionRow>>,
    /// Session and key.
    pub(crate) keys: Ordered<Pair, ()>,
    /// Folded node, check and session.
    pub(crate) checks: Ordered<Triple, ()>,
    /// Folded node and session.
    pub(crate) nodes: Ordered<Pair, ()>,
    /// Until when, by the registry's clock, a key whose holder was lost cannot be taken.
    pub(crate) delays: Ordered<Arc<str>, u64>,
    pub(crate) index: u64,
}

impl Sessions {
    pub fn get(&self, id: &str) -> Option<&Arc<SessionRow>> {
        self.rows.get(id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<SessionRow>> {
        self.rows.values()
    }

    pub(crate) fn of_node(&self, folded: &Arc<str>) -> Vec<Arc<SessionRow>> {
        self.nodes
            .starting_at(&(Arc::clone(folded), nothing()))
            .take_while(|((node, _), ())| node == folded)
            .filter_map(|((_, id), ())| self.rows.get(id).cloned())
            .collect()
    }

    pub(crate) fn of_check(&self, folded: &Arc<str>, check: &Arc<str>) -> Vec<Arc<str>> {
        self.checks
            .starting_at(&(Arc::clone(folded), Arc::clone(check), nothing()))
            .take_while(|((node, id, _), ())| node == folded && id == check)
            .map(|((_, _, session), ())| Arc::clone(session))
            .collect()
    }

    pub(crate) fn keys_of(&self, session: &Arc<str>) -> Vec<Arc<str>> {
        self.keys
            .starting_at(&(Arc::clone(session), nothing()))
            .take_while(|((holder, _), ())| holder == session)
            .map(|((_, key), ())| Arc::clone(key))
            .collect()
    }
}
