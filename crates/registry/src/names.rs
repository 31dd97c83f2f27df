//! Strings that many rows share are kept once.

use std::collections::HashSet;
use std::sync::Arc;

use crate::pairs::Pairs;

/// Longer texts are hardly ever equal; looking them up would cost more than it saves.
const LONGEST: usize = 96;
/// Below this many names nothing is swept.
const ROOM: usize = 16_384;

#[derive(Debug, Default)]
pub(crate) struct Names {
    texts: HashSet<Arc<str>>,
    /// Lists of keys and of tags: most rows of a kind have the same.
    lists: HashSet<Arc<[Arc<str>]>>,
    left_by_sweep: usize,
}

impl Names {
    pub(crate) fn text(&mut self, text: &str) -> Arc<str> {
        if text.len() > LONGEST {
            return text.into();
        }
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        self.sweep();
        let new: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&new));
        new
    }

    /// The form by which Consul looks names up: in lower case.
    pub(crate) fn folded(&mut self, name: &Arc<str>) -> Arc<str> {
        match fold(name) {
            None => Arc::clone(name),
            Some(folded) => self.text(&folded),
        }
    }

    pub(crate) fn list<T: AsRef<str>>(&mut self, texts: &[T]) -> Arc<[Arc<str>]> {
        let list: Vec<Arc<str>> = texts.iter().map(|text| self.text(text.as_ref())).collect();
        if let Some(known) = self.lists.get(list.as_slice()) {
            return Arc::clone(known);
        }
        let list: Arc<[Arc<str>]> = list.into();
        self.lists.insert(Arc::clone(&list));
        list
    }

    pub(crate) fn pairs<T: AsRef<str>>(&mut self, pairs: &[(T, T)]) -> Pairs {
        let mut sorted: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(key, value)| (key.as_ref(), value.as_ref()))
            .collect();
        // Of a key given twice the last counts, as in any JSON reader.
        sorted.reverse();
        sorted.sort_by_key(|(key, _)| *key);
        sorted.dedup_by_key(|(key, _)| *key);
        let keys: Vec<&str> = sorted.iter().map(|(key, _)| *key).collect();
        let keys = self.list(&keys);
        let values = sorted.iter().map(|(_, value)| self.text(value)).collect();
        Pairs::new(keys, values)
    }

    /// Forgets what no two rows share, when the set has doubled.
    fn sweep(&mut self) {
        if self.texts.len() < 2 * self.left_by_sweep + ROOM {
            return;
        }
        // One count is the set's own, one that of a single row.
        self.texts.retain(|text| Arc::strong_count(text) > 2);
        self.texts.shrink_to_fit();
        self.lists.retain(|list| Arc::strong_count(list) > 1);
        self.left_by_sweep = self.texts.len();
    }
}

/// A name in lower case, if it is not already.
pub(crate) fn fold(name: &str) -> Option<String> {
    name.chars()
        .any(char::is_uppercase)
        .then(|| name.to_lowercase())
}

/// The form by which a name given in a request is looked up.
pub(crate) fn lookup(name: &str) -> Arc<str> {
    fold(name).map_or_else(|| name.into(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one() {
        let mut names = Names::default();
        let (one, two) = (names.text("blackbox"), names.text("blackbox"));
        assert!(Arc::ptr_eq(&one, &two));
        assert!(Arc::ptr_eq(&names.folded(&one), &one));
        let mixed = names.text("Blackbox");
        assert!(Arc::ptr_eq(&names.folded(&mixed), &one));
    }

    #[test]
    fn what_one_row_alone_has_is_forgotten() {
        let mut names = Names::default();
        let shared: Vec<_> = (0..3).map(|_| names.text("shared")).collect();
        let alone: Vec<_> = (0..3 * ROOM)
            .map(|number| names.text(&format!("alone {number}")))
            .collect();
        assert!(names.texts.len() < 2 * ROOM, "{}", names.texts.len());
        assert!(Arc::ptr_eq(&names.text("shared"), &shared[0]));
        assert_eq!(alone.len(), 3 * ROOM);
    }

    #[test]
    fn of_a_key_given_twice_the_last_counts() {
        let mut names = Names::default();
        let pairs = names.pairs(&[("b", "1"), ("a", "2"), ("b", "3")]);
        let read: Vec<_> = pairs
            .iter()
            .map(|(key, value)| (&**key, &**value))
            .collect();
        assert_eq!(read, [("a", "2"), ("b", "3")]);
    }
}
