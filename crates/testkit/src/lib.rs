//! What the tests of every crate share.

pub mod chaos;
pub mod consul;
pub mod foreign;
pub mod plain;
pub mod prometheus;
pub mod scripted;

mod ports;
