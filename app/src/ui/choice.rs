//! One of several: a native list, radio buttons, a row of segments.

use leptos::prelude::*;

use super::button::Size;
use super::field::described_by;
use super::icon::{IconName, icon};

/// One thing that can be chosen.
#[derive(Clone)]
pub struct Choice {
    pub value: String,
    pub label: TextProp,
    pub hint: Option<TextProp>,
    pub icon: Option<IconName>,
    pub disabled: bool,
}

impl Choice {
    pub fn new(value: &str, label: impl Into<TextProp>) -> Self {
        Self {
            value: value.to_owned(),
            label: label.into(),
            hint: None,
            icon: None,
            disabled: false,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<TextProp>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

/// The browser's own list, with our look: best for short lists and for phones.
#[component]
pub fn Select(
    #[prop(into)] id: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    /// Its name, when no visible label says it.
    #[prop(optional, into)]
    label: Option<TextProp>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] size: Size,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let option = move |choice: Choice| {
        let own = choice.value.clone();
        let chosen = Signal::derive(move || value.with(|value| *value == own));
        view! {
            <option
                value=choice.value
                disabled=choice.disabled
                selected=chosen.get_untracked()
                prop:selected=chosen
            >
                {move || choice.label.get()}
            </option>
        }
    };
    let description = described_by(&id);
    view! {
        <span class="select" data-size=size.as_str()>
            <select
                id=id.clone()
                name=id
                class="control"
                data-size=size.as_str()
                data-invalid=move || invalid.get().then_some("")
                disabled=move || disabled.get()
                aria-label=move || label.as_ref().map(|text| text.get().to_string())
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=description
                on:change:target=move |event| on_change.run(event.target().value())
            >
                {move || options.get().into_iter().map(option).collect::<Vec<_>>()}
            </select>
            {icon(IconName::ChevronsUpDown)}
        </span>
    }
}

/// Radio buttons, one below the other, each with room for a hint.
#[component]
pub fn RadioGroup(
    #[prop(into)] name: String,
    #[prop(into)] label: TextProp,
    options: Vec<Choice>,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let radios: Vec<_> = options
        .into_iter()
        .map(|choice| {
            let hint = choice.hint.clone();
            let words = choice.label.clone();
            view! {
                <label class="choice">
                    {radio(&name, "radio", &choice, value, disabled, on_change)}
                    <span class="choice-text">
                        <span class="choice-label">{move || words.get()}</span>
                        {hint
                            .map(|hint| {
                                view! { <span class="choice-hint">{move || hint.get()}</span> }
                            })}
                    </span>
                </label>
            }
        })
        .collect();
    view! {
        <div class="radio-group" role="radiogroup" aria-label=label>
            {radios}
        </div>
    }
}

/// A few short choices side by side, all of them in sight.
#[component]
pub fn Segmented(
    #[prop(into)] name: String,
    #[prop(into)] label: TextProp,
    options: Vec<Choice>,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] size: Size,
    /// Only the icons are shown; the words are read aloud and shown on hover.
    #[prop(optional)]
    icons_only: bool,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let segments: Vec<_> = options
        .into_iter()
        .map(|choice| {
            let words = choice.label.clone();
            let tip = choice.label.clone();
            let class = if icons_only {
                "visually-hidden"
            } else {
                "segment-label"
            };
            view! {
                <label
                    class="segment"
                    data-tip=move || icons_only.then(|| tip.get().to_string())
                >
                    {radio(&name, "segment-input", &choice, value, disabled, on_change)}
                    {choice.icon.map(icon)} <span class=class>{move || words.get()}</span>
                </label>
            }
        })
        .collect();
    view! {
        <div class="segmented" role="radiogroup" aria-label=label data-size=size.as_str()>
            {segments}
        </div>
    }
}

fn radio(
    name: &str,
    class: &'static str,
    choice: &Choice,
    value: Signal<String>,
    disabled: Signal<bool>,
    on_change: Callback<String>,
) -> AnyView {
    let (own, mine) = (choice.value.clone(), choice.value.clone());
    let chosen = Signal::derive(move || value.with(|value| *value == own));
    let never = choice.disabled;
    view! {
        <input
            type="radio"
            class=class
            name=name.to_owned()
            value=choice.value.clone()
            checked=chosen.get_untracked()
            prop:checked=chosen
            disabled=move || never || disabled.get()
            on:change=move |_| on_change.run(mine.clone())
        />
    }
    .into_any()
}
