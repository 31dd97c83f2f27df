//! The REST API and the endpoints for machines that watch this one.

pub(crate) mod caches;
pub(crate) mod config;
mod constant;
pub(crate) mod consul;
pub(crate) mod discovery;
pub(crate) mod docs;
pub(crate) mod events;
pub(crate) mod health;
mod input;
pub(crate) mod keys;
#[cfg(feature = "kit")]
pub(crate) mod kit;
pub(crate) mod metrics;
pub(crate) mod nodes;
pub(crate) mod openapi;
pub(crate) mod parsed;
pub(crate) mod settings;
pub(crate) mod version;
pub(crate) mod wellbeing;

pub(crate) use constant::Constant;
