//! An ordered map whose clones share everything that did not change.
//!
//! Sorted chunks below one list of chunks: a clone costs one reference count, a change
//! copies one chunk and, once after each clone, the list. Dense chunks keep 100,000 rows
//! small, which a node for each entry does not.

use std::borrow::Borrow;
use std::sync::Arc;

/// Entries of a full chunk.
const MOST: usize = 96;
/// Two neighbours that have no more than this together become one.
const FEW: usize = MOST / 2;

type Chunk<K, V> = Arc<Vec<(K, V)>>;

#[derive(Debug)]
pub(crate) struct Ordered<K, V> {
    chunks: Arc<Vec<Chunk<K, V>>>,
    len: usize,
}

impl<K, V> Clone for Ordered<K, V> {
    fn clone(&self) -> Self {
        Self {
            chunks: Arc::clone(&self.chunks),
            len: self.len,
        }
    }
}

impl<K, V> Default for Ordered<K, V> {
    fn default() -> Self {
        Self {
            chunks: Arc::default(),
            len: 0,
        }
    }
}

impl<K: Ord + Clone, V: Clone> Ordered<K, V> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let chunk = self.chunks.get(self.place(key))?;
        let at = find(chunk, key).ok()?;
        chunk.get(at).map(|(_, value)| value)
    }

    /// All entries in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.chunks
            .iter()
            .flat_map(|chunk| chunk.iter().map(|(key, value)| (key, value)))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The entries from a key on, in order.
    pub(crate) fn starting_at<'s, Q>(
        &'s self,
        key: &Q,
    ) -> impl Iterator<Item = (&'s K, &'s V)> + use<'s, K, V, Q>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let place = self.place(key);
        let skipped = self
            .chunks
            .get(place)
            .map_or(0, |chunk| find(chunk, key).unwrap_or_else(|at| at));
        self.chunks
            .iter()
            .skip(place)
            .flat_map(|chunk| chunk.iter().map(|(key, value)| (key, value)))
            .skip(skipped)
    }

    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let place = self.place(&key);
        let chunks = Arc::make_mut(&mut self.chunks);
        let Some(chunk) = chunks.get_mut(place) else {
            chunks.push(Arc::new(vec![(key, value)]));
            self.len += 1;
            return None;
        };
        let entries = Arc::make_mut(chunk);
        match find(entries, &key) {
            Ok(at) => entries
                .get_mut(at)
                .map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                // Rows that arrive in order leave full chunks behind, not half-full ones.
                let appended = at == entries.len() && entries.len() == MOST;
                if appended {
                    chunks.insert(place + 1, Arc::new(vec![(key, value)]));
                } else {
                    entries.insert(at, (key, value));
                    if entries.len() > MOST {
                        let right = entries.split_off(entries.len() / 2);
                        entries.shrink_to_fit();
                        chunks.insert(place + 1, Arc::new(right));
                    }
                }
                self.len += 1;
                None
            }
        }
    }

    pub(crate) fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let place = self.place(key);
        let at = find(self.chunks.get(place)?, key).ok()?;
        let chunks = Arc::make_mut(&mut self.chunks);
        let entries = Arc::make_mut(chunks.get_mut(place)?);
        let (_, value) = entries.remove(at);
        let left = entries.len();
        self.len -= 1;
        if left == 0 {
            chunks.remove(place);
        } else if let Some(next) = chunks.get(place + 1)
            && left + next.len() <= FEW
        {
            let next = chunks.remove(place + 1);
            if let Some(chunk) = chunks.get_mut(place) {
                Arc::make_mut(chunk).extend(next.iter().cloned());
            }
        }
        Some(value)
    }

    /// The chunk in which a key is, or would be.
    fn place<Q>(&self, key: &Q) -> usize
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.chunks
            .partition_point(|chunk| {
                chunk
                    .first()
                    .is_some_and(|(first, _)| first.borrow() <= key)
            })
            .saturating_sub(1)
    }
}

fn find<K, V, Q>(chunk: &[(K, V)], key: &Q) -> Result<usize, usize>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    chunk.binary_search_by(|(candidate, _)| candidate.borrow().cmp(key))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_map_and_its_clones_do_not_change(
            steps in prop::collection::vec((any::<u16>(), any::<bool>()), 0..2_000),
        ) {
            let mut ordered = Ordered::default();
            let mut model = BTreeMap::new();
            let mut kept = Vec::new();
            for (number, (key, put)) in steps.into_iter().enumerate() {
                let key = key % 1_000;
                if put {
                    prop_assert_eq!(ordered.insert(key, number), model.insert(key, number));
                } else {
                    prop_assert_eq!(ordered.remove(&key), model.remove(&key));
                }
                prop_assert_eq!(ordered.get(&key), model.get(&key));
                if number % 300 == 0 {
                    kept.push((ordered.clone(), model.clone()));
                }
            }
            kept.push((ordered, model));
            for (ordered, model) in kept {
                prop_assert_eq!(ordered.len(), model.len());
                prop_assert!(ordered.iter().eq(model.iter()));
                for from in [0, 1, 500, 999, 2_000] {
                    prop_assert!(ordered.starting_at(&from).eq(model.range(from..)));
                }
            }
        }
    }
}
