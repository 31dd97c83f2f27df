//! The machines of the catalog, as people see them.

use serde::{Deserialize, Serialize};

/// Everything about nodes that a page shows at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NodeList {
    /// Higher when anything but an age is different.
    pub version: u64,
    /// By name.
    pub nodes: Vec<NodeSummary>,
    /// Nothing yet: the catalog has not been read since the start.
    pub complete: bool,
    /// How the list of nodes itself stands.
    pub catalog: Standing,
    /// How the list of members stands.
    pub members: Standing,
    /// Those that are asked, in their order.
    pub servers: Vec<ServerSummary>,
    /// The one that answers now.
    pub active_server: Option<String>,
    pub way: Option<Way>,
}

/// How many nodes are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeTally {
    pub alive: usize,
    pub failed: usize,
    pub leaving: usize,
    pub left: usize,
    pub unwatched: usize,
    pub unknown: usize,
}

impl NodeTally {
    pub fn all(self) -> usize {
        self.alive + self.failed + self.leaving + self.left + self.unwatched + self.unknown
    }
}

impl NodeList {
    /// Nothing before the catalog has been read: that none is known is not that there is none.
    pub fn tally(&self) -> Option<NodeTally> {
        if self.never_read() {
            return None;
        }
        let mut tally = NodeTally::default();
        for node in &self.nodes {
            let count = match node.state {
                NodeState::Alive => &mut tally.alive,
                NodeState::Failed => &mut tally.failed,
                NodeState::Leaving => &mut tally.leaving,
                NodeState::Left => &mut tally.left,
                NodeState::Unwatched => &mut tally.unwatched,
                NodeState::Unknown => &mut tally.unknown,
            };
            *count += 1;
        }
        Some(tally)
    }

    /// Whether nobody has said yet which nodes there are.
    pub fn never_read(&self) -> bool {
        self.nodes.is_empty() && self.catalog.age_seconds().is_none()
    }

    /// Of all nodes; nothing when not every node is known.
    pub fn service_count(&self) -> Option<usize> {
        if self.never_read() {
            return None;
        }
        let counts = self.nodes.iter().map(|node| node.services);
        counts.map(|counts| counts.map(ServiceCounts::all)).sum()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeSummary {
    pub name: String,
    pub address: String,
    pub role: NodeRole,
    pub state: NodeState,
    /// Nothing while it has never been read.
    pub services: Option<ServiceCounts>,
    /// How well that is known.
    pub standing: Standing,
    /// The name of the site that this address belongs to.
    pub site: Option<String>,
}

/// What a node is to Consul.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeRole {
    Server,
    /// It has an agent of its own, which keeps its services.
    Agent,
    /// It stands in the catalog and has no agent.
    CatalogOnly,
}

impl NodeRole {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Agent => "client",
            Self::CatalogOnly => "catalog",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeState {
    Alive,
    Leaving,
    /// It said good-bye.
    Left,
    /// It does not answer the others.
    Failed,
    /// It has no agent, and no check of its own says how it is.
    Unwatched,
    /// Nobody can say now.
    Unknown,
}

impl NodeState {
    /// In the words of the earlier system.
    pub fn in_old_words(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Left | Self::Failed => "dead",
            Self::Leaving | Self::Unwatched | Self::Unknown => "unknown",
        }
    }
}

/// Services by their own checks, Consul's own left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCounts {
    pub unchecked: usize,
    pub passing: usize,
    pub warning: usize,
    pub critical: usize,
}

impl ServiceCounts {
    pub fn all(self) -> usize {
        self.unchecked + self.passing + self.warning + self.critical
    }
}

/// The name that services share, and how many do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceName {
    pub name: String,
    pub count: usize,
}

/// What is on one node, as its page tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NodeDetail {
    pub names: Vec<ServiceName>,
    /// The worst first, and no more than are shown.
    pub unwell: Vec<Unwell>,
    pub unwell_count: usize,
    /// What its own checks say when they fail.
    pub trouble: Option<String>,
}

/// A service that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unwell {
    pub id: String,
    pub name: String,
    pub is_critical: bool,
    /// What the check said; empty when it said nothing.
    pub why: String,
}

/// How well something is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// Nobody has answered yet.
    #[default]
    NotYet,
    /// Somebody keeps answering.
    Current { age_seconds: u64 },
    /// It is shown as it was, and may be otherwise now.
    Failing {
        /// Of the last answer, if there ever was one.
        age_seconds: Option<u64>,
        since_seconds: u64,
        /// Stable.
        code: String,
        why: String,
    },
}

impl Standing {
    pub fn is_failing(&self) -> bool {
        matches!(self, Self::Failing { .. })
    }

    pub fn age_seconds(&self) -> Option<u64> {
        match self {
            Self::NotYet => None,
            Self::Current { age_seconds } => Some(*age_seconds),
            Self::Failing { age_seconds, .. } => *age_seconds,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerSummary {
    pub name: String,
    pub health: ServerHealth,
    pub last_failure: Option<LastFailure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerHealth {
    Good,
    /// It failed too often and is left alone for a while.
    Resting,
    /// One call finds out whether it is well again.
    Probing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastFailure {
    pub seconds_ago: u64,
    pub why: String,
}

/// How the mirror of the catalog hears of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It shares the rows of the registry in this process.
    Shared,
    /// A registry elsewhere tells what changed.
    Feed,
    /// Each node is followed by itself.
    Nodes,
    /// There are so many nodes that they are read in turns.
    Turns,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(services: Option<ServiceCounts>) -> NodeSummary {
        NodeSummary {
            name: "a".into(),
            address: "192.0.2.1".into(),
            role: NodeRole::Agent,
            state: NodeState::Alive,
            services,
            standing: Standing::NotYet,
            site: None,
        }
    }

    #[test]
    fn a_sum_with_an_unknown_is_unknown() {
        let some = ServiceCounts {
            passing: 2,
            critical: 1,
            ..ServiceCounts::default()
        };
        let mut list = NodeList {
            nodes: vec![node(Some(some)), node(Some(some))],
            ..NodeList::default()
        };
        assert_eq!(list.service_count(), Some(6));
        list.nodes.push(node(None));
        assert_eq!(list.service_count(), None);
    }

    #[test]
    fn that_nothing_was_read_is_not_that_there_is_nothing() {
        let mut list = NodeList::default();
        assert_eq!((list.tally(), list.service_count()), (None, None));
        list.catalog = Standing::Failing {
            age_seconds: None,
            since_seconds: 9,
            code: "unreachable".to_owned(),
            why: "nobody answers".to_owned(),
        };
        assert_eq!((list.tally(), list.service_count()), (None, None));
        list.catalog = Standing::Current { age_seconds: 0 };
        let none = Some(NodeTally::default());
        assert_eq!((list.tally(), list.service_count()), (none, Some(0)));
    }

    #[test]
    fn every_node_counts_once_in_its_state() {
        let of = |state| NodeSummary {
            state,
            ..node(None)
        };
        let list = NodeList {
            nodes: [
                NodeState::Alive,
                NodeState::Failed,
                NodeState::Leaving,
                NodeState::Left,
                NodeState::Unwatched,
                NodeState::Unknown,
                NodeState::Unknown,
            ]
            .map(of)
            .into(),
            ..NodeList::default()
        };
        let tally = list.tally().unwrap();
        let expected = NodeTally {
            alive: 1,
            failed: 1,
            leaving: 1,
            left: 1,
            unwatched: 1,
            unknown: 2,
        };
        assert_eq!((tally, tally.all()), (expected, 7));
    }
}
