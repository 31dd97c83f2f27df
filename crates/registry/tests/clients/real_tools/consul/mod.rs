//! The `consul` command, told the same by the registry as by a real Consul.

mod catalog;
mod kv;
mod lock;
mod page;
mod pair;
mod watch;
