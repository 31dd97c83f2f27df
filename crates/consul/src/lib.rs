//! The client of Consul's HTTP API.
//!
//! [`Client`] asks servers in order and knows which of them are worth asking; what is asked
//! is a value: a [`Query`] that can be read once or watched, or a write of one of the
//! modules below. Every read names its [`Consistency`], every answer carries its [`Meta`],
//! and a write whose fate nobody knows is an error of its own.

pub mod agent;
pub mod catalog;
pub mod health;
pub mod kv;
pub mod observe;
pub mod session;
pub mod status;
pub mod txn;
pub mod wire;

mod answer;
mod breaker;
mod call;
mod capabilities;
mod changes;
mod client;
mod consistency;
mod error;
mod lock;
mod path;
mod query;
mod said;
mod server;
mod settings;
mod transport;
mod watch;

pub use answer::{Answer, Meta};
pub use breaker::Health;
pub use capabilities::{Capabilities, Version};
pub use client::{Client, ServerState};
pub use consistency::Consistency;
pub use error::{Error, Kind, Trouble};
pub use lock::{Lock, LockOptions};
pub use query::Query;
pub use settings::{BreakerSettings, Pool, Problem, Problems, Retry, Settings};
pub use transport::{InProcess, RequestBody};
pub use txn::OperationError;
pub use watch::{Seen, Tell, Watch, WatchOptions};
