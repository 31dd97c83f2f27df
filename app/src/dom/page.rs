//! The page as a whole: its root element, its width, its address.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// Sets an attribute of `<html>`.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

pub fn reload() {
    let _ = window().location().reload();
}

/// Milliseconds since the page was opened; only differences mean something.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Scrolls the parent of an element as little as needed to see all of it.
pub fn reveal(element: &Element) {
    let (Some(element), Some(parent)) =
        (element.dyn_ref::<HtmlElement>(), element.parent_element())
    else {
        return;
    };
    let (top, height) = (element.offset_top(), element.offset_height());
    let (from, seen) = (parent.scroll_top(), parent.client_height());
    if top < from {
        parent.set_scroll_top(top);
    } else if top + height > from + seen {
        parent.set_scroll_top(top + height - seen);
    }
}
