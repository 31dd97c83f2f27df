//! The machines of the catalog.

use domain::node::{NodeList, ServiceName};
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

/// The names of the services on a node, each with how many there are.
#[server(
    prefix = "/rpc/v1",
    endpoint = "node",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn node_service_names(node: String) -> Result<Vec<ServiceName>, Failure> {
    super::answer(super::with_engine(|engine, actor| {
        let found = engine.node_services(actor, &node)?;
        let names = found.names().into_iter();
        let named = names.map(|(name, count)| ServiceName {
            name: name.to_string(),
            count,
        });
        Ok(named.collect())
    }))
}
