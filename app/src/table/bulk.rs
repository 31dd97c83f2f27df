//! What can be done with the chosen rows.

use domain::table::{ExportFormat, RowSet};
use leptos::prelude::*;

use super::export::export;
use super::source::Source;
use super::state::TableState;
use crate::context::{text, texts};

pub(super) fn bulk(state: TableState, source: Source) -> AnyView {
    let source = StoredValue::new(source);
    let count = move || {
        let total = state.status.with(|status| status.total);
        state.selection.with(|chosen| chosen.count(total))
    };
    let act = move |format: ExportFormat| {
        move |_| {
            let rows = state.selection.get_untracked();
            export(state, &source.get_value(), format, Some(rows));
        }
    };
    let bar = move || {
        (!state.selection.with(RowSet::is_empty)).then(|| {
            view! {
                <div class="dt-bulk" role="toolbar" aria-label=text(|c| c.table.actions)>
                    <b>{move || (texts().table.selected)(count())}</b>
                    <button type="button" on:click=act(ExportFormat::Csv)>
                        {text(|c| c.table.export)} " CSV"
                    </button>
                    <button type="button" on:click=act(ExportFormat::Xlsx)>
                        {text(|c| c.table.export)} " XLSX"
                    </button>
                    <button type="button" on:click=move |_| state.selection.set(RowSet::default())>
                        {text(|c| c.table.clear)}
                        <kbd>"Esc"</kbd>
                    </button>
                </div>
            }
        })
    };
    view! { <div class="dt-bulk-place" aria-live="polite">{bar}</div> }.into_any()
}
