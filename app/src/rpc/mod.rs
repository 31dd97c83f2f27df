//! Server functions: how a page asks its server, one file a subject.
//!
//! Every one has a fixed name under `/rpc/v1` and a line in the permission table, fails
//! with a [`Failure`] and is awaited through [`call()`].

mod about;
mod asked;
mod caches;
mod call;
mod client;
mod failure;
mod hosts;
mod keys;
#[cfg(feature = "kit")]
pub mod kit;
mod nodes;

pub use about::{Installation, about};
pub(crate) use asked::{Asked, Meanwhile, asked};
pub use caches::{caches, reread};
pub use call::{PATIENCE, call, call_strict};
pub use client::Browser;
pub use failure::Failure;
#[cfg(feature = "ssr")]
pub use failure::answer;
pub use hosts::host;
pub use keys::{change_key, list_keys, read_key, read_version};
pub use nodes::{nodes, on_node};

/// What a server function asks, on behalf of whom.
#[cfg(feature = "ssr")]
pub(crate) fn with_engine<T>(
    ask: impl FnOnce(&engine::Engine, &domain::access::Actor) -> Result<T, domain::error::AppError>,
) -> Result<T, domain::error::AppError> {
    let (engine, actor) = engine_and_actor()?;
    ask(&engine, &actor)
}

/// The same for what has to wait. It is asked for before the first wait.
#[cfg(feature = "ssr")]
pub(crate) fn engine_and_actor()
-> Result<(std::sync::Arc<engine::Engine>, domain::access::Actor), domain::error::AppError> {
    use domain::error::{AppError, ErrorCode};
    use leptos::prelude::use_context;

    let engine = use_context::<std::sync::Arc<engine::Engine>>();
    let actor = use_context::<domain::access::Actor>();
    match (engine, actor) {
        (Some(engine), Some(actor)) => Ok((engine, actor)),
        (_, None) => Err(AppError::new(ErrorCode::SignInNeeded)),
        (None, _) => Err(AppError::new(ErrorCode::Internal)),
    }
}

/// The status of the page or of the answer that is being made.
#[cfg(feature = "ssr")]
pub fn set_status(status: axum::http::StatusCode) {
    if let Some(options) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        options.set_status(status);
    }
}
