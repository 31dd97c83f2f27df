//! The arrangement that a person left is kept in this browser: tomorrow's table is today's.

use domain::table::Column;
use leptos::prelude::*;

use super::layout::Layout;
use super::state::TableState;
use crate::dom::storage;

/// As it was left, or as the columns themselves propose.
pub(super) fn arranged(name: &str, columns: &[Column]) -> Layout {
    storage::read(&key(name))
        .and_then(|text| serde_json::from_slice::<Layout>(text.as_bytes()).ok())
        .map_or_else(|| Layout::of(columns), |layout| layout.fitted(columns))
}

pub(super) fn keep(state: TableState) {
    // What is in the store: nothing is written before it was read.
    let kept = StoredValue::new(None::<Layout>);
    Effect::new(move |_| {
        // Columns arrive later when the page was reached without a document.
        if state.columns.with(Vec::is_empty) {
            return;
        }
        let layout = state
            .columns
            .with_untracked(|columns| arranged(state.name.get_value(), columns));
        kept.set_value(Some(layout.clone()));
        if layout != state.layout.get_untracked() {
            state.layout.set(layout);
        }
    });
    Effect::new(move |_| {
        let layout = state.layout.get();
        if kept.with_value(|kept| kept.as_ref().is_none_or(|kept| *kept == layout)) {
            return;
        }
        if let Ok(text) = serde_json::to_string(&layout) {
            storage::write(&key(state.name.get_value()), &text);
        }
        kept.set_value(Some(layout));
    });
}

fn key(name: &str) -> String {
    format!("layout:{name}")
}
