//! Rows as a file: what is chosen, or what the question selects.

use domain::table::{ExportFormat, ExportRequest, RowSet};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::Source;
use super::state::TableState;
use super::toolbar::tool;
use crate::context::text;
use crate::dom::download;
use crate::ui::{IconName, Menu, MenuItem, Placement};

pub(super) fn export_menu(state: TableState, source: Source) -> AnyView {
    let source = StoredValue::new(source);
    let entries = move |()| {
        vec![
            MenuItem::new(text(|c| c.table.export_csv), move || {
                export(state, &source.get_value(), ExportFormat::Csv, None);
            })
            .icon(IconName::FileText)
            .into(),
            MenuItem::new(text(|c| c.table.export_xlsx), move || {
                export(state, &source.get_value(), ExportFormat::Xlsx, None);
            })
            .icon(IconName::Table)
            .into(),
        ]
    };
    view! {
        <Menu
            id=format!("{}-export", state.name.get_value())
            label=text(|c| c.table.export)
            placement=Placement::BelowEnd
            trigger=move || tool(IconName::Download, |c| c.table.export)
            entries=Callback::new(entries)
        />
    }
    .into_any()
}

/// Columns as they stand on the screen, rows in the order of the screen.
pub(super) fn export(
    state: TableState,
    source: &Source,
    format: ExportFormat,
    rows: Option<RowSet>,
) {
    let columns = state.shown.with_untracked(|shown| {
        state.columns.with_untracked(|columns| {
            shown
                .iter()
                .map(|one| columns[one.column].key.clone())
                .collect()
        })
    });
    let request = ExportRequest {
        query: state.query.get_untracked(),
        columns,
        rows,
        format,
    };
    let Ok(body) = serde_json::to_string(&request) else {
        return;
    };
    let address = source.export_address();
    spawn_local(async move {
        if let Err(error) = download::post(address, body).await {
            state.problem.set(Some(error));
        }
    });
}
