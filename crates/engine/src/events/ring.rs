//! The last events, for who was away for a moment.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::event::Topic;

/// What one number of the sequence stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// The event as JSON, made once for all readers.
    Event { topic: Topic, json: Arc<str> },
    /// Too large to be sent: who follows the topic must read again.
    TooLarge { topic: Topic },
    /// Nothing comes after this.
    End,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stamped {
    pub number: u64,
    pub payload: Payload,
}

#[derive(Debug)]
pub(super) struct Ring {
    kept: VecDeque<Arc<Stamped>>,
    most: usize,
    last: u64,
}

impl Ring {
    pub(super) fn new(most: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            most: most.max(1),
            last: 0,
        }
    }

    pub(super) fn last(&self) -> u64 {
        self.last
    }

    pub(super) fn push(&mut self, payload: Payload) -> Arc<Stamped> {
        self.last += 1;
        let stamped = Arc::new(Stamped {
            number: self.last,
            payload,
        });
        if self.kept.len() == self.most {
            self.kept.pop_front();
        }
        self.kept.push_back(Arc::clone(&stamped));
        stamped
    }

    /// What came after a number; nothing at all when some of it is gone already, or when
    /// the number has not been given yet.
    pub(super) fn after(&self, number: u64) -> Option<Vec<Arc<Stamped>>> {
        let missed = self.last.checked_sub(number)?;
        let missed = usize::try_from(missed).ok()?;
        let skip = self.kept.len().checked_sub(missed)?;
        Some(self.kept.iter().skip(skip).cloned().collect())
    }
}
