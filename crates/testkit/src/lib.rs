//! What the tests of every crate share.

pub mod chaos;
pub mod consul;
pub mod scripted;

mod ports;
