//! What a list is filtered by, each filter a chip that opens where it is changed.

use leptos::prelude::*;

use super::floating::{Floating, Placement, floating};
use super::icon::{IconName, icon};
use super::menu::{Menu, MenuEntry, MenuItem};
use crate::context::{locale, text};
use crate::i18n::kit_phrases;

/// A filter that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterChip {
    pub key: String,
    pub label: String,
    /// What it lets through, in words.
    pub value: String,
}

/// A filter that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterOffer {
    pub key: String,
    pub label: String,
    /// Stands in the bar; the others are in the menu.
    pub suggested: bool,
}

/// Chips of what is set, offers of what could be. `editor` draws where one filter is changed;
/// it is shown in a popover of the chip.
#[component]
pub fn FilterBar(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    #[prop(into)] chips: Signal<Vec<FilterChip>>,
    #[prop(into)] offers: Signal<Vec<FilterOffer>>,
    #[prop(into)] editor: Callback<String, AnyView>,
    #[prop(into)] on_remove: Callback<String>,
    #[prop(into)] on_clear: Callback<()>,
    /// Stands at the end: counts, views, columns.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // A filter that was picked and has no value yet is a chip too, and open.
    let started = RwSignal::new(None::<String>);
    let bar = Bar {
        id: StoredValue::new(id),
        chips,
        offers,
        editor,
        on_remove,
        started,
    };
    let keys = Memo::new(move |_| {
        let mut keys: Vec<String> =
            chips.with(|chips| chips.iter().map(|chip| chip.key.clone()).collect());
        keys.extend(started.get().filter(|key| !keys.contains(key)));
        keys
    });
    let free = move |suggested: Option<bool>| {
        offers.with(|offers| {
            keys.with(|keys| {
                offers
                    .iter()
                    .filter(|offer| suggested.is_none_or(|wanted| offer.suggested == wanted))
                    .filter(|offer| !keys.contains(&offer.key))
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    };
    let entries = Callback::new(move |()| {
        free(None)
            .into_iter()
            .map(|offer| {
                let key = offer.key;
                MenuItem::new(offer.label, move || started.set(Some(key.clone()))).into()
            })
            .collect::<Vec<MenuEntry>>()
    });
    let more = move || {
        (!free(Some(false)).is_empty()).then(|| {
            let menu_id = bar.id.with_value(|id| format!("{id}-add"));
            view! {
                <Menu
                    id=menu_id
                    label=text(|c| c.kit.add_filter)
                    trigger=|| {
                        view! {
                            <button type="button" class="chip chip-offer">
                                {icon(IconName::Plus)}
                                {text(|c| c.kit.filter)}
                            </button>
                        }
                    }
                    entries=entries
                />
            }
            .into_any()
        })
    };
    let clear = move || {
        chips.with(|chips| !chips.is_empty()).then(|| {
            view! {
                <button type="button" class="link-button" on:click=move |_| on_clear.run(())>
                    {text(|c| c.kit.clear_filters)}
                </button>
            }
            .into_any()
        })
    };
    let rest = children.map(|children| view! { <div class="filter-rest">{children()}</div> });
    view! {
        <div class="filter-bar" role="group" aria-label=text(|c| c.kit.filters)>
            <For each=move || keys.get() key=Clone::clone let:key>
                {bar.chip(key)}
            </For>
            <For each=move || free(Some(true)) key=|offer| offer.key.clone() let:offer>
                {bar.offer(offer)}
            </For>
            {more}
            {clear}
            {rest}
        </div>
    }
}

#[derive(Clone, Copy)]
struct Bar {
    id: StoredValue<String>,
    chips: Signal<Vec<FilterChip>>,
    offers: Signal<Vec<FilterOffer>>,
    editor: Callback<String, AnyView>,
    on_remove: Callback<String>,
    started: RwSignal<Option<String>>,
}

impl Bar {
    fn chip(self, key: String) -> AnyView {
        let wanted = StoredValue::new(key.clone());
        let value = Memo::new(move |_| {
            let found = |chip: &&FilterChip| wanted.with_value(|wanted| chip.key == *wanted);
            self.chips
                .with(|chips| chips.iter().find(found).map(|chip| chip.value.clone()))
        });
        let label = Memo::new(move |_| wanted.with_value(|wanted| self.label(wanted)));
        let open = RwSignal::new(self.started.get_untracked().as_ref() == Some(&key));
        Effect::new(move |was_open: Option<bool>| {
            let is_open = open.get();
            let mine = self.started.with_untracked(|started| {
                wanted.with_value(|wanted| started.as_ref() == Some(wanted))
            });
            // Closed: with a value it is a filter now, without one it was not meant.
            if was_open == Some(true) && !is_open && mine {
                self.started.set(None);
            }
            is_open
        });
        let remove = move |_| {
            self.started.set(None);
            self.on_remove.run(wanted.get_value());
        };
        let trigger = view! {
            <button type="button" class="chip-open">
                <span class="chip-label">
                    {label} {move || value.with(Option::is_some).then_some(":")}
                </span>
                <span class="chip-value">{move || value.get()}</span>
            </button>
        };
        let cross = move || {
            value.with(Option::is_some).then(|| {
                view! {
                    <button
                        type="button"
                        class="chip-remove"
                        aria-label=move || kit_phrases::remove(locale(), &label.get())
                        on:click=remove
                    >
                        {icon(IconName::X)}
                    </button>
                }
                .into_any()
            })
        };
        view! {
            <span
                class="chip"
                class:chip-set=move || value.with(Option::is_some)
                class:chip-offer=move || value.with(Option::is_none)
            >
                {self.panel(key, open, trigger.into_any())} {cross}
            </span>
        }
        .into_any()
    }

    fn label(self, key: &str) -> String {
        let set = self.chips.with(|chips| {
            let chip = chips.iter().find(|chip| chip.key == key);
            chip.map(|chip| chip.label.clone())
        });
        let offered = || {
            self.offers.with(|offers| {
                let offer = offers.iter().find(|offer| offer.key == key);
                offer.map(|offer| offer.label.clone())
            })
        };
        set.or_else(offered).unwrap_or_else(|| key.to_owned())
    }

    fn offer(self, offer: FilterOffer) -> AnyView {
        let (key, label) = (offer.key, offer.label);
        view! {
            <button
                type="button"
                class="chip chip-offer"
                on:click=move |_| self.started.set(Some(key.clone()))
            >
                {icon(IconName::Plus)}
                {label}
            </button>
        }
        .into_any()
    }

    fn panel(self, key: String, open: RwSignal<bool>, trigger: AnyView) -> AnyView {
        let editor = self.editor;
        floating(Floating {
            id: self.id.with_value(|id| format!("{id}-{key}")),
            class: "popover",
            announces: "dialog",
            placement: Placement::BelowStart,
            open,
            trigger,
            content: (move || editor.run(key.clone())).into(),
        })
    }
}
