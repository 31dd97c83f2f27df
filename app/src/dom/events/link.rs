//! The browser's side of the events: channel, connection, timers.

use std::cell::RefCell;

use domain::event::{Event, EventId, Topic};
use leptos::prelude::*;
use web_sys::{BroadcastChannel, EventSource};

use super::election::{Act, Tab};
use super::handlers::{self, Ears, Handlers};
use super::note::{Kind, Link, Message, Note};
use super::{Connection, Live, Notice, followers};
use crate::dom::page;

const CHANNEL: &str = "skills-eye-events";
const TICK: i32 = 400;
/// The server beats far more often; a line that is silent for this long is dead.
const SILENT: f64 = 45_000.0;
/// A server that does not answer a new connection for this long will not.
const UNANSWERED: f64 = 15_000.0;
/// Broken for this long is no hiccup any more.
const LONG_BROKEN: f64 = 15_000.0;
const FIRST_RETRY: f64 = 1_000.0;
const LAST_RETRY: f64 = 10_000.0;

thread_local! {
    static HUB: RefCell<Option<Hub>> = const { RefCell::new(None) };
}

struct Hub {
    tab: Tab,
    name: String,
    live: Live,
    handlers: Handlers,
    channel: Option<BroadcastChannel>,
    source: Option<EventSource>,
    /// Since when the server has not answered a new connection.
    opening_since: Option<f64>,
    /// When to try again, and after how long then.
    retry_at: Option<f64>,
    retry_after: f64,
    broken_since: Option<f64>,
    link: Link,
}

pub(super) fn start(live: Live, since: Option<EventId>) {
    if HUB.with_borrow(Option::is_some) {
        return;
    }
    let name = tab_name();
    HUB.set(Some(Hub {
        tab: Tab::new(name.clone(), since),
        name,
        live,
        handlers: Handlers::new(Ears {
            note: hear,
            message: came,
            opened,
            failed: || act(Hub::lost),
        }),
        channel: None,
        source: None,
        opening_since: None,
        retry_at: None,
        retry_after: FIRST_RETRY,
        broken_since: None,
        link: Link::Opening,
    }));
    arrive();
    let window = window();
    handlers::on(&window, "pagehide", || {
        act(|hub, _| hub.tab.leave());
        with_hub(|hub| {
            if let Some(channel) = hub.channel.take() {
                channel.close();
            }
        });
    });
    handlers::on(&window, "pageshow", || {
        if with_hub(|hub| hub.channel.is_none()) == Some(true) {
            arrive();
        }
    });
    handlers::on(&window, "online", reconnect);
    handlers::on(&window, "offline", show);
    handlers::every(&window, TICK, tick);
}

pub(super) fn reconnect() {
    post(&Note::Retry);
    retry();
}

/// Only the leader has something to retry.
fn retry() {
    with_hub(|hub| hub.retry_at = hub.retry_at.map(|_| 0.0));
    tick();
}

pub(super) fn follow(topic: Topic, follow: impl Fn(Notice) + 'static) -> u64 {
    let id = followers::add(topic, follow);
    topics_changed();
    id
}

pub(super) fn unfollow(id: u64) {
    followers::remove(id);
    topics_changed();
}

/// In the order of opening; two of the same millisecond differ by chance.
fn tab_name() -> String {
    let mut name = (js_sys::Date::now() as u64).to_string();
    name.push('-');
    name.push_str(&((js_sys::Math::random() * 1e9) as u32).to_string());
    name
}

/// Joins the other tabs, or leads alone where tabs cannot speak to each other.
fn arrive() {
    let channel = BroadcastChannel::new(CHANNEL).ok();
    if let Some(channel) = &channel {
        with_hub(|hub| channel.set_onmessage(Some(&hub.handlers.note)));
    }
    let alone = channel.is_none();
    with_hub(|hub| hub.channel = channel);
    act(|hub, now| hub.tab.start(alone, now));
    topics_changed();
}

fn hear(note: Note) {
    match &note {
        Note::Lead { age: Some(age), .. } => {
            with_hub(|hub| hub.note_heard(page::now() - f64::from(*age)));
        }
        Note::Told(message) if with_hub(|hub| hub.tab.is_following()) == Some(true) => {
            deliver(message);
        }
        Note::Retry => retry(),
        Note::Missed { tab } if with_hub(|hub| hub.name == *tab) == Some(true) => {
            followers::tell_all();
        }
        _ => {}
    }
    act(|hub, now| hub.tab.hear(note, now));
}

fn topics_changed() {
    act(|hub, now| hub.tab.follow(followers::topics(), now));
}

fn tick() {
    act(|hub, now| {
        let mut acts = hub.tab.tick(now);
        if !hub.tab.is_leading() {
            return acts;
        }
        let over = |since: Option<f64>, most| since.is_some_and(|since| now - since > most);
        let silent = hub.link == Link::Live && over(hub.tab.heard, SILENT);
        if silent || over(hub.opening_since, UNANSWERED) {
            acts.extend(hub.lost(now));
        } else if hub.retry_at.is_some_and(|at| now >= at) {
            acts.push(hub.tab.reopen());
        }
        acts
    });
    show();
}

/// Runs one step of the state machine and carries out what it says.
fn act(step: impl FnOnce(&mut Hub, f64) -> Vec<Act>) {
    let Some(acts) = with_hub(|hub| step(hub, page::now())) else {
        return;
    };
    for act in acts {
        match act {
            Act::Post(note) => post(&note),
            Act::Open { topics, since } => open(&topics, since.as_ref()),
            Act::Close => with_hub(Hub::close).unwrap_or_default(),
            Act::Shown(link) => {
                with_hub(|hub| hub.note_link(link));
                show();
            }
        }
    }
}

fn post(note: &Note) {
    with_hub(|hub| {
        if let (Some(channel), Ok(text)) = (&hub.channel, serde_json::to_string(note)) {
            let _ = channel.post_message(&text.into());
        }
    });
}

fn open(topics: &[Topic], since: Option<&EventId>) {
    let mut address = String::from("/api/v1/events?topics=");
    for (index, topic) in topics.iter().enumerate() {
        if index > 0 {
            address.push(',');
        }
        address.push_str(topic.as_str());
    }
    if let Some(since) = since {
        address.push_str("&since=");
        address.push_str(&since.to_string());
    }
    let Ok(source) = EventSource::new(&address) else {
        return;
    };
    with_hub(|hub| {
        hub.close();
        hub.handlers.listen_to(&source);
        hub.source = Some(source);
        hub.opening_since = Some(page::now());
    });
}

fn opened() {
    with_hub(|hub| hub.note_heard(page::now()));
    act(Hub::linked);
}

/// A message of the server: for this tab, and for the others.
fn came(message: Message) {
    act(Hub::linked);
    deliver(&message);
    post(&Note::Told(message));
}

impl Hub {
    fn close(&mut self) {
        self.retry_at = None;
        self.opening_since = None;
        if let Some(source) = self.source.take() {
            source.set_onerror(None);
            source.set_onopen(None);
            source.close();
        }
    }

    fn linked(&mut self, now: f64) -> Vec<Act> {
        self.retry_after = FIRST_RETRY;
        self.opening_since = None;
        self.tab.linked(Link::Live, now)
    }

    /// The connection is gone: we decide when to try again, and from where.
    fn lost(&mut self, now: f64) -> Vec<Act> {
        self.close();
        self.retry_at = Some(now + self.retry_after);
        self.retry_after = (self.retry_after * 2.0).min(LAST_RETRY);
        self.tab.linked(Link::Broken, now)
    }

    /// Half a second more or less is the way between two tabs, and no news.
    fn note_heard(&mut self, at: f64) {
        const SAME: f64 = 500.0;
        if self.tab.heard.is_none_or(|heard| at - heard > SAME) {
            self.tab.heard = Some(at);
            self.live.heard.set(Some(at));
        }
    }

    fn note_link(&mut self, link: Link) {
        self.link = link;
        self.broken_since = match link {
            Link::Broken => self.broken_since.or_else(|| Some(page::now())),
            Link::Live => None,
            Link::Opening => self.broken_since,
        };
    }
}

/// Tells the page how the connection is.
fn show() {
    let is_online = window().navigator().on_line();
    with_hub(|hub| {
        let now = page::now();
        let long = |since: f64| now - since > LONG_BROKEN;
        let connection = match hub.link {
            _ if !is_online => Connection::Offline,
            Link::Live => Connection::Live,
            _ if hub.broken_since.is_some_and(long) => Connection::Offline,
            Link::Broken => Connection::Reconnecting,
            Link::Opening if hub.broken_since.is_some() => Connection::Reconnecting,
            Link::Opening => Connection::Connecting,
        };
        if hub.live.connection.get_untracked() != connection {
            hub.live.connection.set(connection);
        }
    });
}

/// Gives a message to those who follow its topic, once.
fn deliver(message: &Message) {
    let is_news = with_hub(|hub| {
        hub.note_heard(page::now());
        let known = match (&hub.tab.seen, &message.id) {
            (Some(seen), Some(id)) => seen.instance == id.instance && id.number <= seen.number,
            _ => false,
        };
        if !known && message.id.is_some() {
            hub.tab.seen.clone_from(&message.id);
        }
        !known
    });
    match message.kind {
        Kind::Event if is_news == Some(true) => {
            if let Ok(event) = serde_json::from_str::<Event>(&message.data) {
                followers::tell(event.topic, &Notice::Event(event.data));
            }
        }
        Kind::Resync => followers::tell_all(),
        Kind::Event | Kind::Beat => {}
    }
}

fn with_hub<T>(work: impl FnOnce(&mut Hub) -> T) -> Option<T> {
    HUB.with(|hub| hub.try_borrow_mut().ok()?.as_mut().map(work))
}
