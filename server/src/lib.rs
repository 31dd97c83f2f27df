//! Serving: configuration, routes, middleware.
//!
//! [`run`] is the whole program: `cli` knows its commands, `config` its settings, `routes`
//! every address, `access` who may use each, and `middleware` what surrounds them.

mod access;
mod api;
mod assets;
mod cli;
mod config;
mod data;
mod demo;
mod errors;
mod listed;
mod logging;
mod metrics;
mod middleware;
mod net;
mod pages;
mod request;
mod routes;
mod serve;
mod state;
mod store;
#[cfg(test)]
mod tests;

pub use cli::run;
