//! The whole router in process: routes, permissions, middleware and their answers.

mod api;
mod assets;
mod caches;
mod config;
mod consul;
mod errors;
mod events;
mod headers;
mod keys;
mod limits;
mod log;
mod nodes;
mod pages;
mod permissions;
mod registry_port;
mod sockets;
mod test_app;

use test_app::TestApp;
