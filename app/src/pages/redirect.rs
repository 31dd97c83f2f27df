//! Addresses that moved.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// Sends who asks for an old address to the new one, with the same filters.
pub(super) fn redirect(path: &'static str) -> AnyView {
    let query = use_location().query.get_untracked().to_query_string();
    let address = [path, &query].concat();
    #[cfg(feature = "ssr")]
    leptos_axum::redirect(&address);
    // After the router is done with this very navigation.
    let navigate = use_navigate();
    Effect::new(move |_| {
        let options = NavigateOptions {
            replace: true,
            ..Default::default()
        };
        navigate(&address, options);
    });
    ().into_any()
}
