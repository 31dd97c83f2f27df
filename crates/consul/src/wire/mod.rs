//! Consul's words for nodes, services, checks and the rest, as they travel.

mod agent;
mod changes;
mod check;
mod host;
pub(crate) mod kv;
mod node;
mod registration;
mod service;
mod session;

use serde::{Deserialize, Deserializer};

pub use agent::{About, AgentConfig, Member, MemberStatus};
pub use changes::{Changes, Removed, ServiceOnNode};
pub use check::{Check, CheckStatus};
pub use host::{Disk, Host, HostFacts, Memory, Processor};
pub use kv::Entry;
pub use node::Node;
pub use registration::{
    AgentCheck, AgentRegistration, CatalogRegistration, Deregistration, RegisteredService,
};
pub use service::{AgentService, CatalogService, NodeServices, ServiceHealth, Weights};
pub use session::{Behavior, NewSession, Session};

/// Consul writes `null` for an empty list, map or text.
fn null_is_empty<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A duration as Go writes it: `10s`, or `1500ms`.
fn go_duration(duration: std::time::Duration) -> String {
    if duration.subsec_nanos() == 0 {
        format!("{}s", duration.as_secs())
    } else {
        format!("{}ms", duration.as_millis())
    }
}
