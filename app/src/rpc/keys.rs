//! The keys of the store, for administrators.

use domain::key::{KeyChange, KeyListing, KeyView, KeyWritten};
use leptos::prelude::*;

use super::Failure;

/// A folder, or with words what a search below it finds.
#[server(
    prefix = "/rpc/v1",
    endpoint = "kv/folder",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn list_keys(folder: String, words: String, from: usize) -> Result<KeyListing, Failure> {
    super::answer(on_server::folder(&folder, &words, from).await)
}

/// One key, also while it is not there, and what a document was before.
#[server(
    prefix = "/rpc/v1",
    endpoint = "kv/key",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn read_key(key: String) -> Result<KeyView, Failure> {
    super::answer(on_server::view(&key).await)
}

/// What a document was under an index.
#[server(
    prefix = "/rpc/v1",
    endpoint = "kv/version",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn read_version(key: String, index: u64) -> Result<String, Failure> {
    super::answer(on_server::text_at(&key, index).await)
}

/// Writes only on what was seen.
#[server(
    prefix = "/rpc/v1",
    endpoint = "kv/change",
    input = leptos::server_fn::codec::Json,
    client = super::Browser
)]
pub async fn change_key(key: String, change: KeyChange) -> Result<KeyWritten, Failure> {
    super::answer(on_server::change(&key, change).await)
}

#[cfg(feature = "ssr")]
mod on_server {
    use domain::error::AppError;
    use domain::key::{KeyChange, KeyListing, KeyView, KeyWritten};

    use crate::rpc::engine_and_actor;

    pub(super) async fn folder(
        folder: &str,
        words: &str,
        from: usize,
    ) -> Result<KeyListing, AppError> {
        let (engine, actor) = engine_and_actor()?;
        let keys = engine.keys()?;
        if words.trim().is_empty() {
            keys.folder_page(&actor, folder, from).await
        } else {
            keys.search_page(&actor, folder, words).await
        }
    }

    pub(super) async fn view(key: &str) -> Result<KeyView, AppError> {
        let (engine, actor) = engine_and_actor()?;
        engine.keys()?.view(&actor, key).await
    }

    pub(super) async fn text_at(key: &str, index: u64) -> Result<String, AppError> {
        let (engine, actor) = engine_and_actor()?;
        engine.keys()?.text_at(&actor, key, index).await
    }

    pub(super) async fn change(key: &str, change: KeyChange) -> Result<KeyWritten, AppError> {
        let (engine, actor) = engine_and_actor()?;
        engine.keys()?.change(&actor, key, change).await
    }
}
