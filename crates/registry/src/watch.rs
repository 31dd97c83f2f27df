//! Who waits for a change, and for a change of what.
//!
//! A waiter stands under the topics of its question, so a commit wakes those whom it
//! concerns and costs what it changed, however many wait. It then asks its question again
//! and compares indexes; being woken for nothing is no harm.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// One key. Told of a key, it wakes who waits for a prefix of it as well.
    Key(Arc<str>),
    /// All keys below a prefix; only waited for, never told.
    Below(Arc<str>),
    /// The list of nodes.
    Nodes,
    /// The list of services.
    Services,
    /// A node and the services on it.
    Node(Arc<str>),
    /// The instances of a service and their nodes.
    Instances(Arc<str>),
    /// The same with their health.
    Health(Arc<str>),
    NodeChecks(Arc<str>),
    ServiceChecks(Arc<str>),
    /// Checks with a status.
    Status(Arc<str>),
    /// Checks with any.
    Statuses,
    Session(Arc<str>),
    Sessions,
    NodeSessions(Arc<str>),
    /// Anything of the catalog.
    Changes,
}

#[derive(Debug, Default)]
pub(crate) struct Watchers {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    waiting: HashMap<Topic, HashMap<u64, Arc<Notify>>>,
    /// How many prefixes of each length are waited for.
    lengths: BTreeMap<usize, usize>,
    next: u64,
}

/// A place among the waiters, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Waiter {
    watchers: Arc<Watchers>,
    topics: Vec<Topic>,
    number: u64,
    bell: Arc<Notify>,
}

impl Waiter {
    /// Returns once something was told since this was last called.
    pub(crate) async fn woken(&self) {
        self.bell.notified().await;
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut inner = self.watchers.lock();
        for topic in &self.topics {
            inner.leave(topic, self.number);
        }
    }
}

impl Watchers {
    pub(crate) fn wait(self: &Arc<Self>, topics: Vec<Topic>) -> Waiter {
        let bell = Arc::new(Notify::new());
        let mut inner = self.lock();
        inner.next += 1;
        let number = inner.next;
        for topic in &topics {
            inner.join(topic, number, &bell);
        }
        drop(inner);
        Waiter {
            watchers: Arc::clone(self),
            topics,
            number,
            bell,
        }
    }

    pub(crate) fn tell<'a>(&self, topics: impl IntoIterator<Item = &'a Topic>) {
        let inner = self.lock();
        if inner.waiting.is_empty() {
            return;
        }
        for topic in topics {
            inner.ring(topic);
            if let Topic::Key(key) = topic {
                inner.ring_above(key);
            }
        }
    }

    /// Wakes everybody, when anything may have changed or nothing ever will.
    pub(crate) fn tell_all(&self) {
        let inner = self.lock();
        let bells = inner.waiting.values().flat_map(HashMap::values);
        bells.for_each(|bell| bell.notify_one());
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn join(&mut self, topic: &Topic, number: u64, bell: &Arc<Notify>) {
        let waiting = self.waiting.entry(topic.clone()).or_default();
        if waiting.insert(number, Arc::clone(bell)).is_none()
            && let Topic::Below(prefix) = topic
        {
            *self.lengths.entry(prefix.len()).or_default() += 1;
        }
    }

    fn leave(&mut self, topic: &Topic, number: u64) {
        let Some(waiting) = self.waiting.get_mut(topic) else {
            return;
        };
        let was_there = waiting.remove(&number).is_some();
        if waiting.is_empty() {
            self.waiting.remove(topic);
        }
        if let Topic::Below(prefix) = topic
            && was_there
            && let Some(count) = self.lengths.get_mut(&prefix.len())
        {
            *count -= 1;
            if *count == 0 {
                self.lengths.remove(&prefix.len());
            }
        }
    }

    fn ring(&self, topic: &Topic) {
        let bells = self
            .waiting
            .get(topic)
            .into_iter()
            .flat_map(HashMap::values);
        bells.for_each(|bell| bell.notify_one());
    }

    /// Rings for every prefix of a key that somebody waits for.
    fn ring_above(&self, key: &str) {
        for length in self.lengths.range(..=key.len()).map(|(length, _)| *length) {
            if let Some(prefix) = key.get(..length) {
                self.ring(&Topic::Below(prefix.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    async fn is_woken(waiter: &Waiter) -> bool {
        timeout(Duration::from_millis(5), waiter.woken())
            .await
            .is_ok()
    }

    #[tokio::test]
    async fn a_key_wakes_who_waits_for_it_or_for_a_prefix() {
        let watchers = Arc::new(Watchers::default());
        let wait = |topic| watchers.wait(vec![topic]);
        let concerned = [
            wait(Topic::Key("a/é/c".into())),
            wait(Topic::Below("".into())),
            wait(Topic::Below("a/".into())),
            wait(Topic::Below("a/é".into())),
            wait(Topic::Below("a/é/c".into())),
        ];
        let others = [
            wait(Topic::Key("a/é".into())),
            wait(Topic::Below("a/é/c/d".into())),
            wait(Topic::Below("b".into())),
            wait(Topic::Nodes),
        ];
        watchers.tell(&[Topic::Key("a/é/c".into())]);
        for waiter in &concerned {
            assert!(is_woken(waiter).await, "{waiter:?}");
        }
        for waiter in &others {
            assert!(!is_woken(waiter).await, "{waiter:?}");
        }
        watchers.tell_all();
        for waiter in concerned.iter().chain(&others) {
            assert!(is_woken(waiter).await, "{waiter:?}");
        }
    }

    #[tokio::test]
    async fn who_leaves_leaves_nothing() {
        let watchers = Arc::new(Watchers::default());
        let topics = vec![
            Topic::Below("a".into()),
            Topic::Nodes,
            Topic::Below("a".into()),
        ];
        let waiter = watchers.wait(topics);
        let second = watchers.wait(vec![Topic::Below("a".into())]);
        drop(waiter);
        watchers.tell(&[Topic::Key("ab".into())]);
        assert!(is_woken(&second).await);
        drop(second);
        let inner = watchers.lock();
        assert!(inner.waiting.is_empty() && inner.lengths.is_empty());
    }
}
