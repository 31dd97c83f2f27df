//! The machines under the agents.

use domain::host::HostFacts;
use leptos::prelude::*;

use super::Failure;

/// What the agent of a node says now; it may take a while.
#[server(
    prefix = "/rpc/v1",
    endpoint = "host",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn host(node: String) -> Result<HostFacts, Failure> {
    super::answer(on_server::host(&node).await)
}

#[cfg(feature = "ssr")]
mod on_server {
    use domain::error::AppError;
    use domain::host::HostFacts;

    use crate::rpc::engine_and_actor;

    pub(super) async fn host(node: &str) -> Result<HostFacts, AppError> {
        let (engine, actor) = engine_and_actor()?;
        engine.host(&actor, node).await
    }
}
