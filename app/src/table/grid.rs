//! The rows and what surrounds them: head, scrolling, keyboard, empty and broken states.

use domain::table::{Query, Row, TableChange, Window, WindowRequest};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

use super::keys::{self, Act, Bounds};
use super::layout;
use super::memory;
use super::render::{RowContext, row_html};
use super::source::{First, Source};
use super::state::{Active, TableState, cell_id};
use super::viewport::Viewport;
use crate::context::{text, texts};
use crate::dom::events::{Notice, use_events};
use crate::dom::page;
use crate::i18n::{Catalog, catalog};
use crate::ui::{Button, EmptyState, ErrorPanel, IconName};

/// The living rows, once the browser has taken over.
#[derive(Clone, Copy)]
pub struct Living {
    pub(super) viewport: StoredValue<Option<Viewport>, LocalStorage>,
    state: TableState,
    source: StoredValue<Source>,
    view: NodeRef<html::Div>,
    body: NodeRef<html::Div>,
    /// A popover was open when the pointer went down: it closes, and nothing else happens.
    dismisses: StoredValue<bool>,
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
    super::late::watch(state);
    super::retry::retry(state, living);
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
        if state.query.with_untracked(|asked| *asked != query) {
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

pub(super) fn grid(
    state: TableState,
    living: Living,
    label: fn(&'static Catalog) -> &'static str,
    first: Option<First>,
) -> AnyView {
    let name = state.name.get_value();
    let rows = first_rows(state, first.as_ref());
    let style = move || state.shown.with(|shown| layout::style(shown));
    let total = move || state.status.with(|status| status.total);
    let active = move || {
        let active = state.active.get()?;
        Some(cell_id(name, active))
    };
    let body_rows = format!(
        "--rows:{}",
        state.status.with_untracked(|status| status.total)
    );
    view! {
        <div
            class="dt-frame"
            class:is-late=move || state.late.get()
            style=style
            data-density=move || state.layout.with(|layout| layout.density.as_str())
        >
            <div
                node_ref=living.view
                class="dt-view"
                role="grid"
                tabindex="0"
                aria-label=text(label)
                aria-multiselectable="true"
                aria-rowcount=move || (total() + 1).to_string()
                aria-colcount=move || (state.shown.with(Vec::len) + 1).to_string()
                aria-busy=move || state.status.with(|status| status.loading).to_string()
                aria-activedescendant=active
                aria-describedby=format!("{name}-keys")
                on:scroll=move |_| {
                    living.with(Viewport::scrolled);
                }
                on:pointerdown=move |_| living.dismisses.set_value(page::has_popover())
                on:click=move |event| clicked(state, living, &event)
                on:mousedown=move |event| {
                    // Shift extends the selection of rows, not of text.
                    if event.shift_key() {
                        event.prevent_default();
                    }
                }
                on:keydown=move |event| pressed(state, living, &event)
            >
                {super::head::head(state)}
                <div
                    node_ref=living.body
                    class="dt-body"
                    role="rowgroup"
                    style=body_rows
                    inner_html=rows
                ></div>
            </div>
            <span class="dt-progress"></span>
            {move || overlay(state, living)}
            <p class="visually-hidden" aria-live="polite">
                {move || state.said.get()}
            </p>
            <p id=format!("{name}-keys") class="visually-hidden">{text(|c| c.table.keyboard)}</p>
        </div>
    }
    .into_any()
}

/// The server's rows; the browser takes them over as they are.
fn first_rows(state: TableState, first: Option<&First>) -> String {
    let Some(first) = first.filter(|_| cfg!(feature = "ssr")) else {
        return String::new();
    };
    let shown = state.shown.get_untracked();
    let locale = state.locale.get_untracked();
    let context = RowContext {
        columns: &first.columns,
        shown: &shown,
        locale,
        select_label: catalog(locale).table.select_row,
        table_id: state.name.get_value(),
    };
    let rows = first.window.rows.iter().enumerate();
    rows.map(|(index, row): (usize, &Row)| row_html(&context, index as u64, Some(row), false))
        .collect()
}

fn overlay(state: TableState, living: Living) -> Option<AnyView> {
    let status = state.status.get();
    if let Some(error) = status.error {
        // What is refused is refused again: another question is the way on.
        let refused = error.code.status() == 400;
        let panel = if refused {
            view! { <ErrorPanel error /> }.into_any()
        } else {
            let again = Callback::new(move |()| living.again());
            view! { <ErrorPanel error retry=again /> }.into_any()
        };
        return Some(
            view! {
                <div class="dt-over">
                    <div class="dt-refused">{panel} {refused.then(|| clear_button(state))}</div>
                </div>
            }
            .into_any(),
        );
    }
    if status.total == 0 && !status.loading {
        return Some(
            view! {
                <div class="dt-over">
                    <EmptyState
                        icon=IconName::Search
                        title=text(|c| c.table.empty_title)
                        detail=text(|c| c.table.empty_detail)
                    >
                        {clear_button(state)}
                    </EmptyState>
                </div>
            }
            .into_any(),
        );
    }
    if status.loading && status.all == 0 {
        return Some(
            view! {
                <div class="dt-over dt-cold" aria-label=texts().table.loading>
                    {(0..12).map(|_| view! { <span class="dt-wait"></span> }).collect::<Vec<_>>()}
                </div>
            }
            .into_any(),
        );
    }
    None
}

/// Forgets the whole question, so that it cannot be what is wrong.
fn clear_button(state: TableState) -> AnyView {
    let clear = Callback::new(move |_| state.ask(|query| *query = Query::default()));
    view! { <Button on_click=clear>{text(|c| c.table.clear_filters)}</Button> }.into_any()
}

fn clicked(state: TableState, living: Living, event: &MouseEvent) {
    if living.dismisses.get_value() {
        return;
    }
    let Some(Some(hit)) = living.with(|viewport| viewport.hit(event)) else {
        return;
    };
    let column = if hit.checkbox { 0 } else { 1 };
    let previous = state.active.get_untracked();
    state.active.set(Some(Active {
        row: hit.index,
        column,
    }));
    if event.shift_key() {
        extend(
            state,
            living,
            previous.map_or(hit.index, |active| active.row),
            hit.index,
        );
    } else if hit.checkbox || event.ctrl_key() || event.meta_key() {
        state.selection.update(|chosen| chosen.toggle(&hit.id));
    } else if leptos::web_sys::window()
        .and_then(|window| window.get_selection().ok().flatten())
        .is_none_or(|selection| selection.is_collapsed())
    {
        state.open.set(Some(hit.id));
    }
}

fn pressed(state: TableState, living: Living, event: &KeyboardEvent) {
    // The head has keys of its own.
    let inside = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.class_list().contains("dt-view"));
    if !inside || event.alt_key() {
        return;
    }
    let bounds = Bounds {
        rows: state.status.with_untracked(|status| status.total),
        columns: state.shown.with_untracked(Vec::len) + 1,
        page: living.with(Viewport::page).unwrap_or(1),
    };
    let at = state.active.get_untracked();
    let ctrl = event.ctrl_key() || event.meta_key();
    let Some(act) = keys::act(&event.key(), ctrl, event.shift_key(), at, bounds) else {
        return;
    };
    match act {
        Act::Go {
            to,
            extend: extending,
        } => {
            living.with(|viewport| viewport.reveal(to));
            living.with(Viewport::scrolled);
            state.active.set(Some(to));
            if extending && let Some(at) = at {
                extend(state, living, at.row, to.row);
            }
        }
        Act::Toggle => {
            let id = at.and_then(|at| living.with(|viewport| viewport.id_at(at.row)).flatten());
            if let Some(id) = id {
                state.selection.update(|chosen| chosen.toggle(&id));
            }
        }
        Act::Open => {
            let id = at.and_then(|at| living.with(|viewport| viewport.id_at(at.row)).flatten());
            if id.is_some() {
                state.open.set(id);
            }
        }
        Act::SelectAll => state.selection.update(domain::table::RowSet::every),
        Act::Clear => {
            if state
                .selection
                .with_untracked(domain::table::RowSet::is_empty)
            {
                return;
            }
            state.selection.set(domain::table::RowSet::default());
        }
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Chooses every row between two, reading those that are not here.
fn extend(state: TableState, living: Living, from: u64, to: u64) {
    let (first, last) = (from.min(to), from.max(to));
    let Some(ids) = living.with(|viewport| viewport.ids(first, last)) else {
        return;
    };
    spawn_local(async move {
        match ids.await {
            Ok(ids) => state.selection.update(|chosen| {
                for id in ids {
                    chosen.set(&id, true);
                }
            }),
            Err(error) => state.status.update(|status| status.error = Some(error)),
        }
    });
}
