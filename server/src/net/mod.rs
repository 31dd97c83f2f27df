//! Sockets: listening, accepting, TLS, and the names that are ours.

mod accept;
mod hosts;
mod listen;
mod tls;
mod write_timeout;

pub(crate) use accept::Acceptor;
pub(crate) use hosts::{Hosts, name_of};
pub(crate) use listen::{listen, listen_nearby};
pub(crate) use tls::load;
