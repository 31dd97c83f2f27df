//! What lives in the browser: who asks for rows, and when.

use domain::table::{Query, TableChange, Window, WindowRequest};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;

use super::source::{First, Source};
use super::state::TableState;
use super::viewport::Viewport;
use super::{late, memory, retry};
use crate::dom::events::{Notice, use_events};

/// The living rows, once the browser has taken over.
#[derive(Clone, Copy)]
pub struct Living {
    pub(super) viewport: StoredValue<Option<Viewport>, LocalStorage>,
    state: TableState,
    source: StoredValue<Source>,
    pub(super) view: NodeRef<html::Div>,
    pub(super) body: NodeRef<html::Div>,
    /// A popover was open when the pointer went down: it closes, and nothing else happens.
    pub(super) dismisses: StoredValue<bool>,
}

impl Living {
    pub(super) fn with<T>(&self, work: impl FnOnce(&Viewport) -> T) -> Option<T> {
        // Cloned out, so that what it causes may come back here.
        let viewport = self.viewport.try_with_value(Clone::clone).flatten()?;
        Some(work(&viewport))
    }

    /// Asks anew, at the same place: after an error, or for the newest order.
    pub(super) fn again(&self) {
        self.ask(false);
    }

    /// Asks; `top` for another question.
    fn ask(&self, top: bool) {
        if self.state.columns.with_untracked(Vec::is_empty) {
            begin(*self);
        } else {
            self.with(|viewport| viewport.ask(top));
        }
    }
}

pub(super) fn living(state: TableState, source: Source, first: Option<&First>) -> Living {
    let living = Living {
        viewport: StoredValue::new_local(None),
        state,
        source: StoredValue::new(source.clone()),
        view: NodeRef::new(),
        body: NodeRef::new(),
        dismisses: StoredValue::new(false),
    };
    let window = StoredValue::new(first.map(|first| first.window.clone()));
    let start = source.clone();
    Effect::new(move |_| {
        let (Some(view), Some(body)) = (living.view.get(), living.body.get()) else {
            return;
        };
        if living.viewport.with_value(Option::is_some) {
            return;
        }
        let window: Option<Window> = window.try_update_value(Option::take).flatten();
        let had = window.is_some();
        let viewport = Viewport::adopt(
            view.unchecked_into(),
            body.unchecked_into(),
            state,
            start.clone(),
            window,
        );
        living.viewport.set_value(viewport);
        if !had && state.status.with_untracked(|status| status.error.is_none()) {
            begin(living);
        }
    });
    Effect::new(move |before: Option<Query>| {
        let query = state.query.get();
        if before.is_some_and(|before| before != query) {
            living.ask(true);
        }
        query
    });
    Effect::new(move |before: Option<()>| {
        state.shown.track();
        if before.is_some() {
            living.with(Viewport::scrolled);
        }
    });
    Effect::new(move |before: Option<()>| {
        state.locale.track();
        state.cards.track();
        state.layout.with(|layout| layout.density.as_str());
        if before.is_some() {
            request_animation_frame(move || {
                living.with(Viewport::redraw);
            });
        }
    });
    Effect::new(move |_| {
        state.selection.track();
        state.active.track();
        living.with(Viewport::restate);
    });
    watch_width(state);
    if let Some(topic) = source.topic() {
        use_events(topic, move |notice| match notice {
            Notice::Event(data) => {
                if let Ok(change) = serde_json::from_value::<TableChange>(data) {
                    living.with(|viewport| viewport.changed(&change));
                }
            }
            Notice::Resync => living.again(),
        });
    }
    late::watch(state);
    retry::retry(state, living);
    on_cleanup(move || {
        living.with(Viewport::close);
    });
    living
}

/// Columns and rows, when nobody rendered them: the page was reached without a document.
fn begin(living: Living) {
    let state = living.state;
    let request = WindowRequest {
        query: state.query.get_untracked(),
        offset: 0,
        limit: super::FIRST_ROWS,
        at: None,
    };
    let query = request.query.clone();
    let future = living.source.with_value(|source| source.first(request));
    state.status.update(|status| status.loading = true);
    spawn_local(async move {
        let found = future.await;
        // Something else is asked by now, or the table has left the page.
        if state.query.try_with_untracked(|asked| *asked == query) != Some(true) {
            return;
        }
        match found {
            Ok(first) => {
                let layout = memory::arranged(state.name.get_value(), &first.columns);
                state.layout.set(layout);
                state.columns.set(first.columns);
                living.with(|viewport| viewport.begin(first.window));
            }
            Err(error) => state.status.update(|status| {
                status.loading = false;
                status.error = Some(error);
            }),
        }
    });
}

/// Cards where a table has no room.
fn watch_width(state: TableState) {
    Effect::new(move |_| {
        let Ok(Some(media)) = window().match_media("(max-width: 639px)") else {
            return;
        };
        state.cards.set(media.matches());
        let handle = window_event_listener(leptos::ev::resize, move |_| {
            if state.cards.get_untracked() != media.matches() {
                state.cards.set(media.matches());
            }
        });
        on_cleanup(move || handle.remove());
    });
}
