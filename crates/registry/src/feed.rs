//! What changed in the catalog of late, so that a mirror needs to ask only for that.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::rows::RowKey;

/// Changes kept. Who is further behind starts again.
const KEPT: usize = 65_536;

#[derive(Debug)]
pub(crate) struct Feed {
    ring: Mutex<Ring>,
}

#[derive(Debug)]
struct Ring {
    kept: VecDeque<(u64, RowKey)>,
    /// What changed up to here is not known any more.
    floor: u64,
}

impl Feed {
    pub(crate) fn starting_at(index: u64) -> Self {
        Self {
            ring: Mutex::new(Ring {
                kept: VecDeque::new(),
                floor: index,
            }),
        }
    }

    /// Before the image with these changes is published: who sees the image finds them.
    pub(crate) fn note(&self, index: u64, rows: &[RowKey]) {
        let mut ring = self.lock();
        for row in rows {
            if matches!(row, RowKey::Kv(_) | RowKey::Session(_)) {
                continue;
            }
            if ring.kept.len() == KEPT
                && let Some((gone, _)) = ring.kept.pop_front()
            {
                ring.floor = gone;
            }
            ring.kept.push_back((index, row.clone()));
        }
    }

    /// Everything before is not known any more.
    pub(crate) fn start_again(&self, index: u64) {
        let mut ring = self.lock();
        ring.kept.clear();
        ring.floor = index;
    }

    /// The rows changed after an index, each once; nothing if that is too long ago.
    pub(crate) fn since(&self, index: u64) -> Option<BTreeSet<RowKey>> {
        let ring = self.lock();
        if index < ring.floor {
            return None;
        }
        let first = ring.kept.partition_point(|(at, _)| *at <= index);
        let changed = ring.kept.range(first..).map(|(_, row)| row.clone());
        Some(changed.collect())
    }

    fn lock(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_each_row_once_and_knows_what_it_forgot() {
        let feed = Feed::starting_at(10);
        assert_eq!(feed.since(9), None);
        assert_eq!(feed.since(10), Some(BTreeSet::new()));
        let node = |name: &str| RowKey::Node(name.into());
        feed.note(11, &[node("a"), RowKey::Kv("k".into()), node("a")]);
        feed.note(12, &[node("b")]);
        assert_eq!(feed.since(10), Some([node("a"), node("b")].into()));
        assert_eq!(feed.since(11), Some([node("b")].into()));
        for index in 0..KEPT as u64 {
            feed.note(13 + index, &[node("c")]);
        }
        assert_eq!(feed.since(11), None);
        assert_eq!(feed.since(12), Some([node("c")].into()));
    }
}
