//! Which columns of a table are shown, in which order, and which stay in sight.

use domain::table::Column;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::Element;

use super::browser;
use super::button::{IconButton, Size};
use super::checkbox::{Checkbox, Checked};
use super::icon::{IconName, icon};
use super::reorder::{move_item, place_at};
use crate::context::{locale, text, texts};
use crate::i18n::kit_phrases;

/// Rows are dragged by their handle, or moved with the arrows while the handle has the focus.
#[component]
pub fn ColumnChooser(
    #[prop(into)] columns: Signal<Vec<Column>>,
    #[prop(into)] on_change: Callback<Vec<Column>>,
    /// Offers to go back to how it was at first.
    #[prop(optional, into)]
    on_reset: Option<Callback<()>>,
) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let dragged = RwSignal::new(None::<String>);
    let said = RwSignal::new(String::new());
    let chooser = Chooser {
        columns,
        on_change,
        list,
        dragged,
        said,
    };
    let shown = move || {
        columns.with(|columns| {
            let shown = columns.iter().filter(|column| !column.hidden).count();
            kit_phrases::columns_shown(locale(), shown as u64, columns.len() as u64)
        })
    };
    view! {
        <div class="column-chooser">
            <ul node_ref=list class="column-list" aria-label=text(|c| c.kit.columns)>
                <For each=move || columns.get() key=|column| column.key.clone() let:column>
                    {chooser.row(column)}
                </For>
            </ul>
            <div class="column-footer">
                <span>{shown}</span>
                {on_reset
                    .map(|on_reset| {
                        view! {
                            <button
                                type="button"
                                class="link-button"
                                on:click=move |_| on_reset.run(())
                            >
                                {text(|c| c.kit.reset)}
                            </button>
                        }
                    })}
            </div>
            <span class="visually-hidden" role="status">
                {move || said.get()}
            </span>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Chooser {
    columns: Signal<Vec<Column>>,
    on_change: Callback<Vec<Column>>,
    list: NodeRef<html::Ul>,
    dragged: RwSignal<Option<String>>,
    said: RwSignal<String>,
}

impl Chooser {
    fn change(self, key: &str, change: impl FnOnce(&mut Column)) {
        let mut columns = self.columns.get_untracked();
        if let Some(column) = columns.iter_mut().find(|column| column.key == key) {
            change(column);
            self.on_change.run(columns);
        }
    }

    fn index_of(self, key: &str) -> Option<usize> {
        self.columns
            .with_untracked(|columns| columns.iter().position(|column| column.key == key))
    }

    fn move_to(self, key: &str, to: usize) {
        let mut columns = self.columns.get_untracked();
        if let Some(from) = self.index_of(key)
            && move_item(&mut columns, from, to)
        {
            let name = columns[to].label.get(locale()).to_owned();
            let place = (to as u64 + 1, columns.len() as u64);
            self.said
                .set(kit_phrases::moved_to(locale(), &name, place.0, place.1));
            self.on_change.run(columns);
        }
    }

    fn drag(self, event: &PointerEvent) {
        let Some(key) = self.dragged.get_untracked() else {
            return;
        };
        if let Some(list) = self.list.get_untracked() {
            let area = list.get_bounding_client_rect();
            let y = f64::from(event.client_y()) - area.top();
            let count = self.columns.with_untracked(Vec::len);
            self.move_to(&key, place_at(y, area.height(), count));
        }
    }

    fn key(self, event: &KeyboardEvent, key: &str) {
        let Some(from) = self.index_of(key) else {
            return;
        };
        let last = self.columns.with_untracked(Vec::len).saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowUp" => from.saturating_sub(1),
            "ArrowDown" => (from + 1).min(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        self.move_to(key, to);
        // A row that is moved in the page loses the focus.
        if let Some(handle) = browser::target(event) {
            request_animation_frame(move || browser::focus(&handle));
        }
    }

    fn row(self, column: Column) -> AnyView {
        let key = StoredValue::new(column.key);
        let label = column.label;
        let name = Signal::derive(move || label.get(locale()).to_owned());
        let own = move |pick: fn(&Column) -> bool| {
            Signal::derive(move || {
                self.columns.with(|columns| {
                    key.with_value(|key| {
                        columns
                            .iter()
                            .any(|column| column.key == *key && pick(column))
                    })
                })
            })
        };
        let (hidden, pinned) = (own(|column| column.hidden), own(|column| column.pinned));
        let start = move |event: PointerEvent| {
            if let Some(handle) = browser::target(&event) {
                event.prevent_default();
                capture(&handle, &event);
                browser::focus(&handle);
                self.dragged.set(Some(key.get_value()));
            }
        };
        let is_dragged = move || {
            self.dragged
                .with(|dragged| *dragged == Some(key.get_value()))
        };
        let handle_label = move || {
            let name = name.get();
            kit_phrases::move_column(locale(), &name)
        };
        let pin_label = move || {
            let kit = &texts().kit;
            let word = if pinned.get() { kit.unpin } else { kit.pin };
            format!("{word}: {}", name.get())
        };
        view! {
            <li class="column-row" data-dragged=move || is_dragged().then_some("")>
                <button
                    type="button"
                    class="column-handle"
                    aria-label=handle_label
                    on:pointerdown=start
                    on:pointermove=move |event| self.drag(&event)
                    on:pointerup=move |_| self.dragged.set(None)
                    on:pointercancel=move |_| self.dragged.set(None)
                    on:keydown=move |event| key.with_value(|key| self.key(&event, key))
                >
                    {icon(IconName::Grip)}
                </button>
                <Checkbox
                    checked=Signal::derive(move || Checked::from(!hidden.get()))
                    label=name
                    on_change=Callback::new(move |on: bool| {
                        self.change(&key.get_value(), |column| column.hidden = !on);
                    })
                />
                <IconButton
                    icon=IconName::Pin
                    label=pin_label
                    size=Size::Small
                    pressed=pinned
                    on_click=Callback::new(move |_| {
                        self.change(&key.get_value(), |column| column.pinned = !column.pinned);
                    })
                />
            </li>
        }
        .into_any()
    }
}

/// Moves go to the handle even when the pointer leaves it.
fn capture(handle: &Element, event: &PointerEvent) {
    let _ = handle.set_pointer_capture(event.pointer_id());
}
