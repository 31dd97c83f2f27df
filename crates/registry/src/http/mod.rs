//! Consul's HTTP API.
//!
//! One file a family of endpoints. `routes` lists them all; `read` waits and compares
//! indexes; `views` are the shapes in which Consul tells rows; `decode` reads its requests
//! with its leniency. Nothing here changes anything but by a command.

mod absent;
mod agent;
mod agent_check;
mod agent_service;
mod answer;
mod catalog;
mod catalog_input;
mod changes;
mod decode;
mod health;
mod kv;
mod path;
mod query;
mod read;
mod refusal;
mod routes;
mod session;
mod txn;
mod txn_input;
mod views;

use axum::Router;

use crate::open::Registry;

pub(crate) fn router(registry: Registry) -> Router {
    Router::new()
        .fallback(routes::dispatch)
        .with_state(registry)
}
