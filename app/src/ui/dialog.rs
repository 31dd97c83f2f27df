//! A question that must be answered before anything else.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::browser;
use super::button::{IconButton, Size};
use super::icon::IconName;
use crate::context::text;

/// A native modal dialog: the browser keeps the focus inside, closes it on Escape and gives
/// the focus back. The children are rendered while it is open.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(optional)] size: Size,
    /// Asks about something that cannot be taken back.
    #[prop(optional)]
    alert: bool,
    /// The buttons.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        if dialog.get().is_some() {
            // After the content is in the page, so that it can take the focus.
            request_animation_frame(move || follow(dialog, wanted));
        }
    });
    let close = move || open.set(false);
    let name = title.clone();
    let content = move || {
        let (title, footer, children) = (title.clone(), footer.clone(), children.clone());
        open.get().then(|| {
            view! {
                <div class="dialog-panel">
                    <header class="dialog-header">
                        <h2 class="dialog-title">{move || title.get()}</h2>
                        <IconButton
                            icon=IconName::X
                            label=text(|c| c.kit.close)
                            on_click=Callback::new(move |_| close())
                        />
                    </header>
                    <div class="dialog-body">{children()}</div>
                    {footer
                        .map(|footer| {
                            view! { <footer class="dialog-footer">{footer.run()}</footer> }
                        })}
                </div>
            }
            .into_any()
        })
    };
    let outside = move |event: MouseEvent| {
        let on_backdrop = browser::target(&event).is_some_and(|target| {
            dialog
                .get_untracked()
                .is_some_and(|dialog| target.is_same_node(Some(&dialog)))
        });
        if on_backdrop && !alert {
            close();
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            role=alert.then_some("alertdialog")
            data-size=size.as_str()
            aria-label=name
            on:close=move |_| close()
            on:click=outside
        >
            {content}
        </dialog>
    }
}

fn follow(dialog: NodeRef<html::Dialog>, wanted: bool) {
    let Some(dialog) = dialog.try_get_untracked().flatten() else {
        return;
    };
    if wanted && !dialog.open() {
        let _ = dialog.show_modal();
        browser::focus_inside(&dialog);
    } else if !wanted && dialog.open() {
        dialog.close();
    }
}
