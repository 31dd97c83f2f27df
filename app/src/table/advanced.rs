//! Conditions that filters cannot say: the twelve operators, in groups.

use domain::table::{Condition, Operator};
use leptos::prelude::*;

use super::state::TableState;
use crate::context::text;
use crate::ui::{IconName, Popover, QueryBuilder, icon};

pub(super) fn advanced(state: TableState) -> AnyView {
    // What is being written stays here; only what is complete is asked.
    let draft = RwSignal::new(Condition::All(Vec::new()));
    Effect::new(move |_| {
        let asked = state.query.with(|query| query.condition.clone());
        if draft.with_untracked(Condition::complete) != asked {
            draft.set(asked.unwrap_or_else(|| Condition::All(Vec::new())));
        }
    });
    // Opened for a new condition: the first is there already.
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() && draft.with_untracked(Condition::is_empty) {
            let column = state.columns.with_untracked(|columns| {
                let first = columns.iter().find(|column| column.filterable);
                first.map(|column| column.key.clone())
            });
            draft.set(Condition::All(Vec::from_iter(column.map(|column| {
                Condition::Test {
                    column,
                    operator: Operator::Contains,
                    values: vec![String::new()],
                }
            }))));
        }
    });
    let change = Callback::new(move |condition: Condition| {
        let asked = condition.complete();
        draft.set(condition);
        state.ask(|query| query.condition = asked);
    });
    let set = move || {
        state.query.with(|query| {
            query
                .condition
                .as_ref()
                .is_some_and(|condition| !condition.is_empty())
        })
    };
    view! {
        <Popover
            id=format!("{}-conditions", state.name.get_value())
            label=text(|c| c.table.advanced)
            open=open
            trigger=move || {
                view! {
                    <button
                        type="button"
                        class="dt-chip dt-chip-add"
                        data-set=move || set().then_some("")
                    >
                        {icon(IconName::Plus)}
                        {text(|c| c.table.advanced)}
                    </button>
                }
            }
        >
            <div class="dt-conditions">
                <QueryBuilder
                    id=format!("{}-query", state.name.get_value())
                    columns=state.columns
                    condition=draft
                    on_change=change
                />
            </div>
        </Popover>
    }
    .into_any()
}
