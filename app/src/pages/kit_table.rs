//! The data table alone, over 100,000 rows.

use leptos::prelude::*;

use crate::context::text;
use crate::table::demo::KitTable;

pub(super) fn kit_table() -> AnyView {
    view! {
        <div class="page page-table">
            <header class="page-head">
                <h1>{text(|c| c.nav.kit_table.label)}</h1>
            </header>
            <KitTable />
        </div>
    }
    .into_any()
}
