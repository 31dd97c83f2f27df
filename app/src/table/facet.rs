//! Filters: a chip for each column that is narrowed, and the values to choose from.

use domain::table::{ColumnKind, Facet, FacetRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::Source;
use super::state::TableState;
use super::toolbar;
use crate::context::{locale, text, texts};
use crate::dom::focus;
use crate::ui::{Checkbox, Checked, ErrorPanel, IconName, Popover, icon};

/// Values listed at once; the search finds the others.
const LISTED: u32 = 100;
/// More names than this on a chip are told by number.
const NAMED: usize = 2;

pub(super) fn filters(state: TableState, source: Source) -> AnyView {
    let open = RwSignal::new(false);
    let source = StoredValue::new(source);
    // Another part of the table asks for a filter by naming its column.
    Effect::new(move |_| {
        if state.filtering.with(Option::is_some) {
            request_animation_frame(move || open.set(true));
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            state.filtering.set(None);
        }
    });
    let narrowed = move || {
        state.query.with(|query| {
            query
                .filters
                .iter()
                .filter(|filter| !filter.values.is_empty())
                .map(|filter| filter.column.clone())
                .collect::<Vec<_>>()
        })
    };
    let any = move || state.query.with(|query| !query.selects_all());
    view! {
        <div class="dt-filters">
            <For each=narrowed key=Clone::clone let:key>
                {chip(state, key)}
            </For>
            <Popover
                id=format!("{}-filter", state.name.get_value())
                label=text(|c| c.table.filter)
                open=open
                trigger=move || {
                    view! {
                        <button type="button" class="dt-chip dt-chip-add">
                            {icon(IconName::Plus)}
                            {text(|c| c.table.add_filter)}
                        </button>
                    }
                }
            >
                {move || match state.filtering.get() {
                    Some(key) => values(state, source.get_value(), key),
                    None => choose_column(state),
                }}
            </Popover>
            {super::advanced::advanced(state)}
            {move || {
                any()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="dt-chip dt-chip-clear"
                                on:click=move |_| state.ask(toolbar::clear)
                            >
                                {text(|c| c.table.clear_filters)}
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

fn chip(state: TableState, key: String) -> AnyView {
    let key = StoredValue::new(key);
    let words = move || {
        let label = key.with_value(|key| state.label_of(key));
        let values = state.query.with(|query| {
            key.with_value(|key| {
                query
                    .filter(key)
                    .map_or(Vec::new(), |filter| filter.values.clone())
            })
        });
        let shown: Vec<String> = values
            .iter()
            .take(NAMED)
            .map(|value| value_label(state, &key.get_value(), value))
            .collect();
        let mut text = format!("{label}: {}", shown.join(", "));
        if values.len() > NAMED {
            text.push_str(&format!(" +{}", values.len() - NAMED));
        }
        text
    };
    view! {
        <span class="dt-chip dt-chip-on">
            <button type="button" class="dt-chip-text" on:click=move |_| {
                state.filtering.set(Some(key.get_value()));
            }>
                {words}
            </button>
            <button
                type="button"
                class="dt-chip-x"
                aria-label=move || format!("{}: {}", texts().table.clear, words())
                on:click=move |_| state.ask(|query| query.set_filter(&key.get_value(), Vec::new()))
            >
                {icon(IconName::X)}
            </button>
        </span>
    }
    .into_any()
}

/// What people read for a value: its word in a badge, "no value" for an empty one.
fn value_label(state: TableState, key: &str, value: &str) -> String {
    if value.is_empty() {
        return texts().table.none.to_owned();
    }
    let locale = locale();
    state.columns.with(|columns| {
        columns
            .iter()
            .find(|column| column.key == key)
            .and_then(|column| match &column.kind {
                ColumnKind::Badge { values } => values.iter().find(|style| style.value == value),
                _ => None,
            })
            .map_or_else(
                || value.to_owned(),
                |style| style.label.get(locale).to_owned(),
            )
    })
}

fn choose_column(state: TableState) -> AnyView {
    let locale = locale();
    let columns = state.columns.with(|columns| {
        columns
            .iter()
            .filter(|column| column.filterable && !matches!(column.kind, ColumnKind::Number { .. }))
            .map(|column| (column.key.clone(), column.label.get(locale).to_owned()))
            .collect::<Vec<_>>()
    });
    let items = columns
        .into_iter()
        .map(|(key, label)| {
            view! {
                <li>
                    <button
                        type="button"
                        class="dt-pick"
                        on:click=move |_| state.filtering.set(Some(key.clone()))
                    >
                        {label}
                    </button>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ul class="dt-picks">{items}</ul> }.into_any()
}

fn values(state: TableState, source: Source, key: String) -> AnyView {
    let search = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Result<Facet, domain::error::AppError>>);
    let latest = StoredValue::new(0u32);
    let key = StoredValue::new(key);
    // The button that led here has left the page, and the focus with it.
    Effect::new(|_| request_animation_frame(|| focus::first(".dt-facet .dt-search input")));
    Effect::new(move |_| {
        let query = state
            .query
            .with(|query| query.without_filter(&key.get_value()));
        let request = FacetRequest {
            query,
            column: key.get_value(),
            search: search.get(),
            limit: LISTED,
        };
        let number = latest
            .try_update_value(|latest| {
                *latest += 1;
                *latest
            })
            .unwrap_or_default();
        let future = source.facet(request);
        spawn_local(async move {
            let result = future.await;
            if latest.try_get_value() == Some(number) {
                found.set(Some(result));
            }
        });
    });
    let toggle = move |value: String, on: bool| {
        state.ask(|query| {
            let mut values = query
                .filter(&key.get_value())
                .map_or(Vec::new(), |filter| filter.values.clone());
            values.retain(|one| *one != value);
            if on {
                values.push(value);
            }
            query.set_filter(&key.get_value(), values);
        });
    };
    let list = move || match found.get() {
        None => view! { <p class="dt-facet-wait"><span class="dt-wait"></span></p> }.into_any(),
        Some(Err(error)) => view! { <ErrorPanel error compact=true /> }.into_any(),
        Some(Ok(facet)) => {
            let more = facet.more;
            let items = facet
                .values
                .into_iter()
                .map(|one| {
                    let value = one.value.clone();
                    let label = value_label(state, &key.get_value(), &one.value);
                    let count = locale().integer(one.count as i64);
                    let checked = {
                        let value = value.clone();
                        Signal::derive(move || {
                            Checked::from(state.query.with(|query| {
                                key.with_value(|key| {
                                    query
                                        .filter(key)
                                        .is_some_and(|one| one.values.contains(&value))
                                })
                            }))
                        })
                    };
                    view! {
                        <li class="dt-facet-value">
                            <Checkbox
                                checked
                                label
                                on_change=Callback::new(move |on| toggle(value.clone(), on))
                            />
                            <span class="dt-facet-count">{count}</span>
                        </li>
                    }
                })
                .collect::<Vec<_>>();
            view! {
                <ul class="dt-facet-list">{items}</ul>
                {(more > 0)
                    .then(|| view! { <p class="dt-facet-more">{(texts().table.more_values)(more)}</p> })}
            }
            .into_any()
        }
    };
    view! {
        <div class="dt-facet">
            <p class="dt-facet-title">{move || state.label_of(&key.get_value())}</p>
            <label class="dt-search">
                {icon(IconName::Search)}
                <input
                    type="search"
                    data-autofocus=""
                    autocomplete="off"
                    aria-label=text(|c| c.table.filter_values)
                    placeholder=text(|c| c.table.filter_values)
                    on:input:target=move |event| search.set(event.target().value())
                />
            </label>
            {list}
        </div>
    }
    .into_any()
}
