//! How one component is shown.

use leptos::prelude::*;

use crate::context::{locale, text};
use crate::i18n::Catalog;

pub(super) type Pick = fn(&'static Catalog) -> &'static str;

/// A length of time, as the reader's language writes it.
pub(super) fn seconds(value: f64, decimals: usize) -> String {
    format!("{} s", locale().decimal(value, decimals))
}

/// A component by its name in the code, a note on its use, and its states.
pub(super) fn specimen(name: &'static str, note: Pick, states: Vec<AnyView>) -> AnyView {
    view! {
        <article class="specimen">
            <div class="specimen-words">
                <h3 class="mono">{name}</h3>
                <p>{text(note)}</p>
            </div>
            <div class="specimen-states">{states}</div>
        </article>
    }
    .into_any()
}

/// One state with its name; side by side where there is room.
pub(super) fn state(name: Pick, view: impl IntoAny) -> AnyView {
    view! {
        <div class="specimen-state">
            <span class="specimen-name">{text(name)}</span>
            <div class="specimen-view">{view.into_any()}</div>
        </div>
    }
    .into_any()
}

/// One state that takes the whole width.
pub(super) fn wide(name: Pick, view: impl IntoAny) -> AnyView {
    view! {
        <div class="specimen-state specimen-wide">
            <span class="specimen-name">{text(name)}</span>
            <div class="specimen-view">{view.into_any()}</div>
        </div>
    }
    .into_any()
}
