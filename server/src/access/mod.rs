//! Who may use which address: one table, one middleware, nothing outside it.

mod identity;
mod permissions;
mod table;

pub(crate) use identity::Identity;
pub(crate) use permissions::{Decision, Permissions};
pub(crate) use table::entries;
#[cfg(test)]
pub(crate) use table::{Access, Entry};
