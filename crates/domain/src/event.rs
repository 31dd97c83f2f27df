//! What the server tells open pages while they are open.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a page can follow. Capabilities to come add theirs here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// The server itself: it stops, it has a new build.
    System,
    /// The machines of the catalog and what is on them.
    Nodes,
    /// The synthetic rows of the component page.
    Kit,
}

impl Topic {
    pub const ALL: [Topic; 3] = [Topic::System, Topic::Nodes, Topic::Kit];

    pub fn as_str(self) -> &'static str {
        match self {
            Topic::System => "system",
            Topic::Nodes => "nodes",
            Topic::Kit => "kit",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == text)
    }
}

/// `<instance>-<n>`: another instance's numbers mean nothing here and get a resync.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventId {
    pub instance: String,
    pub number: u64,
}

impl EventId {
    pub fn parse(text: &str) -> Option<Self> {
        let (instance, number) = text.rsplit_once('-')?;
        let known = !instance.is_empty()
            && instance.len() <= 32
            && instance.chars().all(|c| c.is_ascii_alphanumeric());
        known.then_some(())?;
        Some(Self {
            instance: instance.to_owned(),
            number: number.parse().ok()?,
        })
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.instance, self.number)
    }
}

impl TryFrom<String> for EventId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("not an event id: {text:?}"))
    }
}

impl From<EventId> for String {
    fn from(id: EventId) -> Self {
        id.to_string()
    }
}

/// One thing that happened; `data` is small and its shape belongs to the topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub topic: Topic,
    pub data: serde_json::Value,
}

/// Names of the messages on the wire, beside plain events.
pub mod message {
    /// An [`super::Event`].
    pub const EVENT: &str = "event";
    /// Nothing happened, and the line is alive.
    pub const BEAT: &str = "beat";
    /// Something was missed: read again what is shown.
    pub const RESYNC: &str = "resync";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_wire() {
        let id = EventId {
            instance: "a1b2".into(),
            number: 42,
        };
        assert_eq!(EventId::parse(&id.to_string()), Some(id));
        for bad in [
            "",
            "-",
            "a-",
            "-1",
            "a-b",
            "a b-1",
            "a-99999999999999999999",
            "é-1",
        ] {
            assert_eq!(EventId::parse(bad), None, "{bad:?}");
        }
    }
}
