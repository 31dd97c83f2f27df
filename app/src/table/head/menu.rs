//! What the menu of a column offers.

use domain::table::{Direction, Sort};
use leptos::prelude::*;

use super::resize::{STEP, widen};
use super::{Head, say_place};
use crate::context::text;
use crate::table::layout::Layout;
use crate::ui::{IconName, MenuEntry, MenuItem};

pub(super) fn entries(head: Head, key: &str, sortable: bool) -> Vec<MenuEntry> {
    let state = head.state;
    let key = StoredValue::new(key.to_owned());
    let pinned = state.layout.with_untracked(|layout| {
        layout
            .placed(&key.get_value())
            .is_some_and(|one| one.pinned)
    });
    let arrange = move |change: fn(&mut Layout, &str)| {
        move || {
            state
                .layout
                .update(|layout| key.with_value(|key| change(layout, key)));
            say_place(head, &key.get_value());
        }
    };
    let sort = move |direction: Option<Direction>, add: bool| {
        move || {
            state.ask(|query| {
                let column = key.get_value();
                if add {
                    query.sort.retain(|sort| sort.column != column);
                } else {
                    query.sort.clear();
                }
                if let Some(direction) = direction {
                    query.sort.push(Sort { column, direction });
                }
            });
        }
    };
    let mut entries: Vec<MenuEntry> = Vec::new();
    if sortable {
        entries.push(
            MenuItem::new(
                text(|c| c.table.sort_ascending),
                sort(Some(Direction::Ascending), false),
            )
            .icon(IconName::ArrowUp)
            .into(),
        );
        entries.push(
            MenuItem::new(
                text(|c| c.table.sort_descending),
                sort(Some(Direction::Descending), false),
            )
            .icon(IconName::ArrowDown)
            .into(),
        );
        entries.push(
            MenuItem::new(
                text(|c| c.table.sort_also),
                sort(Some(Direction::Ascending), true),
            )
            .into(),
        );
        entries.push(MenuItem::new(text(|c| c.table.sort_none), sort(None, true)).into());
        entries.push(MenuEntry::Separator);
    }
    let filterable = state.columns.with_untracked(|columns| {
        columns
            .iter()
            .any(|column| column.filterable && key.with_value(|key| column.key == *key))
    });
    if filterable {
        entries.push(
            MenuItem::new(text(|c| c.table.filter), move || {
                state.filtering.set(Some(key.get_value()));
            })
            .icon(IconName::Filter)
            .into(),
        );
    }
    let pin = if pinned {
        text(|c| c.table.unpin)
    } else {
        text(|c| c.table.pin)
    };
    entries.push(
        MenuItem::new(pin, arrange(Layout::toggle_pinned))
            .icon(IconName::Pin)
            .into(),
    );
    entries.push(
        MenuItem::new(
            text(|c| c.table.hide),
            arrange(|layout, key| layout.set_hidden(key, true)),
        )
        .icon(IconName::EyeOff)
        .into(),
    );
    entries.push(MenuEntry::Separator);
    entries.push(
        MenuItem::new(
            text(|c| c.table.move_left),
            arrange(|layout, key| layout.step(key, false)),
        )
        .shortcut("Alt ←")
        .into(),
    );
    entries.push(
        MenuItem::new(
            text(|c| c.table.move_right),
            arrange(|layout, key| layout.step(key, true)),
        )
        .shortcut("Alt →")
        .into(),
    );
    entries.push(
        MenuItem::new(text(|c| c.table.wider), move || {
            widen(head, &key.get_value(), STEP * 2);
        })
        .shortcut("Shift Alt →")
        .into(),
    );
    entries.push(
        MenuItem::new(text(|c| c.table.narrower), move || {
            widen(head, &key.get_value(), -STEP * 2);
        })
        .shortcut("Shift Alt ←")
        .into(),
    );
    entries
}
