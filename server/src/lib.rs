//! Serving: configuration, routes, middleware.
//!
//! [`run`] is the whole program; `cli` knows its commands, `routes` every address, and
//! `middleware` what surrounds them.

mod assets;
mod cli;
mod pages;
mod request;
mod routes;
mod serve;
mod state;

pub use cli::run;
