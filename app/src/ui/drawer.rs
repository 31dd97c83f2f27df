//! A panel at the end of the screen, for one thing of a list or for a form.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::browser;
use super::button::{IconButton, Size};
use super::icon::IconName;
use crate::context::text;

/// Opens where `open` says so, which may come from the address of the page: the server then
/// renders it open. Closing asks through `on_close`, and the owner of `open` answers.
///
/// It is not modal unless told so: the list behind it stays usable.
#[component]
pub fn Drawer(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] title: TextProp,
    /// Stands beside the title: a badge, a state.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    #[prop(optional, into)] footer: Option<ViewFn>,
    #[prop(optional)] size: Size,
    #[prop(optional)] modal: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let came_from = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |_| {
        let wanted = open.get();
        if dialog.get().is_none() {
            return;
        }
        if wanted {
            came_from.set_value(browser::active_element());
        }
        request_animation_frame(move || follow(dialog, wanted, modal, came_from));
    });
    if !modal {
        close_on_escape(open, on_close);
    }
    let name = title.clone();
    let content = move || {
        let (title, aside) = (title.clone(), aside.clone());
        let (footer, children) = (footer.clone(), children.clone());
        open.get().then(|| {
            view! {
                <header class="drawer-header">
                    <h2 class="drawer-title">{move || title.get()}</h2>
                    {aside.map(|aside| view! { <span class="drawer-aside">{aside.run()}</span> })}
                    <IconButton
                        icon=IconName::X
                        label=text(|c| c.kit.close)
                        on_click=Callback::new(move |_| on_close.run(()))
                    />
                </header>
                <div class="drawer-body">{children()}</div>
                {footer
                    .map(|footer| {
                        view! { <footer class="drawer-footer">{footer.run()}</footer> }
                    })}
            }
            .into_any()
        })
    };
    view! {
        <dialog
            node_ref=dialog
            class="drawer"
            class:drawer-modal=modal
            data-size=size.as_str()
            aria-label=name
            open=open.get_untracked()
            on:close=move |_| {
                if open.get_untracked() {
                    on_close.run(());
                }
            }
        >
            {content}
        </dialog>
    }
}

fn follow(
    dialog: NodeRef<html::Dialog>,
    wanted: bool,
    modal: bool,
    came_from: StoredValue<Option<HtmlElement>, LocalStorage>,
) {
    let Some(dialog) = dialog.try_get_untracked().flatten() else {
        return;
    };
    if wanted && modal {
        // The server can only render it open, not modal.
        if !dialog.matches(":modal").unwrap_or(false) {
            dialog.close();
            let _ = dialog.show_modal();
        }
    } else if wanted && !dialog.open() {
        dialog.show();
    } else if !wanted && dialog.open() {
        let focused = browser::has_focus(&dialog) || browser::has_no_focus();
        dialog.close();
        if focused
            && let Some(element) = came_from.get_value()
            && element.is_connected()
        {
            let _ = element.focus();
        }
    }
}

/// A dialog that is not modal leaves Escape to us; what lies above it comes first.
fn close_on_escape(open: Signal<bool>, on_close: Callback<()>) {
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && !event.default_prevented() && !browser::layer_is_open() {
                on_close.run(());
            }
        });
        on_cleanup(move || listener.remove());
    });
}
