//! The order of the rows where there is no head to press: on a phone.

use domain::table::{Direction, Sort};
use leptos::prelude::*;

use super::state::TableState;
use super::toolbar::tool;
use crate::context::text;
use crate::ui::{IconName, Menu, MenuEntry, MenuItem, Placement};

pub(super) fn sort_menu(state: TableState) -> AnyView {
    let entries = move |()| {
        let locale = state.locale.get_untracked();
        let current = state
            .query
            .with_untracked(|query| query.sort.first().cloned());
        let mut entries: Vec<MenuEntry> = Vec::new();
        for column in state.columns.get_untracked() {
            if !column.sortable {
                continue;
            }
            // A second choice of the same column turns its order round.
            let direction = match &current {
                Some(sort) if sort.column == column.key => sort.direction.reversed(),
                _ => Direction::Ascending,
            };
            let mark = current.as_ref().filter(|sort| sort.column == column.key);
            let key = column.key.clone();
            let item = MenuItem::new(column.label.get(locale).to_owned(), move || {
                let sort = Sort {
                    column: key.clone(),
                    direction,
                };
                state.ask(|query| query.sort = vec![sort]);
            });
            entries.push(
                match mark.map(|sort| sort.direction) {
                    Some(Direction::Ascending) => item.icon(IconName::ArrowUp),
                    Some(Direction::Descending) => item.icon(IconName::ArrowDown),
                    None => item,
                }
                .into(),
            );
        }
        if current.is_some() {
            let clear = MenuItem::new(text(|c| c.table.sort_none), move || {
                state.ask(|query| query.sort.clear());
            });
            entries.push(clear.icon(IconName::X).into());
        }
        entries
    };
    view! {
        <div class="dt-sort-menu">
            <Menu
                id=format!("{}-sort", state.name.get_value())
                label=text(|c| c.table.sort)
                placement=Placement::BelowEnd
                trigger=move || tool(IconName::Sort, |c| c.table.sort)
                entries=Callback::new(entries)
            />
        </div>
    }
    .into_any()
}
