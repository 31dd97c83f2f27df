//! Pages that the browser loads when they are opened: each a part of the WASM of its own.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use domain::error::{AppError, ErrorCode};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::dom::{page, timer};
use crate::ui::ErrorPanel;

pub(super) type View = fn() -> AnyView;

/// While a page that the server rendered waits for its part, it is asked for again and again.
const AGAIN: Duration = Duration::from_secs(2);
/// After so many times the page says that nothing on it answers.
const SILENT_TRIES: u32 = 3;

/// The part did not come: the network is gone, or this server has another build.
#[derive(Clone, Copy, Debug)]
struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

macro_rules! parts {
    ($($path:literal => $part:ident, $view:path;)*) => {
        $(
            #[wasm_split($part, fallible, wasm_split_path = ::leptos::wasm_split)]
            fn $part() -> Result<View, NotLoaded> {
                Ok($view)
            }
        )*

        /// Loads the part of a page; nothing for a page that is in what is always loaded.
        async fn load(path: &str) -> Option<Result<View, NotLoaded>> {
            match path {
                $($path => Some($part().await),)*
                _ => None,
            }
        }

        /// The part that has the page at this address.
        pub fn part_of(path: &str) -> Option<&'static str> {
            match path {
                $($path => Some(stringify!($part)),)*
                _ => None,
            }
        }
    };
}

parts! {
    "/nodes" => nodes, super::nodes::nodes;
    "/hosts" => hosts, super::hosts::hosts;
    "/cache-management" => caches, super::caches::caches;
    "/kv-browser" => keys, super::keys::keys;
}

/// The view of a page that has a part of its own, or of what is shown when it cannot be had.
pub(super) async fn view(path: &str) -> Option<View> {
    for tries in 1_u32.. {
        match load(path).await? {
            Ok(view) => return Some(view),
            Err(NotLoaded) if page::is_hydrated() => return Some(not_loaded),
            // What the server rendered can be read meanwhile, and nothing else would fit it.
            Err(NotLoaded) => {
                if tries == SILENT_TRIES {
                    page::set_root("data-stalled", "true");
                }
                wait(AGAIN).await;
            }
        }
    }
    None
}

async fn wait(time: Duration) {
    let mut deadline = timer::deadline(time);
    poll_fn(|cx| match deadline.is_over(cx) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

fn not_loaded() -> AnyView {
    view! {
        <div class="page">
            <ErrorPanel
                error=AppError::new(ErrorCode::Unreachable)
                retry=Callback::new(move |()| page::reload())
            />
        </div>
    }
    .into_any()
}
