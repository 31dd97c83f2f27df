//! Which tab holds the connection: a state machine without a browser.
//!
//! A leader beats every second. Who hears nothing for two claims the lead and waits for an
//! objection: a leader that is well answers with a beat, of two claims the older tab's
//! stands. Only a claim that stood leads, so tabs that act on the same silence open one
//! connection, not two. A leader whose timers a browser slows down because nobody looks at
//! it has missed its beats, and yields to a tab that is looked at.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::{EventId, Topic};

use super::note::{Link, Note, TabId};

/// Milliseconds on the tab's own clock.
pub(super) type Instant = f64;

/// How long a claim waits for an objection.
const CLAIM: Instant = 250.0;
const BEAT: Instant = 1_000.0;
const SILENCE: Instant = 2_000.0;
/// A tab in the background may speak once a minute.
const FORGET: Instant = 150_000.0;

#[derive(Debug, PartialEq)]
pub(super) enum Act {
    Post(Note),
    /// Connect anew, from there on.
    Open {
        topics: Vec<Topic>,
        since: Option<EventId>,
    },
    Close,
    /// The leader's connection is so.
    Shown(Link),
}

#[derive(Debug)]
enum Role {
    /// Nobody is heard: leads then, unless somebody objects.
    Claiming {
        until: Instant,
    },
    Following {
        leader: TabId,
        heard: Instant,
    },
    Leading {
        beat: Instant,
    },
}

#[derive(Debug)]
struct Other {
    topics: Vec<Topic>,
    heard: Instant,
}

#[derive(Debug)]
pub(super) struct Tab {
    id: TabId,
    term: u64,
    role: Role,
    link: Link,
    own: BTreeSet<Topic>,
    others: BTreeMap<TabId, Other>,
    open: BTreeSet<Topic>,
    spoke: Instant,
    /// When the server was last heard, by this tab or by its leader.
    pub(super) heard: Option<Instant>,
    /// Everything up to here was told to this tab.
    pub(super) seen: Option<EventId>,
}

impl Tab {
    pub(super) fn new(id: TabId, seen: Option<EventId>) -> Self {
        Self {
            id,
            term: 0,
            role: Role::Claiming { until: f64::MAX },
            link: Link::default(),
            own: BTreeSet::new(),
            others: BTreeMap::new(),
            open: BTreeSet::new(),
            spoke: 0.0,
            heard: None,
            seen,
        }
    }

    pub(super) fn is_leading(&self) -> bool {
        matches!(self.role, Role::Leading { .. })
    }

    #[cfg(feature = "hydrate")]
    pub(super) fn is_following(&self) -> bool {
        matches!(self.role, Role::Following { .. })
    }

    /// Looks for a leader; `alone` when there is nobody to ask.
    pub(super) fn start(&mut self, alone: bool, now: Instant) -> Vec<Act> {
        if alone {
            return self.lead(now);
        }
        vec![self.hello(now), self.claim(now)]
    }

    /// What time brings; called about twice a second.
    pub(super) fn tick(&mut self, now: Instant) -> Vec<Act> {
        match &self.role {
            Role::Claiming { until } if now >= *until => self.lead(now),
            Role::Following { heard, .. } if now - heard >= SILENCE => vec![self.claim(now)],
            Role::Following { .. } if now - self.spoke >= FORGET / 5.0 => vec![self.hello(now)],
            Role::Leading { beat } if now - beat >= BEAT => {
                self.others.retain(|_, other| now - other.heard < FORGET);
                vec![self.beat(now)]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn hear(&mut self, note: Note, now: Instant) -> Vec<Act> {
        match note {
            Note::Lead {
                tab, term, link, ..
            } => self.hear_leader(tab, term, link, now),
            Note::Hello { tab, topics, since } if self.is_leading() => {
                self.welcome(tab, topics, since, now)
            }
            Note::Claim { tab, term } => self.hear_claim(tab, term, now),
            Note::Bye { tab } => self.hear_bye(&tab, now),
            Note::Hello { .. } | Note::Told(_) | Note::Missed { .. } | Note::Retry => Vec::new(),
        }
    }

    /// The topics of this tab are these now.
    pub(super) fn follow(&mut self, topics: BTreeSet<Topic>, now: Instant) -> Vec<Act> {
        if topics == self.own {
            return Vec::new();
        }
        self.own = topics;
        match self.role {
            Role::Leading { .. } => self.widen(self.seen.clone()),
            _ => vec![self.hello(now)],
        }
    }

    #[cfg(feature = "hydrate")]
    /// The connection changed; the leader tells everybody.
    pub(super) fn linked(&mut self, link: Link, now: Instant) -> Vec<Act> {
        if !self.is_leading() || self.link == link {
            return Vec::new();
        }
        self.link = link;
        vec![self.beat(now), Act::Shown(link)]
    }

    /// Connects again, after the connection was lost.
    pub(super) fn reopen(&self) -> Act {
        Act::Open {
            topics: self.open.iter().copied().collect(),
            since: self.seen.clone(),
        }
    }

    pub(super) fn leave(&mut self) -> Vec<Act> {
        let bye = Act::Post(Note::Bye {
            tab: self.id.clone(),
        });
        match std::mem::replace(&mut self.role, Role::Claiming { until: f64::MAX }) {
            Role::Leading { .. } => vec![bye, Act::Close],
            _ => vec![bye],
        }
    }

    fn lead(&mut self, now: Instant) -> Vec<Act> {
        self.term += 1;
        self.role = Role::Leading { beat: now };
        self.link = Link::Opening;
        self.open = self.wanted();
        vec![self.beat(now), self.reopen()]
    }

    fn hear_leader(&mut self, tab: TabId, term: u64, link: Link, now: Instant) -> Vec<Act> {
        if tab == self.id {
            return Vec::new();
        }
        let stronger = term > self.term || (term == self.term && tab < self.id);
        match &mut self.role {
            Role::Leading { .. } if !stronger => vec![self.beat(now)],
            Role::Following { leader, heard } if *leader == tab && term == self.term => {
                *heard = now;
                vec![Act::Shown(link)]
            }
            // A weaker claim while ours is alive: the leader itself will answer it.
            Role::Following { .. } if term < self.term => Vec::new(),
            _ => {
                let mut acts = self.yield_to(tab, term, now);
                acts.extend([self.hello(now), Act::Shown(link)]);
                acts
            }
        }
    }

    fn hear_claim(&mut self, tab: TabId, term: u64, now: Instant) -> Vec<Act> {
        match self.role {
            Role::Leading { beat } if now - beat < SILENCE => vec![self.beat(now)],
            Role::Leading { .. } => self.yield_to(tab, term, now),
            Role::Claiming { .. } if self.id < tab => vec![self.claim_note()],
            Role::Claiming { .. } => self.yield_to(tab, term, now),
            // It hears the leader itself, or is answered by who claims next.
            Role::Following { .. } => Vec::new(),
        }
    }

    fn hear_bye(&mut self, tab: &str, now: Instant) -> Vec<Act> {
        self.others.remove(tab);
        match &self.role {
            Role::Following { leader, .. } if leader == tab => vec![self.claim(now)],
            _ => Vec::new(),
        }
    }

    fn claim(&mut self, now: Instant) -> Act {
        let until = now + CLAIM;
        self.role = Role::Claiming { until };
        self.claim_note()
    }

    fn claim_note(&self) -> Act {
        Act::Post(Note::Claim {
            tab: self.id.clone(),
            term: self.term,
        })
    }

    /// Follows another, which leads or is about to.
    fn yield_to(&mut self, leader: TabId, term: u64, now: Instant) -> Vec<Act> {
        let led = self.is_leading();
        self.role = Role::Following { leader, heard: now };
        self.term = term;
        self.others.clear();
        if led { vec![Act::Close] } else { Vec::new() }
    }

    /// A tab that is here, new or as before: it must miss nothing.
    fn welcome(
        &mut self,
        tab: TabId,
        topics: Vec<Topic>,
        since: Option<EventId>,
        now: Instant,
    ) -> Vec<Act> {
        let is_new = !self.others.contains_key(&tab);
        let name = tab.clone();
        self.others.insert(tab, Other { topics, heard: now });
        let mut acts = vec![self.beat(now)];
        let (from, missed) = match (&self.seen, &since) {
            (Some(seen), Some(since)) if seen.instance != since.instance => {
                (self.seen.clone(), is_new)
            }
            (Some(seen), Some(since)) if since.number < seen.number => (Some(since.clone()), false),
            (None, _) => (since.clone(), false),
            _ => (self.seen.clone(), false),
        };
        if missed {
            acts.push(Act::Post(Note::Missed { tab: name }));
        }
        let behind = is_new && from != self.seen && self.seen.is_some();
        if behind {
            self.open = self.wanted();
            acts.push(Act::Open {
                topics: self.open.iter().copied().collect(),
                since: from,
            });
        } else {
            acts.extend(self.widen(from));
        }
        acts
    }

    /// Connects anew when somebody follows what nobody followed; a topic that nobody
    /// follows any more costs nothing until then.
    fn widen(&mut self, since: Option<EventId>) -> Vec<Act> {
        let wanted = self.wanted();
        if wanted.is_subset(&self.open) {
            return Vec::new();
        }
        self.open = wanted;
        vec![Act::Open {
            topics: self.open.iter().copied().collect(),
            since,
        }]
    }

    fn wanted(&self) -> BTreeSet<Topic> {
        let others = self.others.values().flat_map(|other| &other.topics);
        self.own.iter().chain(others).copied().collect()
    }

    fn hello(&mut self, now: Instant) -> Act {
        self.spoke = now;
        Act::Post(Note::Hello {
            tab: self.id.clone(),
            topics: self.own.iter().copied().collect(),
            since: self.seen.clone(),
        })
    }

    fn beat(&mut self, now: Instant) -> Act {
        if let Role::Leading { beat } = &mut self.role {
            *beat = now;
        }
        Act::Post(Note::Lead {
            tab: self.id.clone(),
            term: self.term,
            link: self.link,
            age: self.heard.map(|heard| (now - heard).max(0.0) as u32),
        })
    }
}

#[cfg(test)]
#[path = "election_tests.rs"]
mod tests;
