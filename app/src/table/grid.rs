//! The rows as the page shows them, and what a pointer or a key does there.

use domain::table::Row;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

use super::keys::{self, Act, Bounds};
use super::layout;
use super::living::Living;
use super::overlay::overlay;
use super::render::{RowContext, row_html};
use super::source::First;
use super::state::{Active, TableState, cell_id};
use super::viewport::Viewport;
use crate::context::text;
use crate::dom::page;
use crate::i18n::{Catalog, catalog};

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

fn clicked(state: TableState, living: Living, event: &MouseEvent) {
    if living.dismisses.try_update_value(std::mem::take) == Some(true) {
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
            Err(error) => state.problem.set(Some(error)),
        }
    });
}
