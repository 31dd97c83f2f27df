//! What will happen by itself, by time.

use std::collections::{BTreeSet, HashMap};

use crate::command::{Alarm, AlarmChange};

#[derive(Debug, Default)]
pub(super) struct Alarms {
    at: HashMap<Alarm, (u64, u64)>,
    /// Time, number, so that two at one time are told apart.
    order: BTreeSet<(u64, u64)>,
    names: HashMap<u64, Alarm>,
    number: u64,
}

impl Alarms {
    pub(super) fn next(&self) -> Option<u64> {
        self.order.first().map(|(at, _)| *at)
    }

    pub(super) fn change(&mut self, change: AlarmChange) {
        match change {
            AlarmChange::Set(alarm, at) => self.set(alarm, at),
            AlarmChange::Keep(alarm, at) => {
                if !self.at.contains_key(&alarm) {
                    self.set(alarm, at);
                }
            }
            AlarmChange::Clear(alarm) => self.clear(&alarm),
        }
    }

    pub(super) fn set(&mut self, alarm: Alarm, at: u64) {
        self.clear(&alarm);
        self.number += 1;
        let place = (at, self.number);
        self.order.insert(place);
        self.names.insert(self.number, alarm.clone());
        self.at.insert(alarm, place);
    }

    fn clear(&mut self, alarm: &Alarm) {
        if let Some(place) = self.at.remove(alarm) {
            self.order.remove(&place);
            self.names.remove(&place.1);
        }
    }

    pub(super) fn clear_all(&mut self) {
        *self = Self::default();
    }

    /// Takes out what is due.
    pub(super) fn due(&mut self, now: u64, most: usize) -> Vec<Alarm> {
        let mut due = Vec::new();
        while due.len() < most
            && let Some(place) = self.order.first().copied().filter(|(at, _)| *at <= now)
        {
            self.order.remove(&place);
            if let Some(alarm) = self.names.remove(&place.1) {
                self.at.remove(&alarm);
                due.push(alarm);
            }
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_comes_once_and_in_order() {
        let session = |name: &str| Alarm::Session(name.into());
        let mut alarms = Alarms::default();
        alarms.change(AlarmChange::Set(session("late"), 30));
        alarms.change(AlarmChange::Set(session("moved"), 10));
        alarms.change(AlarmChange::Set(session("early"), 20));
        alarms.change(AlarmChange::Set(session("moved"), 40));
        alarms.change(AlarmChange::Keep(session("moved"), 1));
        alarms.change(AlarmChange::Set(session("gone"), 5));
        alarms.change(AlarmChange::Clear(session("gone")));
        assert_eq!(alarms.next(), Some(20));
        assert_eq!(alarms.due(19, 9), []);
        assert_eq!(alarms.due(30, 1), [session("early")]);
        assert_eq!(alarms.due(30, 9), [session("late")]);
        assert_eq!(alarms.due(40, 9), [session("moved")]);
        assert_eq!(alarms.next(), None);
    }
}
