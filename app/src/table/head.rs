//! The head of the table: sorting, and each column's place, width and menu.

use domain::table::{Align, Direction};
use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::layout::Shown;
use super::state::TableState;
use crate::context::{text, texts};
use crate::ui::{Checkbox, Checked, IconName, Menu, MenuEntry, MenuItem, Placement, icon};

/// Pixels of one keyboard step.
const STEP: i32 = 16;

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
                on:keydown=move |event| pressed(head, &key.get_value(), &event)
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
                entries=Callback::new(move |()| entries(head, &key.get_value(), sortable))
            />
            <span
                class="dt-resize"
                aria-hidden="true"
                on:pointerdown=move |event| resize(head, key, &event)
            ></span>
        </div>
    }
    .into_any()
}

fn entries(head: Head, key: &str, sortable: bool) -> Vec<MenuEntry> {
    let state = head.state;
    let key = StoredValue::new(key.to_owned());
    let pinned = state.layout.with_untracked(|layout| {
        layout
            .placed(&key.get_value())
            .is_some_and(|one| one.pinned)
    });
    let arrange = move |change: fn(&mut super::layout::Layout, &str)| {
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
                    query.sort.push(domain::table::Sort { column, direction });
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
        MenuItem::new(pin, arrange(super::layout::Layout::toggle_pinned))
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

/// Arrows go along the head; with Alt they move the column, with Shift Alt its edge.
fn pressed(head: Head, key: &str, event: &KeyboardEvent) {
    let forward = match event.key().as_str() {
        "ArrowRight" => true,
        "ArrowLeft" => false,
        "ArrowDown" => {
            open_menu(event);
            event.prevent_default();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if event.alt_key() && event.shift_key() {
        widen(head, key, if forward { STEP } else { -STEP });
    } else if event.alt_key() {
        head.state.layout.update(|layout| layout.step(key, forward));
        say_place(head, key);
        // Moving an element takes the focus from it.
        focus_head(key);
    } else {
        let neighbour = head.state.shown.with_untracked(|shown| {
            head.state.columns.with_untracked(|columns| {
                let here = shown
                    .iter()
                    .position(|one| columns[one.column].key == key)?;
                let there = if forward {
                    here + 1
                } else {
                    here.checked_sub(1)?
                };
                shown.get(there).map(|one| columns[one.column].key.clone())
            })
        });
        if let Some(neighbour) = neighbour {
            focus_head(&neighbour);
        }
    }
}

fn focus_head(key: &str) {
    let wanted = key.to_owned();
    request_animation_frame(move || {
        let Ok(heads) = document().query_selector_all(".dt-th") else {
            return;
        };
        for place in 0..heads.length() {
            let element: Option<HtmlElement> =
                heads.item(place).and_then(|node| node.dyn_into().ok());
            let Some(element) = element else { continue };
            if element.get_attribute("data-key").as_deref() == Some(&wanted)
                && let Ok(Some(button)) = element.query_selector(".dt-sort")
                && let Ok(button) = button.dyn_into::<HtmlElement>()
            {
                let _ = button.focus();
            }
        }
    });
}

fn open_menu(event: &KeyboardEvent) {
    let head = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .and_then(|button| button.closest(".dt-th").ok().flatten());
    if let Some(head) = head
        && let Ok(Some(menu)) = head.query_selector(".dt-th-menu")
        && let Ok(menu) = menu.dyn_into::<HtmlElement>()
    {
        menu.click();
    }
}

fn widen(head: Head, key: &str, by: i32) {
    head.state.layout.update(|layout| {
        let width = layout.placed(key).map_or(0, |one| i32::from(one.width));
        layout.set_width(key, width + by);
    });
    let width = head
        .state
        .layout
        .with_untracked(|layout| layout.placed(key).map_or(0, |one| one.width));
    head.state.said.set((texts_now(head).table.resized)(
        &head.state.label_of(key),
        width,
    ));
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

fn texts_now(head: Head) -> &'static crate::i18n::Catalog {
    crate::i18n::catalog(head.state.locale.get_untracked())
}

/// The edge follows the pointer; one attribute changes, no row is drawn anew.
fn resize(head: Head, key: StoredValue<String>, event: &PointerEvent) {
    event.prevent_default();
    event.stop_propagation();
    let start = event.client_x();
    let width = head.state.layout.with_untracked(|layout| {
        layout
            .placed(&key.get_value())
            .map_or(0, |one| i32::from(one.width))
    });
    let moving = window_event_listener(leptos::ev::pointermove, move |event| {
        let by = event.client_x() - start;
        head.state
            .layout
            .update(|layout| layout.set_width(&key.get_value(), width + by));
    });
    let moving = StoredValue::new_local(Some(moving));
    let stop = StoredValue::new_local(None::<WindowListenerHandle>);
    let handle = window_event_listener(leptos::ev::pointerup, move |_| {
        if let Some(Some(moving)) = moving.try_update_value(Option::take) {
            moving.remove();
        }
        if let Some(Some(stop)) = stop.try_update_value(Option::take) {
            stop.remove();
        }
    });
    stop.set_value(Some(handle));
}
