//! What the tabs of one browser tell each other.

use domain::event::{EventId, Topic};
use serde::{Deserialize, Serialize};

/// Name of a tab, in the order in which they were opened.
pub(super) type TabId = String;

/// How the leader's connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Link {
    #[default]
    Opening,
    Live,
    Broken,
}

/// One message of the server, as it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) kind: Kind,
    pub(super) id: Option<EventId>,
    pub(super) data: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    Event,
    Beat,
    Resync,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Note {
    /// I am here, follow these, and know everything up to there.
    Hello {
        tab: TabId,
        topics: Vec<Topic>,
        since: Option<EventId>,
    },
    /// I lead; the highest term wins, then the tab that was opened first.
    Lead {
        tab: TabId,
        term: u64,
        link: Link,
        /// Milliseconds since the server was heard.
        age: Option<u32>,
    },
    /// I hear nobody and am about to lead.
    Claim { tab: TabId, term: u64 },
    /// The server said.
    Told(Message),
    /// You missed something.
    Missed { tab: TabId },
    /// Somebody looks and does not want to wait: connect now.
    Retry,
    /// I am gone.
    Bye { tab: TabId },
}
