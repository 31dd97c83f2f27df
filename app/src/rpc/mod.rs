//! Server functions: how a page asks its server, one file a subject.
//!
//! Every one has a fixed name under `/rpc/v1` and a line in the permission table, fails
//! with a [`Failure`] and is awaited through [`call()`].

mod about;
mod call;
mod client;
mod failure;
#[cfg(feature = "kit")]
pub mod kit;

pub use about::{Installation, about};
pub use call::{PATIENCE, call};
pub use client::Browser;
pub use failure::Failure;
#[cfg(feature = "ssr")]
pub use failure::answer;

/// The status of the page or of the answer that is being made.
#[cfg(feature = "ssr")]
pub fn set_status(status: axum::http::StatusCode) {
    if let Some(options) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        options.set_status(status);
    }
}
