//! Sockets: listening, accepting, TLS, and the names that are ours.

mod accept;
mod first_bytes;
mod hosts;
mod listen;
mod places;
mod tls;
mod write_timeout;

pub(crate) use accept::Acceptor;
pub(crate) use first_bytes::FirstBytesAcceptor;
pub(crate) use hosts::{Hosts, is_loopback, name_of};
pub(crate) use listen::{listen, listen_for_registry, listen_nearby};
pub(crate) use places::Places;
pub(crate) use tls::load;
