//! Nothing to show, and what to do next.

use leptos::prelude::*;

use super::icon::IconName;

#[component]
pub fn EmptyState(
    icon: IconName,
    #[prop(into)] title: TextProp,
    #[prop(optional, into)] detail: Option<TextProp>,
    /// The next step: usually one button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon">{super::icon::icon(icon)}</span>
            <p class="empty-title">{move || title.get()}</p>
            {detail.map(|detail| view! { <p class="empty-detail">{move || detail.get()}</p> })}
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}
