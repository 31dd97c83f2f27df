//! Consul's HTTP API.
//!
//! One file a family of endpoints. `routes` lists them all; `read` waits and compares
//! indexes; `views` are the shapes in which Consul tells rows; `decode` reads its requests
//! with its leniency. `admission` is
//! for those who come through a door. Nothing here changes anything but by a command.

mod absent;
mod admission;
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

use crate::door::Door;
use crate::open::Registry;

/// What is served, and through which door.
#[derive(Clone)]
struct Served {
    registry: Registry,
    door: Option<Door>,
}

pub(crate) fn router(registry: Registry, door: Option<Door>) -> Router {
    Router::new()
        .fallback(routes::dispatch)
        .with_state(Served { registry, door })
}
