//! The head of the table: sorting, and each column's place, width and menu.

mod keys;
mod menu;
mod resize;

use domain::table::{Align, Direction};
use leptos::ev::{DragEvent, MouseEvent};
use leptos::prelude::*;

use super::layout::Shown;
use super::state::TableState;
use crate::context::{text, texts};
use crate::i18n::{Catalog, catalog};
use crate::ui::{Checkbox, Checked, IconName, Menu, Placement, icon};

/// What the head shares between its cells.
#[derive(Clone, Copy)]
struct Head {
    state: TableState,
    /// The one column that Tab reaches; arrows go on from there.
    reached: RwSignal<String>,
    dragged: RwSignal<Option<String>>,
}

pub(super) fn head(state: TableState) -> AnyView {
    let head = Head {
        state,
        reached: RwSignal::new(String::new()),
        dragged: RwSignal::new(None),
    };
    let keys = move |pinned: bool| {
        state.shown.with(|shown| {
            state.columns.with(|columns| {
                let wanted = |one: &&Shown| one.pinned == pinned;
                let key = |one: &Shown| columns[one.column].key.clone();
                shown.iter().filter(wanted).map(key).collect::<Vec<_>>()
            })
        })
    };
    let chosen = Signal::derive(move || {
        state.selection.with(|chosen| {
            let total = state.status.with(|status| status.total);
            match (chosen.is_empty(), chosen.count(total) == total) {
                (true, _) => Checked::No,
                (false, true) => Checked::Yes,
                (false, false) => Checked::Some,
            }
        })
    });
    let choose = Callback::new(move |_: bool| {
        let full = chosen.get_untracked() == Checked::Yes;
        state
            .selection
            .update(|rows| if full { rows.clear() } else { rows.every() });
    });
    view! {
        <div class="dt-head" role="rowgroup">
            <div class="dt-row dt-head-row" role="row" aria-rowindex="1">
                <div class="dt-pin" role="presentation">
                    <div class="dt-check" role="columnheader" aria-colindex="1">
                        <Checkbox
                            bare=true
                            checked=chosen
                            label=text(|c| c.table.select_all)
                            on_change=choose
                        />
                    </div>
                    <For each=move || keys(true) key=Clone::clone let:key>
                        {cell(head, key)}
                    </For>
                </div>
                <For each=move || keys(false) key=Clone::clone let:key>
                    {cell(head, key)}
                </For>
            </div>
        </div>
    }
    .into_any()
}

fn cell(head: Head, key: String) -> AnyView {
    let state = head.state;
    let key = StoredValue::new(key);
    let place = Memo::new(move |_| {
        state.shown.with(|shown| {
            state.columns.with(|columns| {
                shown
                    .iter()
                    .position(|one| key.with_value(|key| columns[one.column].key == *key))
            })
        })
    });
    let column = Memo::new(move |_| {
        state.columns.with(|columns| {
            columns
                .iter()
                .find(|column| key.with_value(|key| column.key == *key))
                .cloned()
        })
    });
    let end = column.with_untracked(|column| {
        column
            .as_ref()
            .is_some_and(|column| column.align() == Align::End)
    });
    let sortable = column.with_untracked(|column| column.as_ref().is_some_and(|one| one.sortable));
    let label = move || key.with_value(|key| state.label_of(key));
    let sort = Memo::new(move |_| {
        state
            .query
            .with(|query| key.with_value(|key| query.sort_of(key)))
    });
    let several = move || state.query.with(|query| query.sort.len() > 1);
    let aria_sort = move || {
        sortable.then(|| match sort.get() {
            Some((_, Direction::Ascending)) => "ascending",
            Some((_, Direction::Descending)) => "descending",
            None => "none",
        })
    };
    let class = move || {
        let place = place.get().map_or(0, |place| place + 1);
        if end {
            format!("dt-cell dt-th c{place} end")
        } else {
            format!("dt-cell dt-th c{place}")
        }
    };
    let tabindex = move || {
        let first = place.get() == Some(0) && head.reached.with(String::is_empty);
        if first
            || head
                .reached
                .with(|reached| key.with_value(|key| key == reached))
        {
            "0"
        } else {
            "-1"
        }
    };
    let filtered = move || {
        state.query.with(|query| {
            key.with_value(|key| {
                query
                    .filter(key)
                    .is_some_and(|filter| !filter.values.is_empty())
            })
        })
    };
    view! {
        <div
            role="columnheader"
            class=class
            aria-colindex=move || place.get().map(|place| (place + 2).to_string())
            aria-sort=aria_sort
            data-key=key.get_value()
            data-over=move || head.dragged.get().is_some().then_some("")
            on:dragover=move |event: DragEvent| {
                if head.dragged.with_untracked(Option::is_some) {
                    event.prevent_default();
                }
            }
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                if let Some(dragged) = head.dragged.try_update(Option::take).flatten() {
                    state.layout.update(|layout| layout.move_to(&dragged, &key.get_value()));
                    say_place(head, &dragged);
                }
            }
        >
            <button
                type="button"
                class="dt-sort"
                tabindex=tabindex
                draggable="true"
                on:focus=move |_| head.reached.set(key.get_value())
                on:dragstart=move |_| head.dragged.set(Some(key.get_value()))
                on:dragend=move |_| head.dragged.set(None)
                on:click=move |event: MouseEvent| {
                    if sortable {
                        let add = event.shift_key() || event.ctrl_key() || event.meta_key();
                        state.ask(|query| key.with_value(|key| query.cycle_sort(key, add)));
                    }
                }
                on:keydown=move |event| keys::pressed(head, &key.get_value(), &event)
            >
                <span class="dt-th-label">{label}</span>
                {move || filtered().then(|| view! { <span class="dt-th-mark">{icon(IconName::Filter)}</span> })}
                {move || {
                    sort.get()
                        .map(|(rank, direction)| {
                            let name = match direction {
                                Direction::Ascending => IconName::ArrowUp,
                                Direction::Descending => IconName::ArrowDown,
                            };
                            view! {
                                <span class="dt-th-mark">
                                    {icon(name)} {several().then(|| view! { <sup>{rank}</sup> })}
                                </span>
                            }
                        })
                }}
            </button>
            <Menu
                id=format!("{}-menu-{}", state.name.get_value(), key.get_value())
                label=text(|c| c.table.column_menu)
                placement=Placement::BelowEnd
                trigger=move || {
                    view! {
                        <button
                            type="button"
                            class="dt-th-menu"
                            tabindex="-1"
                            aria-label=move || {
                                let mut name = texts().table.column_menu.to_owned();
                                name.push_str(": ");
                                name.push_str(&label());
                                name
                            }
                        >
                            {icon(IconName::ChevronDown)}
                        </button>
                    }
                }
                entries=Callback::new(move |()| menu::entries(head, &key.get_value(), sortable))
            />
            <span
                class="dt-resize"
                aria-hidden="true"
                on:pointerdown=move |event| resize::start(head, key, &event)
            ></span>
        </div>
    }
    .into_any()
}

fn say_place(head: Head, key: &str) {
    let place = head.state.shown.with_untracked(|shown| {
        head.state
            .columns
            .with_untracked(|columns| shown.iter().position(|one| columns[one.column].key == key))
    });
    if let Some(place) = place {
        let label = untrack(|| head.state.label_of(key));
        head.state
            .said
            .set((texts_now(head).table.moved)(&label, place + 1));
    }
}

fn texts_now(head: Head) -> &'static Catalog {
    catalog(head.state.locale.get_untracked())
}
