//! Which rows are chosen, across all pages of the answer.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Named rows, or every row of the answer but the named ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    pub all: bool,
    pub named: BTreeSet<String>,
}

impl Selection {
    pub fn has(&self, id: &str) -> bool {
        self.named.contains(id) != self.all
    }

    pub fn count(&self, total: u64) -> u64 {
        let named = self.named.len() as u64;
        if self.all { total.saturating_sub(named) } else { named }
    }

    pub fn is_empty(&self) -> bool {
        !self.all && self.named.is_empty()
    }

    pub fn set(&mut self, id: &str, chosen: bool) {
        if chosen != self.all {
            self.named.insert(id.to_owned());
        } else {
            self.named.remove(id);
        }
    }

    pub fn toggle(&mut self, id: &str) {
        self.set(id, !self.has(id));
    }

    pub fn every(&mut self) {
        *self = Self { all: true, named: BTreeSet::new() };
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_a_few() {
        let mut selection = Selection::default();
        selection.toggle("a");
        assert!(selection.has("a"));
        assert_eq!(selection.count(10), 1);
        selection.every();
        selection.toggle("b");
        assert!(!selection.has("b") && selection.has("a"));
        assert_eq!(selection.count(10), 9);
        selection.toggle("b");
        assert_eq!(selection.count(10), 10);
        selection.clear();
        assert!(selection.is_empty());
    }
}
