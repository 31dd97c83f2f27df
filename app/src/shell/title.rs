//! The title of the document, and where the focus goes after a navigation.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use crate::context::texts;
use crate::{dom, nav};

pub(super) fn view() -> AnyView {
    let path = use_location().pathname;
    let title = move || {
        let c = texts();
        let page = path.with(|path| nav::at(path));
        let label = page.map_or(c.pages.not_found, |page| page.text(c).label);
        [label, " · ", c.shell.product].concat()
    };
    view! { <Title text=title /> }.into_any()
}

/// A new page is announced by its heading; the first one was announced by the browser.
pub(super) fn follow() {
    let path = use_location().pathname;
    let drawer = super::shell().drawer;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            drawer.set(false);
            // Two frames: the router replaces the page in the first.
            request_animation_frame(|| request_animation_frame(dom::focus::heading));
        }
        now
    });
}
