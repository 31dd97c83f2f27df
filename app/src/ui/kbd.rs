//! Keys of the keyboard.

use leptos::prelude::*;

/// A shortcut such as `Ctrl Enter`, one box a key.
#[component]
pub fn Kbd(keys: &'static str) -> impl IntoView {
    self::keys(keys)
}

/// The same as a plain function, for views that are built from data.
pub fn keys(shortcut: &'static str) -> AnyView {
    let keys: Vec<_> = shortcut
        .split_whitespace()
        .map(|key| view! { <kbd>{key}</kbd> })
        .collect();
    view! { <span class="keys">{keys}</span> }.into_any()
}
