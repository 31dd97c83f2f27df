//! One line of text.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::button::{IconButton, Size};
use super::field::described_by;
use super::icon::IconName;
use crate::context::text;

/// A text input; inside a [`Field`](super::Field) of the same `id` it is labelled and
/// described by it.
#[component]
pub fn Input(
    #[prop(into)] id: String,
    #[prop(into)] value: RwSignal<String>,
    /// Its name, when no visible label says it.
    #[prop(optional, into)]
    label: Option<TextProp>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    /// As in HTML: `text`, `search`, `url`, `password`…
    #[prop(optional)]
    kind: Option<&'static str>,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional, into)] prefix: Option<TextProp>,
    #[prop(optional, into)] suffix: Option<TextProp>,
    /// Machine names read best in the mono face.
    #[prop(optional)]
    mono: bool,
    /// Offers to empty it.
    #[prop(optional)]
    clear: bool,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] size: Size,
    #[prop(optional)] node_ref: Option<NodeRef<html::Input>>,
    /// Every change a person makes.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    #[prop(optional, into)] on_keydown: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    let input = node_ref.unwrap_or_default();
    let change = move |new: String| {
        value.set(new.clone());
        if let Some(on_input) = on_input {
            on_input.run(new);
        }
    };
    let empty = move |_| {
        change(String::new());
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let description = described_by(&id);
    let affix = |text: TextProp| view! { <span class="input-affix">{move || text.get()}</span> };
    view! {
        <span
            class="control input"
            class:mono=mono
            data-size=size.as_str()
            data-invalid=move || invalid.get().then_some("")
            data-disabled=move || disabled.get().then_some("")
        >
            {icon.map(super::icon::icon)}
            {prefix.map(affix)}
            <input
                node_ref=input
                id=id.clone()
                name=id
                type=kind.unwrap_or("text")
                class="control-input"
                value=value.get_untracked()
                prop:value=value
                placeholder=move || placeholder.as_ref().map(|text| text.get().to_string())
                aria-label=move || label.as_ref().map(|text| text.get().to_string())
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=description
                aria-required=required.then_some("true")
                disabled=move || disabled.get()
                data-autofocus=autofocus.then_some("")
                autocomplete="off"
                spellcheck="false"
                on:input:target=move |event| change(event.target().value())
                on:keydown=move |event| {
                    if let Some(on_keydown) = on_keydown {
                        on_keydown.run(event);
                    }
                }
            />
            {suffix.map(affix)}
            {clear
                .then_some({
                    move || {
                        (!value.with(String::is_empty) && !disabled.get())
                            .then(|| {
                                view! {
                                    <IconButton
                                        icon=IconName::X
                                        label=text(|c| c.kit.clear)
                                        size=Size::Small
                                        on_click=Callback::new(empty)
                                    />
                                }
                                    .into_any()
                            })
                    }
                })}
        </span>
    }
}

/// Several lines of text; grows with what is written, up to a point.
#[component]
pub fn Textarea(
    #[prop(into)] id: String,
    #[prop(into)] value: RwSignal<String>,
    #[prop(optional, into)] label: Option<TextProp>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] mono: bool,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let description = described_by(&id);
    view! {
        <textarea
            id=id.clone()
            name=id
            class="control textarea"
            class:mono=mono
            rows=rows
            data-invalid=move || invalid.get().then_some("")
            prop:value=value
            placeholder=move || placeholder.as_ref().map(|text| text.get().to_string())
            aria-label=move || label.as_ref().map(|text| text.get().to_string())
            aria-invalid=move || invalid.get().then_some("true")
            aria-describedby=description
            aria-required=required.then_some("true")
            disabled=move || disabled.get()
            spellcheck="false"
            on:input:target=move |event| {
                let new = event.target().value();
                value.set(new.clone());
                if let Some(on_input) = on_input {
                    on_input.run(new);
                }
            }
        >
            {inside_textarea(value.get_untracked())}
        </textarea>
    }
}

/// What stands in a text area. The framework writes it into the page as it is, and a value
/// with `</textarea>` in it would end the element and go on as a part of the page.
pub(super) fn inside_textarea(value: String) -> String {
    if cfg!(feature = "ssr") && value.contains(['<', '&']) {
        value.replace('&', "&amp;").replace('<', "&lt;")
    } else {
        value
    }
}
