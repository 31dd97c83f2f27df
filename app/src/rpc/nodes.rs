//! The machines of the catalog.

use domain::node::{NodeDetail, NodeList};
use leptos::prelude::*;

use super::Failure;

#[server(
    prefix = "/rpc/v1",
    endpoint = "nodes",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn nodes() -> Result<NodeList, Failure> {
    super::answer(super::with_engine(engine::Engine::nodes))
}

/// What is on a node; nothing where there is no such node, which its page tells anyway.
#[server(
    prefix = "/rpc/v1",
    endpoint = "node",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn on_node(node: String) -> Result<Option<NodeDetail>, Failure> {
    super::answer(super::with_engine(|engine, actor| {
        match engine.node_services(actor, &node) {
            Ok(found) => Ok(Some(found.detail())),
            Err(error) if error.code == domain::error::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }))
}
