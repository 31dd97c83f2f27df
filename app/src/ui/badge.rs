//! A state in a word, and a state as a dot beside a word.

use domain::table::Tone;
use leptos::prelude::*;

use super::icon::IconName;

/// A short word on the ground of its tone.
#[component]
pub fn Badge(
    #[prop(optional)] tone: Tone,
    #[prop(optional)] icon: Option<IconName>,
    /// Shows the dot of the tone before the word.
    #[prop(optional)]
    dot: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.as_str()>
            {dot.then(|| view! { <span class="dot" data-tone=tone.as_str() aria-hidden="true"></span> })}
            {icon.map(super::icon::icon)}
            <span class="badge-text">{children()}</span>
        </span>
    }
}

/// The same for data, where neither the word nor the tone is known before.
pub fn badge(tone: Tone, word: String) -> AnyView {
    view! {
        <span class="badge" data-tone=tone.as_str()>
            <span class="badge-text">{word}</span>
        </span>
    }
    .into_any()
}

/// A dot and the word that says the same: the colour is never alone.
#[component]
pub fn StatusDot(
    #[prop(into)] tone: Signal<Tone>,
    /// A slow pulse, for what happens right now.
    #[prop(optional)]
    live: bool,
    /// Keeps the word for screen readers, where the text beside it says the same.
    #[prop(optional)]
    quiet: bool,
    #[prop(into)] label: TextProp,
) -> impl IntoView {
    let class = if quiet {
        "visually-hidden"
    } else {
        "status-text"
    };
    view! {
        <span class="status">
            {dot(tone, live)}
            <span class=class>{move || label.get()}</span>
        </span>
    }
}

/// The bare dot; whoever draws it puts the word beside it.
pub(super) fn dot(tone: Signal<Tone>, live: bool) -> AnyView {
    view! {
        <span
            class="dot"
            class:dot-live=live
            data-tone=move || tone.get().as_str()
            aria-hidden="true"
        ></span>
    }
    .into_any()
}
