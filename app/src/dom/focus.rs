//! Where the focus goes.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, KeyboardEvent};

const TAKING: &str = "a[href], button:not([disabled]), input:not([disabled], [type=hidden]), \
     select:not([disabled]), textarea:not([disabled]), summary, [tabindex='0']";

/// Moves the focus to the first element that fits, if there is one.
pub fn first(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        give(&element);
    }
}

/// Tells where a navigation led: the focus goes to the heading of the page.
pub fn heading() {
    let main = document().query_selector("main h1").ok().flatten();
    if let Some(heading) = main {
        let _ = heading.set_attribute("tabindex", "-1");
        give(&heading);
    }
}

/// The element that has the focus, to give it back later.
pub fn current() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Keeps Tab inside `root`, which is over the rest of the page.
pub fn trap(event: &KeyboardEvent, root: &Element) {
    if event.key() != "Tab" {
        return;
    }
    let stops = stops(root);
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else {
        return;
    };
    let here = current();
    let is_at = |edge: &HtmlElement| here.as_ref().is_none_or(|here| here == edge);
    let outside = here.as_ref().is_none_or(|here| !root.contains(Some(here)));
    let next = match event.shift_key() {
        true if is_at(first) || outside => last,
        false if is_at(last) || outside => first,
        _ => return,
    };
    event.prevent_default();
    let _ = next.focus();
}

fn stops(root: &Element) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(TAKING) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|element| element.offset_width() > 0 || element.offset_height() > 0)
        .collect()
}

fn give(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
