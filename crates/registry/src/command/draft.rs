//! The state a command works on, and what it has done to it so far.

use std::collections::HashSet;
use std::sync::Arc;

use crate::image::Image;
use crate::rows::RowKey;
use crate::watch::Topic;
use catalog::Names;

pub(crate) struct Draft<'a> {
    pub(crate) image: &'a mut Image,
    pub(crate) names: &'a mut Names,
    pub(crate) effects: &'a mut Effects,
    /// The index of what this command changes.
    pub(crate) index: u64,
    /// The registry's own clock, in milliseconds; it never goes back.
    pub(crate) now: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Effects {
    /// Rows that were written or removed, each perhaps more than once.
    pub(crate) rows: Vec<RowKey>,
    /// Who must hear of it.
    pub(crate) topics: HashSet<Topic>,
    pub(crate) alarms: Vec<AlarmChange>,
}

/// What happens by itself when its time has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Alarm {
    /// A session was not renewed.
    Session(Arc<str>),
    /// A check was not heard of.
    Ttl { node: Arc<str>, id: Arc<str> },
    /// A check was critical for too long.
    Reap { node: Arc<str>, id: Arc<str> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AlarmChange {
    /// At that time of the registry's clock.
    Set(Alarm, u64),
    /// Unless it is set already.
    Keep(Alarm, u64),
    Clear(Alarm),
}

pub(crate) struct Mark {
    image: Image,
    rows: usize,
    alarms: usize,
}

impl Draft<'_> {
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            image: self.image.clone(),
            rows: self.effects.rows.len(),
            alarms: self.effects.alarms.len(),
        }
    }

    /// Undoes everything since the mark. Topics stay: waking somebody for nothing is no
    /// harm, and a waiter compares indexes anyway.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        *self.image = mark.image;
        self.effects.rows.truncate(mark.rows);
        self.effects.alarms.truncate(mark.alarms);
    }

    pub(crate) fn touch(&mut self, row: RowKey) {
        self.image.index = self.index;
        if !matches!(row, RowKey::Kv(_) | RowKey::Session(_)) {
            self.tell(Topic::Changes);
        }
        self.effects.rows.push(row);
    }

    pub(crate) fn tell(&mut self, topic: Topic) {
        self.effects.topics.insert(topic);
    }
}
