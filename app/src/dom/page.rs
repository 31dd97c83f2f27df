//! The page as a whole: its root element, its width, its address.

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};

/// Pixels left free beside what was scrolled to.
const ROOM: f64 = 6.0;

/// Sets an attribute of `<html>`.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// What the browser tests wait for: from here on, every click is heard.
const HYDRATED: &str = "data-hydrated";

/// Says that the browser has taken over what the server rendered.
pub fn set_hydrated() {
    set_root(HYDRATED, "true");
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute("data-stalled");
    }
}

pub fn is_hydrated() -> bool {
    document()
        .document_element()
        .is_some_and(|root| root.has_attribute(HYDRATED))
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Whether a popover is open, which answers to Escape by itself.
pub fn has_popover() -> bool {
    let open = "[popover='auto']:popover-open";
    matches!(document().query_selector(open), Ok(Some(_)))
}

/// Shows a popover above everything, dialogs that were opened after it too.
pub fn raise(popover: &HtmlElement) {
    let is_shown = popover.matches(":popover-open").unwrap_or(false);
    let dialog = document().query_selector("dialog:modal");
    if is_shown && !matches!(dialog, Ok(Some(_))) {
        return;
    }
    if is_shown {
        let _ = popover.hide_popover();
    }
    // Refused when it has just left the page, and then there is nothing to show.
    let _ = popover.show_popover();
}

pub fn reload() {
    let _ = window().location().reload();
}

/// Milliseconds since the page was opened; only differences mean something.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Scrolls a list as little as needed to see all of an element in it.
pub fn reveal(element: &Element, list: &Element) {
    let (inner, outer) = (
        element.get_bounding_client_rect(),
        list.get_bounding_client_rect(),
    );
    let above = outer.top() - inner.top();
    let below = inner.bottom() - outer.bottom();
    let by = if above > 0.0 {
        -above - ROOM
    } else if below > 0.0 {
        below + ROOM
    } else {
        return;
    };
    list.set_scroll_top(list.scroll_top() + by as i32);
}
