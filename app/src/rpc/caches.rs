//! What the server keeps of the store in memory, for administrators.

use domain::cache::{CacheList, ReadAgain};
use leptos::prelude::*;

use super::Failure;

#[server(
    prefix = "/rpc/v1",
    endpoint = "caches",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn caches() -> Result<CacheList, Failure> {
    super::answer(super::with_engine(engine::Engine::caches))
}

/// On every instance, what these keys name; `*` stands for anything.
#[server(
    prefix = "/rpc/v1",
    endpoint = "caches/read-again",
    input = leptos::server_fn::codec::Json,
    client = super::Browser
)]
pub async fn reread(pattern: String) -> Result<ReadAgain, Failure> {
    super::answer(on_server::read_again(&pattern).await)
}

#[cfg(feature = "ssr")]
mod on_server {
    use domain::cache::ReadAgain;
    use domain::error::AppError;

    use crate::rpc::engine_and_actor;

    pub(super) async fn read_again(pattern: &str) -> Result<ReadAgain, AppError> {
        let (engine, actor) = engine_and_actor()?;
        engine.read_again(&actor, pattern).await
    }
}
