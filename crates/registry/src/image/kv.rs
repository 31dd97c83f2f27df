//! Keys and values, and the traces of those that are gone.

use std::sync::Arc;

use crate::rows::KvRow;
use catalog::Ordered;

/// Traces of removed keys kept. An older one is forgotten and raises the floor.
const TOMBSTONES: usize = 8_192;

#[derive(Clone, Debug, Default)]
pub struct Kv {
    pub(crate) rows: Ordered<Arc<str>, Arc<KvRow>>,
    /// The index at which a key, or all below a prefix, was removed.
    tombstones: Ordered<Arc<str>, u64>,
    by_age: Ordered<u64, Arc<str>>,
    /// The index of the last change of any key.
    pub(crate) index: u64,
    /// No answer about a prefix has a lower index.
    pub(crate) floor: u64,
}

impl Kv {
    pub fn get(&self, key: &str) -> Option<&Arc<KvRow>> {
        self.rows.get(key)
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Everything below a prefix, in the order of the keys.
    pub fn below(&self, prefix: &str) -> impl Iterator<Item = &Arc<KvRow>> {
        self.rows
            .starting_at(prefix)
            .take_while(move |(key, _)| key.starts_with(prefix))
            .map(|(_, row)| row)
    }

    /// The index of what is below a prefix, as Consul gives it: the last change of what is
    /// there or the last removal below it, else that of all keys.
    pub(crate) fn index_below(&self, prefix: &str) -> u64 {
        if prefix.is_empty() {
            return self.index;
        }
        let changed = self.below(prefix).map(|row| row.indexes.modify).max();
        let removed = self
            .tombstones
            .starting_at(prefix)
            .take_while(|(key, _)| key.starts_with(prefix))
            .map(|(_, index)| *index)
            .max();
        match changed.max(removed) {
            Some(index) => index.max(self.floor),
            None => self.index,
        }
    }

    pub(crate) fn bury(&mut self, key: &Arc<str>, index: u64) {
        if let Some(old) = self.tombstones.insert(Arc::clone(key), index) {
            self.forget_age(key, old);
        }
        // Several keys may go in one command: each needs an age of its own.
        let mut age = index << 16;
        while self.by_age.get(&age).is_some() {
            age += 1;
        }
        self.by_age.insert(age, Arc::clone(key));
        while self.by_age.len() > TOMBSTONES {
            let Some((age, key)) = self
                .by_age
                .iter()
                .next()
                .map(|(age, key)| (*age, Arc::clone(key)))
            else {
                return;
            };
            self.by_age.remove(&age);
            self.tombstones.remove(&key);
            self.floor = self.floor.max(age >> 16);
        }
    }

    fn forget_age(&mut self, key: &Arc<str>, index: u64) {
        let found = self
            .by_age
            .starting_at(&(index << 16))
            .take_while(|(age, _)| **age >> 16 == index)
            .find(|(_, candidate)| *candidate == key)
            .map(|(age, _)| *age);
        if let Some(age) = found {
            self.by_age.remove(&age);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tombstones_are_bounded_and_leave_a_floor() {
        let mut kv = Kv::default();
        for number in 1..=TOMBSTONES as u64 + 100 {
            kv.bury(&format!("a/{number}").into(), number);
        }
        assert_eq!(kv.tombstones.len(), TOMBSTONES);
        assert_eq!(kv.floor, 100);
        assert_eq!(kv.index_below("a/1000"), 1_000);
        assert_eq!(kv.index_below("a/"), TOMBSTONES as u64 + 100);
    }

    #[test]
    fn a_key_that_goes_again_and_again_leaves_one_trace() {
        let mut kv = Kv::default();
        for index in 1..50_000 {
            kv.bury(&"a".into(), index);
        }
        assert_eq!((kv.tombstones.len(), kv.by_age.len(), kv.floor), (1, 1, 0));
    }
}
