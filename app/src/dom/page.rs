//! The page as a whole: its root element, its width, its address.

use leptos::prelude::*;

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
