//! What changed in the catalog of late, so that a mirror needs to ask only for that.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::rows::RowKey;

/// Changes kept. Who is further behind starts again.
pub(crate) const KEPT: usize = 65_536;

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

    /// The rows changed after an index, each once; nothing if that is too long ago, or if
    /// there were more changes than so many. The writer waits as long as this copies.
    pub(crate) fn since(&self, index: u64, most: usize) -> Option<BTreeSet<RowKey>> {
        let ring = self.lock();
        if index < ring.floor {
            return None;
        }
        let first = ring.kept.partition_point(|(at, _)| *at <= index);
        if ring.kept.len() - first > most {
            return None;
        }
        let changed = ring.kept.range(first..).map(|(_, row)| row.clone());
        let changed: Vec<_> = changed.collect();
        drop(ring);
        Some(changed.into_iter().collect())
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
        assert_eq!(feed.since(9, KEPT), None);
        assert_eq!(feed.since(10, KEPT), Some(BTreeSet::new()));
        let node = |name: &str| RowKey::Node(name.into());
        feed.note(11, &[node("a"), RowKey::Kv("k".into()), node("a")]);
        feed.note(12, &[node("b")]);
        assert_eq!(feed.since(10, KEPT), Some([node("a"), node("b")].into()));
        assert_eq!(feed.since(11, KEPT), Some([node("b")].into()));
        assert_eq!(feed.since(11, 1), Some([node("b")].into()));
        assert_eq!(feed.since(10, 2), None, "three changes of two rows");
        for index in 0..KEPT as u64 {
            feed.note(13 + index, &[node("c")]);
        }
        assert_eq!(feed.since(11, KEPT), None);
        assert_eq!(feed.since(12, KEPT), Some([node("c")].into()));
    }
}
