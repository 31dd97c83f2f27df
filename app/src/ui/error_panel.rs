//! What happened, why, what to do, and the id under which the log has the rest.

use domain::error::AppError;
use leptos::prelude::*;

use super::button::{Button, Size};
use super::copy::CopyButton;
use super::icon::{IconName, icon};
use crate::context::{locale, text};
use crate::i18n::error_text;

#[component]
pub fn ErrorPanel(
    #[prop(into)] error: Signal<AppError>,
    #[prop(optional, into)] retry: Option<Callback<()>>,
    /// True while trying again.
    #[prop(optional, into)]
    retrying: Signal<bool>,
    /// One line in the place of something small.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let words = Memo::new(move |_| error.with(|error| error_text(error, locale())));
    let part = move |class: &'static str, pick: fn(&crate::i18n::ErrorText) -> &str| {
        move || {
            let text = words.with(|words| pick(words).to_owned());
            (!text.is_empty()).then(|| view! { <p class=class>{text}</p> })
        }
    };
    let request = move || {
        error
            .with(|error| error.request_id.clone())
            .map(|id| request_id(id).into_any())
    };
    view! {
        <div class="error-panel" class:error-panel-compact=compact role="alert">
            <span class="error-panel-icon">{icon(IconName::Warning)}</span>
            <div class="error-panel-words">
                {part("error-panel-title", |words| words.title)}
                {part("error-panel-detail", |words| &words.detail)}
                {part("error-panel-hint", |words| words.hint)} {request}
            </div>
            {retry
                .map(|retry| {
                    view! {
                        <Button
                            icon=IconName::Refresh
                            size=if compact { Size::Small } else { Size::Medium }
                            busy=retrying
                            on_click=Callback::new(move |_| retry.run(()))
                        >
                            {text(|c| c.kit.retry)}
                        </Button>
                    }
                })}
        </div>
    }
}

fn request_id(id: String) -> impl IntoView {
    let copied = id.clone();
    view! {
        <p class="error-panel-request">
            <span>{text(|c| c.kit.request_id)}</span>
            <code>{id}</code>
            <CopyButton value=Signal::derive(move || copied.clone()) />
        </p>
    }
}
