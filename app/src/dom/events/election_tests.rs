//! Several tabs in one thread, with a clock of their own.

use std::collections::{BTreeSet, VecDeque};

use domain::event::{EventId, Topic};

use super::*;

struct Browser {
    tabs: Vec<Option<Tab>>,
    /// Connections held now, by tab.
    open: BTreeSet<usize>,
    opened: Vec<(usize, Vec<Topic>, Option<EventId>)>,
    now: Instant,
    /// Tabs whose timers do not run.
    frozen: BTreeSet<usize>,
}

impl Browser {
    fn new() -> Self {
        Self {
            tabs: Vec::new(),
            open: BTreeSet::new(),
            opened: Vec::new(),
            now: 0.0,
            frozen: BTreeSet::new(),
        }
    }

    fn open_tab(&mut self, since: u64) -> usize {
        let index = self.tabs.len();
        let mut tab = Tab::new(format!("tab{index}"), id(since));
        tab.own.insert(Topic::System);
        let acts = tab.start(false, self.now);
        self.tabs.push(Some(tab));
        self.carry_out(index, acts);
        index
    }

    fn close_tab(&mut self, index: usize, says_bye: bool) {
        if let Some(mut tab) = self.tabs[index].take() {
            let acts = tab.leave();
            self.open.remove(&index);
            if says_bye {
                self.carry_out(index, acts);
            }
        }
    }

    fn carry_out(&mut self, from: usize, acts: Vec<Act>) {
        let mut queue: VecDeque<(usize, Act)> = acts.into_iter().map(|act| (from, act)).collect();
        while let Some((from, act)) = queue.pop_front() {
            match act {
                Act::Open { topics, since } => {
                    self.open.insert(from);
                    self.opened.push((from, topics, since));
                }
                Act::Close => {
                    self.open.remove(&from);
                }
                Act::Shown(_) => {}
                Act::Post(note) => {
                    for (index, tab) in self.tabs.iter_mut().enumerate() {
                        let Some(tab) = tab.as_mut().filter(|_| index != from) else {
                            continue;
                        };
                        let acts = tab.hear(note.clone(), self.now);
                        queue.extend(acts.into_iter().map(|act| (index, act)));
                    }
                }
            }
        }
    }

    /// Tabs that act at the same time do not hear each other before.
    fn pass(&mut self, milliseconds: f64) {
        let until = self.now + milliseconds;
        while self.now < until {
            self.now += 400.0;
            let mut acts = Vec::new();
            for (index, tab) in self.tabs.iter_mut().enumerate() {
                if let Some(tab) = tab.as_mut().filter(|_| !self.frozen.contains(&index)) {
                    acts.push((index, tab.tick(self.now)));
                }
            }
            for (index, acts) in acts {
                self.carry_out(index, acts);
            }
        }
    }

    fn leaders(&self) -> Vec<usize> {
        let leads = |tab: &Option<Tab>| tab.as_ref().is_some_and(Tab::is_leading);
        (0..self.tabs.len())
            .filter(|index| leads(&self.tabs[*index]))
            .collect()
    }
}

fn id(number: u64) -> Option<EventId> {
    Some(EventId {
        instance: "one".to_owned(),
        number,
    })
}

/// Tabs that have agreed on who leads.
fn settled(tabs: usize) -> (Browser, usize) {
    let mut browser = Browser::new();
    for _ in 0..tabs {
        browser.open_tab(0);
    }
    browser.pass(3_000.0);
    let leader = browser.leaders()[0];
    (browser, leader)
}

#[test]
fn ten_tabs_hold_one_connection() {
    let mut browser = Browser::new();
    for _ in 0..10 {
        browser.open_tab(0);
    }
    browser.pass(5_000.0);
    assert_eq!(browser.leaders().len(), 1);
    assert_eq!(browser.open.len(), 1);
}

#[test]
fn a_new_tab_follows_the_leader_at_once() {
    let mut browser = Browser::new();
    browser.open_tab(0);
    browser.pass(2_000.0);
    browser.open_tab(0);
    browser.pass(10_000.0);
    assert_eq!(browser.leaders(), [0]);
    assert_eq!(
        browser.opened.len(),
        1,
        "nothing was missed: {:?}",
        browser.opened
    );
}

#[test]
fn a_leader_that_says_bye_is_followed_within_a_second() {
    let (mut browser, leader) = settled(5);
    let before = browser.opened.len();
    browser.close_tab(leader, true);
    browser.pass(800.0);
    assert_eq!(browser.leaders().len(), 1);
    assert_eq!(browser.opened.len(), before + 1, "and by one tab alone");
}

#[test]
fn a_leader_that_dies_is_followed_within_three_seconds() {
    let (mut browser, leader) = settled(5);
    let before = browser.opened.len();
    browser.close_tab(leader, false);
    browser.pass(2_800.0);
    assert_eq!(browser.leaders().len(), 1);
    assert_eq!(browser.opened.len(), before + 1, "and by one tab alone");
}

#[test]
fn a_leader_that_was_asleep_steps_down() {
    let (mut browser, asleep) = settled(3);
    browser.frozen.insert(asleep);
    browser.pass(5_000.0);
    // It heard of the new leader although its timers stood still.
    assert_eq!(browser.leaders().len(), 1);
    assert_ne!(browser.leaders(), [asleep]);
    browser.frozen.clear();
    browser.pass(5_000.0);
    assert_eq!(browser.leaders().len(), 1);
    assert_eq!(browser.open.len(), 1);
}

#[test]
fn a_leader_that_is_well_is_not_taken_over() {
    let (mut browser, leader) = settled(3);
    // Another tab heard nothing for long, because it was busy itself.
    let busy = (leader + 1) % 3;
    browser.frozen.insert(busy);
    let acts = vec![browser.tabs[busy].as_mut().unwrap().claim(browser.now)];
    browser.carry_out(busy, acts);
    browser.frozen.clear();
    browser.pass(3_000.0);
    assert_eq!(browser.leaders(), [leader]);
    assert_eq!(browser.opened.len(), 1);
}

#[test]
fn what_a_tab_follows_is_followed_for_it() {
    let mut browser = Browser::new();
    browser.open_tab(0);
    browser.pass(2_000.0);
    let second = browser.open_tab(0);
    browser.pass(2_000.0);
    let topics = BTreeSet::from([Topic::System, Topic::Kit]);
    let acts = browser.tabs[second]
        .as_mut()
        .unwrap()
        .follow(topics, browser.now);
    browser.carry_out(second, acts);
    let (tab, topics, _) = browser.opened.last().unwrap();
    assert_eq!(
        (*tab, topics.as_slice()),
        (0, [Topic::System, Topic::Kit].as_slice())
    );
    // When the leader goes, the next one follows the same.
    browser.close_tab(0, true);
    browser.pass(2_000.0);
    let (tab, topics, _) = browser.opened.last().unwrap();
    assert_eq!(
        (*tab, topics.as_slice()),
        (1, [Topic::System, Topic::Kit].as_slice())
    );
}

#[test]
fn a_tab_rendered_before_the_last_event_gets_what_it_missed() {
    let mut browser = Browser::new();
    browser.open_tab(3);
    browser.pass(2_000.0);
    browser.tabs[0].as_mut().unwrap().seen = id(9);
    browser.open_tab(7);
    let (tab, _, since) = browser.opened.last().unwrap();
    assert_eq!((*tab, since), (0, &id(7)));
    let count = browser.opened.len();
    browser.open_tab(9);
    browser.pass(60_000.0);
    assert_eq!(browser.opened.len(), count, "and nobody else starts anew");
}

#[test]
fn one_tab_leads_at_once() {
    let mut tab = Tab::new("a".to_owned(), None);
    let acts = tab.start(true, 0.0);
    assert!(acts.iter().any(|act| matches!(act, Act::Open { .. })));
    assert!(tab.is_leading());
}
