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
    /// The order of a version.
    pub(super) fn get(&self, query: &Query, version: u64) -> Option<Arc<[u32]>> {
        Some(
            self.find(|one| one.version == version && one.query == *query)?
                .1,
        )
    }

    /// An order that is as new as this, and its version.
    pub(super) fn since(&self, query: &Query, version: u64) -> Option<(u64, Arc<[u32]>)> {
        self.find(|one| one.version >= version && one.query == *query)
    }

    fn find(&self, fits: impl Fn(&Known) -> bool) -> Option<(u64, Arc<[u32]>)> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.iter().rposition(fits)?;
        let one = known.remove(found);
        let answer = (one.version, Arc::clone(&one.order));
        known.push(one);
        Some(answer)
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
