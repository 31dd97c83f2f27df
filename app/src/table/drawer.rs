//! All of one row, at the side.

use domain::error::AppError;
use domain::locale::Locale;
use domain::table::{Cell, Column, Row, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::living::Living;
use super::render::{Said, is_web, said, spark, tone_of};
use super::source::Source;
use super::state::TableState;
use crate::context::{locale, text};
use crate::ui::{Drawer, ErrorPanel};

pub(super) fn drawer(
    state: TableState,
    source: Source,
    living: Living,
    painted: Option<Row>,
) -> AnyView {
    let row = RwSignal::new(painted.map(Ok::<Row, AppError>));
    let source = StoredValue::new(source);
    Effect::new(move |_| {
        let Some(id) = state.open.get() else { return };
        if row.with_untracked(|row| matches!(row, Some(Ok(row)) if row.id == id)) {
            return;
        }
        // A row that is on the screen needs no question.
        if let Some(here) = living.with(|viewport| viewport.row(&id)).flatten() {
            row.set(Some(Ok(here)));
            return;
        }
        row.set(None);
        let future = source.get_value().find(id.clone());
        spawn_local(async move {
            let found = future.await;
            // Another row is open by now, or the table has left the page.
            if state.open.try_get_untracked().flatten().as_deref() == Some(&id) {
                row.set(Some(found));
            }
        });
    });
    let title = move || {
        row.with(|row| match row {
            Some(Ok(row)) => row.cells.first().map(Cell::plain).unwrap_or_default(),
            _ => text(|c| c.table.details)().to_owned(),
        })
    };
    let body = move || match row.get() {
        None => view! { <p class="dt-facet-wait"><span class="dt-wait"></span></p> }.into_any(),
        Some(Err(error)) => view! { <ErrorPanel error /> }.into_any(),
        Some(Ok(row)) => details(state, &row),
    };
    view! {
        <Drawer
            open=Signal::derive(move || state.open.with(Option::is_some))
            on_close=Callback::new(move |()| state.open.set(None))
            title=title
        >
            {body}
        </Drawer>
    }
    .into_any()
}

fn details(state: TableState, row: &Row) -> AnyView {
    let locale = locale();
    let lines = state.columns.with(|columns| {
        columns
            .iter()
            .zip(&row.cells)
            .map(|(column, cell)| {
                line(column, cell, locale, |key| {
                    tone_of(columns, key, row, locale)
                })
            })
            .collect::<Vec<_>>()
    });
    view! { <dl class="dt-details">{lines}</dl> }.into_any()
}

fn line(column: &Column, cell: &Cell, locale: Locale, tone: impl Fn(&str) -> Tone) -> AnyView {
    let value = match said(column, cell, locale) {
        Said::Nothing => view! { <span class="dt-none">"–"</span> }.into_any(),
        Said::Line { points, state } => {
            let mut html = String::new();
            spark(&mut html, points, tone(state));
            view! { <span inner_html=html></span> }.into_any()
        }
        Said::Unknown(why) => view! { <span class="dt-unknown">{why.to_owned()}</span> }.into_any(),
        Said::Title { name, .. } => name.into_owned().into_any(),
        Said::Badge(tone, text) => {
            let class = format!("dt-badge tone-{}", tone.as_str());
            view! { <span class=class>{text.into_owned()}</span> }.into_any()
        }
        Said::Tags(tags) => tags
            .iter()
            .map(|tag| view! { <span class="dt-tag">{tag.clone()}</span> })
            .collect_view()
            .into_any(),
        Said::Link(address) => link(address),
        Said::Text(text) if is_web(&text) => link(&text),
        Said::Text(text) => text.into_owned().into_any(),
    };
    view! {
        <div class="dt-detail">
            <dt>{column.label.get(locale).to_owned()}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

fn link(address: &str) -> AnyView {
    let (target, shown) = (address.to_owned(), address.to_owned());
    view! {
        <a href=target target="_blank" rel="noopener noreferrer">
            {shown}
        </a>
    }
    .into_any()
}
