//! What components ask of the browser: only in effects and event handlers, so never while
//! rendering and never on the server.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlCollection, HtmlElement, Node};

/// Whether a popover is shown now.
pub(super) fn is_shown(element: &Element) -> bool {
    element.matches(":popover-open").unwrap_or(false)
}

/// Shows or hides a popover; one that is already so stays as it is.
pub(super) fn show(element: &HtmlElement, shown: bool) {
    if is_shown(element) != shown {
        // Refused when the element has just left the page, and then there is nothing to show.
        let _ = if shown {
            element.show_popover()
        } else {
            element.hide_popover()
        };
    }
}

pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Gives the focus to the first element of the page that fits.
pub(super) fn focus_first(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        focus(&element);
    }
}

/// Gives the focus to what asks for it, or to the first thing that can take it.
pub(super) fn focus_inside(root: &Element) {
    // Not `autofocus`: the browser acts on that by itself, and complains when it cannot.
    const ASKING: &str = "[data-autofocus]";
    const TAKING: &str = "input:not([type=hidden], :disabled), button:not(:disabled, [tabindex='-1']), select:not(:disabled), textarea:not(:disabled), a[href], [tabindex='0']";
    let found = |selector| root.query_selector(selector).ok().flatten();
    if let Some(element) = found(ASKING).or_else(|| found(TAKING)) {
        focus(&element);
    }
}

pub(super) fn active_element() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Whether the focus is in here.
pub(super) fn has_focus(root: &Node) -> bool {
    active_element().is_some_and(|active| root.contains(Some(&active)))
}

/// Whether the focus is nowhere: what had it has left the page.
pub(super) fn has_no_focus() -> bool {
    active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// The element that an event happened to.
pub(super) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The elements of a class inside another, in their order.
pub(super) fn elements(root: &Element, class: &str) -> Vec<HtmlElement> {
    collect(&root.get_elements_by_class_name(class))
}

fn collect(list: &HtmlCollection) -> Vec<HtmlElement> {
    (0..list.length())
        .filter_map(|index| list.item(index)?.dyn_into().ok())
        .collect()
}

/// Which of these elements has the focus.
pub(super) fn focused_index(elements: &[HtmlElement]) -> Option<usize> {
    let active = active_element()?;
    elements.iter().position(|element| *element == active)
}

/// Whether something above the page is open that answers to Escape first.
pub(super) fn layer_is_open() -> bool {
    document()
        .query_selector("[popover='auto']:popover-open, dialog:modal")
        .is_ok_and(|found| found.is_some())
}

/// Scrolls a list so that one of its children can be seen.
pub(super) fn reveal(list: &HtmlElement, child: &HtmlElement) {
    let (top, height) = (child.offset_top(), child.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if top + height > list.scroll_top() + list.client_height() {
        list.set_scroll_top(top + height - list.client_height());
    }
}
