//! Against a real Consul.

mod agent;
mod catalog;
mod chaos;
mod cluster;
mod kv;
mod sessions;
mod txn;
mod watch;

use consul::Client;
use testkit::consul::RealConsul;

use crate::support::{client, usual};

/// A server of its own and a client for it; nothing where this machine has no Consul.
async fn real() -> Option<(RealConsul, Client)> {
    let server = RealConsul::start().await.unwrap()?;
    let (client, _) = client(usual(&[server.address()]));
    Some((server, client))
}

/// What people and systems call things.
const NAMES: [&str; 12] = [
    "plain",
    "icmp/ACME@São Paulo/PING 1",
    "100%",
    "a%2Fb",
    "a+b c&d=e;f?g#h",
    "ção/ñandú/Ελλάδα/日本",
    "quote\"back\\slash'tick`",
    "[brackets]{braces}<angles>|pipe^",
    "...dots..and~tildes...",
    "trailing/",
    " spaces around ",
    "emoji 🦀",
];
