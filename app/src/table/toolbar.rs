//! Above the rows: search, filters, how many, views, columns, export.

use domain::table::Query;
use leptos::prelude::*;

use super::living::Living;
use super::source::Source;
use super::state::TableState;
use super::{columns, export, facet, sort_menu, view_menu};
use crate::context::{text, texts};
use crate::i18n::Catalog;
use crate::ui::{ErrorPanel, IconButton, IconName, icon};

pub(super) fn toolbar(state: TableState, source: Source, living: Living) -> AnyView {
    let count = move || {
        state.status.with(|status| match status.error {
            // How many there are is not known then.
            Some(_) => "–".to_owned(),
            None => (texts().table.count)(status.total, status.all),
        })
    };
    let stale = move || {
        let asks = state
            .query
            .with(|query| !query.sort.is_empty() || !query.selects_all());
        state
            .status
            .with(|status| asks && status.latest > status.version)
    };
    view! {
        <div class="dt-bar">
            <label class="dt-search">
                {icon(IconName::Search)}
                <input
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=text(|c| c.table.search)
                    placeholder=text(|c| c.table.search_hint)
                    value=state.query.with_untracked(|query| query.text.clone())
                    prop:value=move || state.query.with(|query| query.text.clone())
                    on:input:target=move |event| {
                        let value = event.target().value();
                        state.ask(|query| query.text = value);
                    }
                />
            </label>
            {facet::filters(state, source.clone())}
            <span class="dt-space"></span>
            {move || {
                stale()
                    .then(|| {
                        view! {
                            <button type="button" class="dt-stale" title=text(|c| c.table.reorder_why) on:click=move |_| living.again()>
                                {icon(IconName::Refresh)}
                                {text(|c| c.table.reorder)}
                            </button>
                        }
                    })
            }}
            <span class="dt-count" aria-live="polite" class:is-late=move || state.late.get()>{count}</span>
            {sort_menu::sort_menu(state)}
            {view_menu::view_menu(state)}
            {columns::columns(state)}
            {export::export_menu(state, source)}
        </div>
        {move || {
            // Where there are no rows, the error stands in their place.
            let behind = state
                .status
                .with(|status| status.behind.clone().filter(|_| status.error.is_none()));
            behind
                .map(|error| {
                    let again = Callback::new(move |()| living.again());
                    view! {
                        <div class="dt-problem">
                            <ErrorPanel error compact=true retry=again />
                        </div>
                    }
                })
        }}
        {move || {
            state
                .problem
                .get()
                .map(|error| {
                    view! {
                        <div class="dt-problem">
                            <ErrorPanel error compact=true />
                            <IconButton
                                icon=IconName::X
                                label=text(|c| c.kit.close)
                                on_click=Callback::new(move |_| state.problem.set(None))
                            />
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

/// A button of the bar that opens something; a phone shows its icon alone.
pub(super) fn tool(mark: IconName, label: fn(&'static Catalog) -> &'static str) -> AnyView {
    view! {
        <button type="button" class="dt-tool" data-icon="">
            {icon(mark)}
            <span>{text(label)}</span>
        </button>
    }
    .into_any()
}

/// Forgets text, filters and conditions; the order stays.
pub(super) fn clear(query: &mut Query) {
    query.text.clear();
    query.filters.clear();
    query.condition = None;
}
