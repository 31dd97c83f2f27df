//! Orders that were worked out and are still looked at.

use std::sync::{Arc, Mutex, PoisonError};

use domain::table::Query;

/// Enough for the open tables of a team; an order of 100,000 rows is 400 kB.
const KEPT: usize = 24;

struct Known {
    query: Query,
    version: u64,
    order: Arc<[u32]>,
}

/// The most recently used come last.
#[derive(Default)]
pub(super) struct Orders {
    known: Mutex<Vec<Known>>,
}

impl Orders {
    pub(super) fn get(&self, query: &Query, version: u64) -> Option<Arc<[u32]>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known
            .iter()
            .position(|one| one.version == version && one.query == *query)?;
        let one = known.remove(found);
        let order = Arc::clone(&one.order);
        known.push(one);
        Some(order)
    }

    pub(super) fn put(&self, query: Query, version: u64, order: Arc<[u32]>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.remove(0);
        }
        known.push(Known {
            query,
            version,
            order,
        });
    }
}
