//! Days and moments, chosen or typed.

use leptos::prelude::*;

use super::button::Size;
use super::field::described_by;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateKind {
    #[default]
    Day,
    /// A day and a time of day.
    Moment,
    Time,
}

impl DateKind {
    fn as_str(self) -> &'static str {
        match self {
            DateKind::Day => "date",
            DateKind::Moment => "datetime-local",
            DateKind::Time => "time",
        }
    }
}

/// The browser's own input: one types in its parts or opens its calendar. Values are those
/// of HTML: `2026-11-21`, `2026-11-21T09:30`, `09:30`; an incomplete one is empty.
#[component]
pub fn DateInput(
    #[prop(into)] id: String,
    #[prop(into)] value: Signal<String>,
    #[prop(optional)] kind: DateKind,
    #[prop(optional, into)] label: Option<TextProp>,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] required: bool,
    #[prop(optional)] size: Size,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let description = described_by(&id);
    view! {
        <span
            class="control date"
            data-size=size.as_str()
            data-invalid=move || invalid.get().then_some("")
            data-disabled=move || disabled.get().then_some("")
        >
            <input
                id=id.clone()
                name=id
                type=kind.as_str()
                class="control-input"
                value=value.get_untracked()
                prop:value=value
                min=min
                max=max
                aria-label=move || label.as_ref().map(|text| text.get().to_string())
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=description
                aria-required=required.then_some("true")
                disabled=move || disabled.get()
                on:change:target=move |event| on_change.run(event.target().value())
            />
        </span>
    }
}
