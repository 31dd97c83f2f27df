//! The data table: columns are data, rows come in windows, state is in the address.
//!
//! `DataTable` renders its first rows on the server. In the browser a `viewport` takes
//! over the rows that are there and fills a few elements again and again while the answer
//! scrolls by; everything around the rows is ordinary components over a `state`.

mod advanced;
mod blocks;
mod bulk;
mod columns;
#[cfg(feature = "kit")]
pub mod demo;
mod drawer;
mod export;
mod facet;
mod grid;
mod head;
mod keys;
mod late;
mod layout;
mod living;
mod memory;
mod overlay;
mod render;
mod retry;
mod sort_menu;
mod source;
mod state;
mod toolbar;
mod url;
mod view_menu;
mod viewport;
mod views;

use domain::error::AppError;
use domain::table::{Row, WindowRequest};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

pub use source::{Answer, First, Source, TableSource};

use crate::i18n::Catalog;
use state::{Status, TableState};

/// Rows rendered by the server: enough for the tallest usual screen.
const FIRST_ROWS: u32 = 40;

/// What the server found for the first paint.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Painted {
    first: Option<Result<First, AppError>>,
    row: Option<Row>,
}

/// A table over a source; `label` names it for those who cannot see it.
#[component]
pub fn DataTable(source: Source, label: fn(&'static Catalog) -> &'static str) -> impl IntoView {
    let asked = url::read();
    let request = WindowRequest {
        query: asked.query.clone(),
        offset: 0,
        limit: FIRST_ROWS,
        at: None,
    };
    // As text: it is then read by the code that reads the answers of the server.
    let painted = SharedValue::new(|| {
        let painted = Painted {
            first: source.now(&request),
            row: asked.row.as_deref().and_then(|id| source.now_row(id)),
        };
        serde_json::to_string(&painted).unwrap_or_default()
    })
    .into_inner();
    let painted: Painted = serde_json::from_slice(painted.as_bytes()).unwrap_or_default();
    let (first, failed) = match painted.first {
        Some(Ok(first)) => (Some(first), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let mut status = first
        .as_ref()
        .map(|first| Status::of(&first.window))
        .unwrap_or_default();
    status.error = failed;
    status.loading = first.is_none() && status.error.is_none();
    let columns = first
        .as_ref()
        .map(|first| first.columns.clone())
        .unwrap_or_default();
    let state = TableState::new(source.name(), columns, asked.query, status);
    state.open.set(asked.row);
    // Everything is shown then, with what could not be read above it.
    state.problem.set(asked.error);
    url::follow(state);
    let name = source.name();
    let viewport = living::living(state, source.clone(), first.as_ref());
    // After the rows, which follow what it changes.
    memory::keep(state);
    view! {
        <section class="dt" id=name>
            {toolbar::toolbar(state, source.clone(), viewport)}
            {grid::grid(state, viewport, label, first)}
            {bulk::bulk(state, source.clone())}
            {drawer::drawer(state, source, viewport, painted.row)}
        </section>
    }
    .into_any()
}
