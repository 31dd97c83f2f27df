//! Several keys, of which the first is the current one.

use std::fmt;

use crate::id::KeyId;
use crate::key::Key;
use crate::random::NoRandom;

/// At least one key. New things are made with the first; the others are earlier ones.
pub struct KeyRing {
    current: Key,
    earlier: Vec<Key>,
}

impl KeyRing {
    pub(crate) fn random() -> Result<Self, NoRandom> {
        Ok(Self {
            current: Key::random()?,
            earlier: Vec::new(),
        })
    }

    /// Nothing when there are no keys.
    pub(crate) fn of(keys: Vec<Key>) -> Option<Self> {
        let mut keys = keys.into_iter();
        Some(Self {
            current: keys.next()?,
            earlier: keys.collect(),
        })
    }

    /// The key with which things are made now.
    pub fn current(&self) -> KeyId {
        self.current.id()
    }

    /// All of them, the current one first.
    pub fn ids(&self) -> impl Iterator<Item = KeyId> {
        self.keys().map(Key::id)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.earlier)
    }

    pub(crate) fn current_key(&self) -> &Key {
        &self.current
    }

    pub(crate) fn key(&self, id: KeyId) -> Option<&Key> {
        self.keys().find(|key| key.id() == id)
    }

    /// With a new current key; what was current is an earlier one.
    pub(crate) fn with_a_new_key(self) -> Result<Self, NoRandom> {
        let mut key = Key::random()?;
        // An id is short: two keys may have the same, and could not be told apart.
        while self.key(key.id()).is_some() {
            key = Key::random()?;
        }
        let mut earlier = self.earlier;
        earlier.insert(0, self.current);
        Ok(Self {
            current: key,
            earlier,
        })
    }

    /// Without this earlier key.
    pub(crate) fn without(mut self, id: KeyId) -> Self {
        self.earlier.retain(|key| key.id() != id);
        self
    }
}

/// Tells the ids.
impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyRing ")?;
        f.debug_list().entries(self.ids()).finish()
    }
}
