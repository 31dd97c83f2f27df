//! A label, a control, and what must be known about it.

use leptos::prelude::*;

use super::icon::IconName;
use crate::context::text;

/// Wraps the control that has the same `id`: label, mark of a required value, hint, error.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// What is wrong with the value now, if something is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The label stands beside the control where there is room, as in a drawer.
    #[prop(optional)]
    beside: bool,
    children: Children,
) -> impl IntoView {
    let ids = FieldIds {
        described: described_by(&id),
        label: label_id(&id),
    };
    let mark = move || {
        required.then(|| {
            view! {
                <span class="field-required" aria-hidden="true">
                    "*"
                </span>
                <span class="visually-hidden">{text(|c| c.kit.required)}</span>
            }
        })
    };
    let message = move || match error.get() {
        Some(error) => view! {
            <span class="field-error">
                {super::icon::icon(IconName::Alert)} <span>{error}</span>
            </span>
        }
        .into_any(),
        None => hint
            .as_ref()
            .map(|hint| {
                let hint = hint.clone();
                view! { <span class="field-hint">{move || hint.get()}</span> }
            })
            .into_any(),
    };
    view! {
        <div class="field" class:field-beside=beside>
            <label class="field-label" for=id id=ids.label>
                {move || label.get()}
                {mark()}
            </label>
            <div class="field-control">
                {children()} <div class="field-message" id=ids.described aria-live="polite">
                    {message}
                </div>
            </div>
        </div>
    }
}

struct FieldIds {
    described: String,
    label: String,
}

/// The element that describes the control with this id; it may be empty.
pub(super) fn described_by(id: &str) -> String {
    format!("{id}-note")
}

pub(super) fn label_id(id: &str) -> String {
    format!("{id}-label")
}
