//! Puts a text on the clipboard and says whether it did.

use std::time::Duration;

use leptos::prelude::*;

use super::button::Size;
use super::icon::{IconName, icon};
use crate::context::texts;
use crate::dom::{clipboard, timer};

/// How long the outcome stays.
const SAID_FOR: Duration = Duration::from_millis(1_600);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Copied,
    /// The browser gives no clipboard, as over plain http.
    Refused,
}

#[component]
pub fn CopyButton(
    #[prop(into)] value: Signal<String>,
    /// What is copied, when "copy" alone does not say it.
    #[prop(optional, into)]
    label: Option<TextProp>,
    #[prop(optional)] size: Option<Size>,
) -> impl IntoView {
    let said = RwSignal::new(Said::Nothing);
    let press = move |_| {
        let value = value.get_untracked();
        leptos::task::spawn_local(async move {
            let now = if clipboard::copy(&value).await {
                Said::Copied
            } else {
                Said::Refused
            };
            if said.try_set(now).is_none() {
                timer::once(SAID_FOR, move || {
                    let _ = said.try_set(Said::Nothing);
                });
            }
        });
    };
    let outcome = move || match said.get() {
        Said::Nothing => None,
        Said::Copied => Some(texts().kit.copied),
        Said::Refused => Some(texts().kit.copy_refused),
    };
    let name = move || match (outcome(), &label) {
        (Some(outcome), _) => outcome.to_owned(),
        (None, Some(label)) => label.get().to_string(),
        (None, None) => texts().kit.copy.to_owned(),
    };
    let tip = name.clone();
    view! {
        <button
            type="button"
            class="button icon-button copy-button"
            data-variant="ghost"
            data-size=size.unwrap_or(Size::Small).as_str()
            data-copied=move || (said.get() == Said::Copied).then_some("")
            data-refused=move || (said.get() == Said::Refused).then_some("")
            aria-label=name
            data-tip=tip
            on:click=press
        >
            {move || {
                icon(match said.get() {
                    Said::Nothing => IconName::Copy,
                    Said::Copied => IconName::Check,
                    Said::Refused => IconName::Warning,
                })
            }}
            <span class="visually-hidden" role="status">
                {outcome}
            </span>
        </button>
    }
}
