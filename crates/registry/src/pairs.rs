//! The pairs of a Meta, sorted by key.

use std::sync::Arc;

use serde::{Serialize, Serializer};

/// Keys and values apart, because rows of a kind share the keys as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    keys: Arc<[Arc<str>]>,
    values: Arc<[Arc<str>]>,
}

impl Pairs {
    pub(crate) fn new(keys: Arc<[Arc<str>]>, values: Arc<[Arc<str>]>) -> Self {
        Self { keys, values }
    }

    pub fn get(&self, key: &str) -> Option<&Arc<str>> {
        let at = self
            .keys
            .binary_search_by(|candidate| (**candidate).cmp(key))
            .ok()?;
        self.values.get(at)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.keys.iter().zip(self.values.iter())
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (&**key, &**value)))
    }
}
