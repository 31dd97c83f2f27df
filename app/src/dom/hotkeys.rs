//! Keys that work everywhere on a page.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, KeyboardEvent};

/// Ctrl, or Cmd where there is one.
pub fn with_command(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.alt_key()
}

/// A key alone, not typed into something that takes text.
pub fn is_plain(event: &KeyboardEvent) -> bool {
    let alone = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    alone && !event.is_composing() && !is_typing(event)
}

fn is_typing(event: &KeyboardEvent) -> bool {
    const TYPED_INTO: &str =
        "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.matches(TYPED_INTO).unwrap_or(false))
}
