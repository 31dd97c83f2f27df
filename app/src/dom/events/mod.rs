//! Live events, over one connection a browser.
//!
//! Tabs find each other over a BroadcastChannel and elect a leader, which holds the only
//! EventSource and tells the others (`election`). Browsers allow six connections a host
//! over plain http: one a tab would freeze the seventh.

#[cfg(any(feature = "hydrate", test))]
mod election;
#[cfg(feature = "hydrate")]
mod followers;
#[cfg(feature = "hydrate")]
mod handlers;
#[cfg(feature = "hydrate")]
mod link;
#[cfg(any(feature = "hydrate", test))]
mod note;

use domain::event::Topic;
use leptos::prelude::*;
use serde_json::Value;

/// How this browser hears of what happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Not yet, and for the first time.
    #[default]
    Connecting,
    Live,
    /// It broke, and is being made again.
    Reconnecting,
    /// The browser has no network, or the server has been away for long.
    Offline,
}

/// What a follower of a topic is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Something happened; the shape belongs to the topic.
    Event(Value),
    /// Something was missed: read again what is shown.
    Resync,
}

/// The state of the connection, for the whole page.
#[derive(Clone, Copy)]
pub struct Live {
    pub connection: RwSignal<Connection>,
    /// When the server was last heard, on the clock of [`crate::dom::page::now`].
    pub heard: RwSignal<Option<f64>>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            connection: RwSignal::new(Connection::default()),
            heard: RwSignal::new(None),
        }
    }
}

pub fn live() -> Live {
    use_context::<Live>().unwrap_or_default()
}

/// Opens the connection; called once, by the shell, when the page is hydrated.
pub fn start(live: Live, since: Option<domain::event::EventId>) {
    #[cfg(feature = "hydrate")]
    link::start(live, since);
    #[cfg(not(feature = "hydrate"))]
    let _ = (live, since);
}

/// Tries at once what would be tried again later.
pub fn reconnect() {
    #[cfg(feature = "hydrate")]
    link::reconnect();
}

/// Follows a topic for as long as the calling component lives.
///
/// ```text
/// use_events(Topic::Kit, move |notice| match notice {
///     Notice::Event(data) => apply(data),
///     Notice::Resync => rows.refetch(),
/// });
/// ```
pub fn use_events(topic: Topic, follow: impl Fn(Notice) + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let follower = StoredValue::new(None);
        let mut follow = Some(follow);
        Effect::new(move |_| {
            if let Some(follow) = follow.take() {
                follower.set_value(Some(link::follow(topic, follow)));
            }
        });
        on_cleanup(move || {
            if let Some(Some(id)) = follower.try_get_value() {
                link::unfollow(id);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (topic, follow);
    }
}
