//! The keyboard in the head.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::resize::{STEP, widen};
use super::{Head, say_place};

/// Arrows go along the head; with Alt they move the column, with Shift Alt its edge.
pub(super) fn pressed(head: Head, key: &str, event: &KeyboardEvent) {
    let forward = match event.key().as_str() {
        "ArrowRight" => true,
        "ArrowLeft" => false,
        "ArrowDown" => {
            open_menu(event);
            event.prevent_default();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if event.alt_key() && event.shift_key() {
        widen(head, key, if forward { STEP } else { -STEP });
    } else if event.alt_key() {
        head.state.layout.update(|layout| layout.step(key, forward));
        say_place(head, key);
        // Moving an element takes the focus from it.
        focus_head(key);
    } else {
        let neighbour = head.state.shown.with_untracked(|shown| {
            head.state.columns.with_untracked(|columns| {
                let here = shown
                    .iter()
                    .position(|one| columns[one.column].key == key)?;
                let there = if forward {
                    here + 1
                } else {
                    here.checked_sub(1)?
                };
                shown.get(there).map(|one| columns[one.column].key.clone())
            })
        });
        if let Some(neighbour) = neighbour {
            focus_head(&neighbour);
        }
    }
}

fn focus_head(key: &str) {
    let wanted = key.to_owned();
    request_animation_frame(move || {
        let Ok(heads) = document().query_selector_all(".dt-th") else {
            return;
        };
        for place in 0..heads.length() {
            let element: Option<HtmlElement> =
                heads.item(place).and_then(|node| node.dyn_into().ok());
            let Some(element) = element else { continue };
            if element.get_attribute("data-key").as_deref() == Some(&wanted)
                && let Ok(Some(button)) = element.query_selector(".dt-sort")
                && let Ok(button) = button.dyn_into::<HtmlElement>()
            {
                let _ = button.focus();
            }
        }
    });
}

fn open_menu(event: &KeyboardEvent) {
    let head = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .and_then(|button| button.closest(".dt-th").ok().flatten());
    if let Some(head) = head
        && let Ok(Some(menu)) = head.query_selector(".dt-th-menu")
        && let Ok(menu) = menu.dyn_into::<HtmlElement>()
    {
        menu.click();
    }
}
