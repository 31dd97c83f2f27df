//! What was written and not saved, for as long as this tab lives: closing the drawer, or
//! going to another page, loses nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::key::KeyView;
use leptos::prelude::*;

use super::address::Address;
use crate::context::text;
use crate::ui::{IconName, icon};

#[derive(Clone, Debug)]
pub(super) struct Unsaved {
    pub(super) text: String,
    /// What it was based on.
    pub(super) base: KeyView,
}

/// Filled in a browser alone, by what its reader does. The server, where it would be
/// everybody's, looks at it no further than for a key that is not there.
static DRAFTS: LazyLock<ArcRwSignal<BTreeMap<String, Unsaved>>> =
    LazyLock::new(|| ArcRwSignal::new(BTreeMap::new()));

static GUARDED: AtomicBool = AtomicBool::new(false);

pub(super) fn of(key: &str) -> Option<Unsaved> {
    DRAFTS.with_untracked(|drafts| drafts.get(key).cloned())
}

pub(super) fn keep(unsaved: Unsaved) {
    guard();
    DRAFTS.update(|drafts| {
        drafts.insert(unsaved.base.key.clone(), unsaved);
    });
}

pub(super) fn forget(key: &str) {
    if DRAFTS.with_untracked(|drafts| drafts.contains_key(key)) {
        DRAFTS.update(|drafts| {
            drafts.remove(key);
        });
    }
}

/// The browser asks before it closes or reloads the tab.
fn guard() {
    if GUARDED.swap(true, Ordering::Relaxed) {
        return;
    }
    // Never taken away: it holds for whatever page is open.
    let _ = window_event_listener_untyped("beforeunload", |event| {
        if !DRAFTS.with_untracked(BTreeMap::is_empty) {
            event.prevent_default();
        }
    });
}

/// Who listens to a signal that lives for ever is remembered for ever, so the server does not.
fn names() -> Vec<String> {
    if cfg!(feature = "hydrate") {
        DRAFTS.with(|drafts| drafts.keys().cloned().collect())
    } else {
        Vec::new()
    }
}

/// The way back to each of them.
pub(super) fn notice() -> AnyView {
    let keys = Memo::new(|_| names());
    let link = |key: String| {
        let there = Address::default().at_key(&key);
        view! {
            <a class="mono" href=move || there.link()>
                {key}
            </a>
        }
    };
    let links = move || keys.get().into_iter().map(link).collect_view();
    (move || {
        (!keys.with(Vec::is_empty)).then(|| {
            view! {
                <div class="notice keys-drafts" data-tone="info" role="status">
                    {icon(IconName::Pencil)}
                    <p class="notice-words">{text(|c| c.keys.unsaved)} " " {links}</p>
                </div>
            }
        })
    })
    .into_any()
}
