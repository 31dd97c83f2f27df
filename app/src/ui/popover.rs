//! A small panel beside what opened it.

use leptos::prelude::*;

use super::floating::{Floating, Placement, floating};

/// The trigger is a button; the children are rendered while the popover is open.
///
/// ```text
/// <Popover id="site" label=text(|c| …) trigger=|| view! { <Button>"Site"</Button> }>
///     …
/// </Popover>
/// ```
#[component]
pub fn Popover(
    #[prop(into)] id: String,
    /// What it is, for those who cannot see it.
    #[prop(into)]
    label: TextProp,
    #[prop(into)] trigger: ViewFnOnce,
    #[prop(optional)] placement: Placement,
    /// Opens and closes it from elsewhere.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    children: ChildrenFn,
) -> impl IntoView {
    floating(Floating {
        id,
        class: "popover",
        announces: "dialog",
        placement,
        open: open.unwrap_or_else(|| RwSignal::new(false)),
        trigger: trigger.run(),
        content: (move || {
            let label = label.clone();
            view! {
                <div class="popover-body" role="dialog" aria-label=label>
                    {children()}
                </div>
            }
        })
        .into(),
    })
}
