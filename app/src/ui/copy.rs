//! Puts a text on the clipboard and says that it did.

use std::time::Duration;

use leptos::prelude::*;

use super::button::Size;
use super::icon::{IconName, icon};
use crate::context::texts;
use crate::dom::{clipboard, timer};

/// How long "copied" stays.
const SAID_FOR: Duration = Duration::from_millis(1_600);

#[component]
pub fn CopyButton(
    #[prop(into)] value: Signal<String>,
    /// What is copied, when "copy" alone does not say it.
    #[prop(optional, into)]
    label: Option<TextProp>,
    #[prop(optional)] size: Option<Size>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let press = move |_| {
        let value = value.get_untracked();
        leptos::task::spawn_local(async move {
            if clipboard::copy(&value).await && copied.try_set(true).is_none() {
                timer::once(SAID_FOR, move || {
                    let _ = copied.try_set(false);
                });
            }
        });
    };
    let name = move || match (copied.get(), &label) {
        (true, _) => texts().kit.copied.to_owned(),
        (false, Some(label)) => label.get().to_string(),
        (false, None) => texts().kit.copy.to_owned(),
    };
    let tip = name.clone();
    view! {
        <button
            type="button"
            class="button icon-button copy-button"
            data-variant="ghost"
            data-size=size.unwrap_or(Size::Small).as_str()
            data-copied=move || copied.get().then_some("")
            aria-label=name
            data-tip=tip
            on:click=press
        >
            {move || icon(if copied.get() { IconName::Check } else { IconName::Copy })}
            <span class="visually-hidden" role="status">
                {move || copied.get().then(|| texts().kit.copied)}
            </span>
        </button>
    }
}
