//! Yes or no, several of many, one of few.

use leptos::html;
use leptos::prelude::*;

/// The three states a checkbox can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checked {
    #[default]
    No,
    Some,
    Yes,
}

impl From<bool> for Checked {
    fn from(yes: bool) -> Self {
        if yes { Checked::Yes } else { Checked::No }
    }
}

/// A native checkbox; `Checked::Some` shows a bar, and pressing it asks for all.
///
/// Without children the label is for screen readers only, as in a table.
#[component]
pub fn Checkbox(
    #[prop(into)] checked: Signal<Checked>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] invalid: Signal<bool>,
    /// Hides the words from the eye.
    #[prop(optional)]
    bare: bool,
    #[prop(optional, into)] name: Option<String>,
    #[prop(into)] on_change: Callback<bool>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // `indeterminate` exists only as a property, which the server cannot write.
    Effect::new(move |_| {
        let some = checked.get() == Checked::Some;
        if let Some(input) = input.get() {
            input.set_indeterminate(some);
        }
    });
    let words = if bare {
        "visually-hidden"
    } else {
        "choice-text"
    };
    view! {
        <label class="choice" class:choice-bare=bare>
            <input
                node_ref=input
                type="checkbox"
                class="checkbox"
                name=name
                checked=checked.get_untracked() == Checked::Yes
                prop:checked=move || checked.get() == Checked::Yes
                data-some=move || (checked.get() == Checked::Some).then_some("")
                disabled=move || disabled.get()
                aria-invalid=move || invalid.get().then_some("true")
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span class=words>
                <span class="choice-label">{move || label.get()}</span>
                {hint.map(|hint| view! { <span class="choice-hint">{move || hint.get()}</span> })}
            </span>
        </label>
    }
}

/// Takes effect at once, unlike a checkbox in a form.
#[component]
pub fn Switch(
    #[prop(into)] on: Signal<bool>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] bare: bool,
    #[prop(into)] on_change: Callback<bool>,
) -> impl IntoView {
    let words = if bare {
        "visually-hidden"
    } else {
        "choice-text"
    };
    view! {
        <label class="choice" class:choice-bare=bare>
            <input
                type="checkbox"
                role="switch"
                class="switch"
                checked=on.get_untracked()
                prop:checked=move || on.get()
                disabled=move || disabled.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span class=words>
                <span class="choice-label">{move || label.get()}</span>
                {hint.map(|hint| view! { <span class="choice-hint">{move || hint.get()}</span> })}
            </span>
        </label>
    }
}
