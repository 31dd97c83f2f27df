//! Which columns are shown, in which order, how densely.

use domain::table::Column;
use leptos::prelude::*;

use super::layout::{Density, Layout};
use super::state::TableState;
use super::toolbar::tool;
use crate::context::{text, texts};
use crate::ui::{ColumnChooser, IconName, Placement, Popover};

pub(super) fn columns(state: TableState) -> AnyView {
    let listed = Memo::new(move |_| {
        state
            .layout
            .with(|layout| state.columns.with(|columns| layout.listed(columns)))
    });
    let arrange = Callback::new(move |list: Vec<Column>| {
        state.layout.update(|layout| layout.arrange(&list));
    });
    view! {
        <Popover
            id=format!("{}-columns", state.name.get_value())
            label=text(|c| c.table.columns)
            placement=Placement::BelowEnd
            trigger=move || tool(IconName::Columns, |c| c.table.columns)
        >
            <div class="dt-columns">
                <fieldset class="dt-density">
                    <legend>{text(|c| c.table.density)}</legend>
                    {Density::ALL.map(|density| density_choice(state, density)).collect_view()}
                </fieldset>
                <p class="dt-columns-hint">{text(|c| c.table.columns_hint)}</p>
                <ColumnChooser columns=listed on_change=arrange />
                <button
                    type="button"
                    class="dt-pick"
                    on:click=move |_| {
                        state.layout.set(state.columns.with_untracked(|columns| Layout::of(columns)));
                    }
                >
                    {text(|c| c.table.reset_layout)}
                </button>
            </div>
        </Popover>
    }
    .into_any()
}

fn density_choice(state: TableState, density: Density) -> AnyView {
    let label = move || {
        let texts = &texts().table;
        match density {
            Density::Compact => texts.compact,
            Density::Normal => texts.normal,
            Density::Roomy => texts.roomy,
        }
    };
    view! {
        <label class="dt-density-one">
            <input
                type="radio"
                name=format!("{}-density", state.name.get_value())
                prop:checked=move || state.layout.with(|layout| layout.density == density)
                on:change=move |_| state.layout.update(|layout| layout.density = density)
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
