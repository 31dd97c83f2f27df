//! One key and its value.

use std::sync::Arc;

use bytes::Bytes;

use super::Indexes;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KvRow {
    pub key: Arc<str>,
    pub value: Bytes,
    pub flags: u64,
    /// The session that holds the lock.
    pub session: Option<Arc<str>>,
    pub lock_index: u64,
    pub indexes: Indexes,
}

impl KvRow {
    /// Whether storing the other one would change nothing but an index.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.lock_index == other.lock_index
            && self.flags == other.flags
            && self.session == other.session
            && self.value == other.value
    }
}
