//! Which columns are shown, in which order, how densely.

use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;

use super::layout::{Density, Layout};
use super::state::TableState;
use crate::context::{text, texts};
use crate::ui::{Checkbox, Checked, IconName, Placement, Popover, icon};

pub(super) fn columns(state: TableState) -> AnyView {
    let dragged = RwSignal::new(None::<String>);
    let keys = move || {
        state.layout.with(|layout| {
            layout
                .columns
                .iter()
                .map(|one| one.key.clone())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <Popover
            id=format!("{}-columns", state.name.get_value())
            label=text(|c| c.table.columns)
            placement=Placement::BelowEnd
            trigger=move || {
                view! {
                    <button type="button" class="dt-tool" data-icon="">
                        {icon(IconName::Columns)}
                        <span>{text(|c| c.table.columns)}</span>
                    </button>
                }
            }
        >
            <div class="dt-columns">
                <fieldset class="dt-density">
                    <legend>{text(|c| c.table.density)}</legend>
                    {Density::ALL.map(|density| density_choice(state, density)).collect_view()}
                </fieldset>
                <p class="dt-columns-hint">{text(|c| c.table.columns_hint)}</p>
                <ul class="dt-columns-list">
                    <For each=keys key=Clone::clone let:key>
                        {line(state, dragged, key)}
                    </For>
                </ul>
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

fn line(state: TableState, dragged: RwSignal<Option<String>>, key: String) -> AnyView {
    let key = StoredValue::new(key);
    let placed = move |pick: fn(&super::layout::Placed) -> bool| {
        state
            .layout
            .with(|layout| key.with_value(|key| layout.placed(key).is_some_and(pick)))
    };
    let label = move || key.with_value(|key| state.label_of(key));
    let shown = Signal::derive(move || Checked::from(!placed(|one| one.hidden)));
    let pinned = move || placed(|one| one.pinned);
    let move_by = move |event: KeyboardEvent| {
        let forward = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            state
                .layout
                .update(|layout| layout.step_in_list(&key.get_value(), forward));
        }
    };
    view! {
        <li
            class="dt-columns-line"
            draggable="true"
            on:keydown=move_by
            on:dragstart=move |_| dragged.set(Some(key.get_value()))
            on:dragover=move |event: DragEvent| event.prevent_default()
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                if let Some(one) = dragged.try_update(Option::take).flatten() {
                    state.layout.update(|layout| layout.move_to(&one, &key.get_value()));
                }
            }
        >
            <span class="dt-grip" aria-hidden="true">{icon(IconName::Grip)}</span>
            <Checkbox
                checked=shown
                label=label
                on_change=Callback::new(move |on: bool| {
                    state.layout.update(|layout| layout.set_hidden(&key.get_value(), !on));
                })
            />
            <button
                type="button"
                class="dt-pin-button"
                aria-pressed=move || pinned().to_string()
                aria-label=move || {
                    let word = if pinned() { texts().table.unpin } else { texts().table.pin };
                    format!("{word}: {}", label())
                }
                on:click=move |_| state.layout.update(|layout| layout.toggle_pinned(&key.get_value()))
            >
                {icon(IconName::Pin)}
            </button>
        </li>
    }
    .into_any()
}
