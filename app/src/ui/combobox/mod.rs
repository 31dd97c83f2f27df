//! Choosing from many by writing a part, and creating what is not there.

mod listbox;
mod options;
mod tags;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

pub use options::ComboOption;
pub use tags::TagsInput;

use super::button::{IconButton, Size};
use super::field::described_by;
use super::icon::{IconName, icon};
use crate::context::text;
use listbox::{KeyOutcome, Listbox, list_id, listbox};
use options::{Entry, entries, label_of, matching};

/// An editable combobox of the ARIA pattern with a list below it.
///
/// With `on_search` the options are somebody else's answer to what is written and are shown
/// as they come; without it they are filtered here.
#[component]
pub fn Combobox(
    #[prop(into)] id: String,
    /// The value that is chosen; empty for none.
    #[prop(into)]
    value: Signal<String>,
    #[prop(into)] options: Signal<Vec<ComboOption>>,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional, into)] on_search: Option<Callback<String>>,
    #[prop(optional, into)] on_create: Option<Callback<String>>,
    /// Options are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] required: bool,
    #[prop(optional)] size: Size,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let name = move || options.with(|options| value.with(|value| label_of(options, value)));
    let written = RwSignal::new(untrack(name));
    let searching = RwSignal::new(false);
    // What is written follows the value, except while a person writes.
    Effect::new(move |_| {
        let name = name();
        if !searching.get() {
            written.set(name);
        }
    });
    let wanted = Signal::derive(move || {
        if searching.get() {
            written.get()
        } else {
            String::new()
        }
    });
    let all = Memo::new(move |_| {
        let wanted = wanted.get();
        let shown = match on_search {
            Some(_) => options.get(),
            None => options.with(|options| matching(options, &wanted)),
        };
        entries(shown, &wanted, on_create.is_some())
    });
    let open = RwSignal::new(false);
    let finish = move |chosen: Option<String>| {
        open.set(false);
        searching.set(false);
        if let Some(chosen) = chosen {
            on_change.run(chosen);
        }
    };
    let list = Listbox {
        open,
        active: RwSignal::new(0),
        entries: all,
        wanted,
        busy,
        on_pick: Callback::new(move |entry| match entry {
            Entry::Option(option) => finish(Some(option.value)),
            Entry::Create(new) => {
                finish(None);
                if let Some(on_create) = on_create {
                    on_create.run(new);
                }
            }
        }),
    };
    let on_input = move |new: String| {
        searching.set(true);
        written.set(new.clone());
        list.show();
        if let Some(on_search) = on_search {
            on_search.run(new);
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        let has_text = !written.with_untracked(String::is_empty);
        if list.key(&event) == KeyOutcome::Escape && searching.get_untracked() && has_text {
            event.prevent_default();
            event.stop_propagation();
            finish(None);
        }
    };
    let clear = move |_| {
        finish(Some(String::new()));
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let clearable = move || !required && !disabled.get() && !value.with(String::is_empty);
    let chosen = Callback::new(move |other: String| value.with(|value| *value == other));
    let (active_id, description, list_label) = (id.clone(), described_by(&id), label.clone());
    view! {
        <span
            class="control combobox"
            data-size=size.as_str()
            data-invalid=move || invalid.get().then_some("")
            data-disabled=move || disabled.get().then_some("")
        >
            <input
                node_ref=input
                id=id.clone()
                type="text"
                class="control-input"
                role="combobox"
                aria-label=label
                aria-autocomplete="list"
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id(&id)
                aria-activedescendant=move || list.active_id(&active_id)
                aria-describedby=description
                aria-invalid=move || invalid.get().then_some("true")
                aria-required=required.then_some("true")
                autocomplete="off"
                spellcheck="false"
                value=written.get_untracked()
                prop:value=written
                placeholder=move || placeholder.as_ref().map(|text| text.get().to_string())
                disabled=move || disabled.get()
                on:input:target=move |event| on_input(event.target().value())
                on:keydown=on_keydown
                on:click=move |_| {
                    if !open.get_untracked() {
                        list.show();
                    }
                }
                on:focus:target=move |event| event.target().select()
                on:blur=move |_| finish(None)
            />
            {move || busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
            {move || {
                clearable()
                    .then(|| {
                        view! {
                            <IconButton
                                icon=IconName::X
                                label=text(|c| c.kit.clear)
                                size=Size::Small
                                on_click=Callback::new(clear)
                            />
                        }
                            .into_any()
                    })
            }}
            <span class="combobox-caret">{icon(IconName::ChevronsUpDown)}</span>
            {listbox(list, id, list_label, chosen)}
        </span>
    }
}
