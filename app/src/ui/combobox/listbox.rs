//! The list below an input that is written in: options, the active one, what was found.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;

use super::options::{ComboOption, Entry};
use crate::context::{locale, text};
use crate::i18n::kit_phrases;
use crate::ui::browser;
use crate::ui::icon::{IconName, icon};
use crate::ui::menu::Move;
use crate::ui::search;

/// The state of a list; plain signals, so that it is copied around freely.
#[derive(Clone, Copy)]
pub(crate) struct Listbox {
    pub(crate) open: RwSignal<bool>,
    pub(crate) active: RwSignal<usize>,
    pub(crate) entries: Memo<Vec<Entry>>,
    /// What is written now, to mark it in the options.
    pub(crate) wanted: Signal<String>,
    pub(crate) busy: Signal<bool>,
    pub(crate) on_pick: Callback<Entry>,
}

/// What the keys of a closed or open list mean to the input above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyOutcome {
    Used,
    /// Escape with the list closed already.
    Escape,
    Other,
}

impl Listbox {
    pub(crate) fn show(self) {
        self.active.set(0);
        self.open.set(true);
    }

    pub(crate) fn close(self) {
        self.open.set(false);
    }

    pub(crate) fn pick(self, index: usize) {
        let entry = self.entries.with_untracked(|all| all.get(index).cloned());
        if let Some(entry) = entry {
            self.on_pick.run(entry);
        }
    }

    /// The id of the active option, for `aria-activedescendant`.
    pub(crate) fn active_id(self, id: &str) -> Option<String> {
        let some = self.open.get() && self.entries.with(|all| !all.is_empty());
        some.then(|| option_id(id, self.active.get()))
    }

    pub(crate) fn key(self, event: &KeyboardEvent) -> KeyOutcome {
        let open = self.open.get_untracked();
        let count = self.entries.with_untracked(Vec::len);
        let go = |step: Move| {
            let active = self.active.get_untracked();
            if let Some(next) = step.from(Some(active), count) {
                self.active.set(next);
            }
        };
        match event.key().as_str() {
            "ArrowDown" if open => go(Move::Next),
            "ArrowUp" if open => go(Move::Previous),
            "ArrowDown" | "ArrowUp" => self.show(),
            "Enter" if open && count > 0 => self.pick(self.active.get_untracked()),
            "Escape" if open => self.close(),
            "Escape" => return KeyOutcome::Escape,
            _ => return KeyOutcome::Other,
        }
        event.prevent_default();
        event.stop_propagation();
        KeyOutcome::Used
    }
}

pub(crate) fn list_id(id: &str) -> String {
    format!("{id}-list")
}

fn option_id(id: &str, index: usize) -> String {
    format!("{id}-option-{index}")
}

/// The panel. It never takes the focus: the input keeps it and names the active option.
pub(crate) fn listbox(
    list: Listbox,
    id: String,
    label: TextProp,
    is_chosen: Callback<String, bool>,
) -> AnyView {
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let wanted = list.open.get();
        if let Some(panel) = panel.get() {
            browser::show(&panel, wanted);
        }
    });
    Effect::new(move |_| {
        let (open, active) = (list.open.get(), list.active.get());
        list.entries.track();
        if let Some(panel) = panel.get()
            && open
        {
            let rows = browser::elements(&panel, "option");
            if let Some(row) = rows.get(active) {
                browser::reveal(&panel, row);
            }
        }
    });
    let options_id = id.clone();
    let options = move || {
        if !list.open.get() {
            return ().into_any();
        }
        let entries = list.entries.get();
        if entries.is_empty() {
            let words = if list.busy.get() {
                text(|c| c.kit.searching)
            } else {
                text(|c| c.kit.nothing_found)
            };
            return view! { <p class="listbox-note" role="presentation">{words}</p> }.into_any();
        }
        let rows: Vec<AnyView> = entries
            .into_iter()
            .enumerate()
            .map(|(index, entry)| row(list, &options_id, index, entry, is_chosen))
            .collect();
        rows.into_any()
    };
    view! {
        <div
            node_ref=panel
            id=list_id(&id)
            popover="manual"
            class="popover listbox"
            role="listbox"
            aria-label=label
            aria-busy=move || list.busy.get().then_some("true")
            on:mousedown=|event: MouseEvent| event.prevent_default()
        >
            {options}
        </div>
    }
    .into_any()
}

fn row(
    list: Listbox,
    id: &str,
    index: usize,
    entry: Entry,
    is_chosen: Callback<String, bool>,
) -> AnyView {
    let chosen = match &entry {
        Entry::Option(option) => is_chosen.run(option.value.clone()),
        Entry::Create(_) => false,
    };
    let inside = match entry {
        Entry::Option(option) => option_view(option, &list.wanted.get_untracked()),
        Entry::Create(new) => view! {
            <span class="option-lead">{icon(IconName::Plus)}</span>
            <span class="option-label">{move || kit_phrases::create(locale(), &new)}</span>
        }
        .into_any(),
    };
    view! {
        <div
            id=option_id(id, index)
            class="option"
            role="option"
            aria-selected=chosen.to_string()
            data-active=move || (list.active.get() == index).then_some("")
            on:click=move |_| list.pick(index)
            on:pointermove=move |_| {
                if list.active.get_untracked() != index {
                    list.active.set(index);
                }
            }
        >
            {inside}
            {chosen.then(|| view! { <span class="option-check">{icon(IconName::Check)}</span> })}
        </div>
    }
    .into_any()
}

fn option_view(option: ComboOption, wanted: &str) -> AnyView {
    let detail = option.detail;
    view! {
        <span class="option-label">{marked(&option.label, wanted)}</span>
        {(!detail.is_empty()).then(|| view! { <span class="option-detail">{detail}</span> })}
    }
    .into_any()
}

/// A text with the part that was looked for marked.
fn marked(text: &str, wanted: &str) -> AnyView {
    let (before, found, after) = search::split(text, wanted);
    view! {
        {before.to_owned()}
        {(!found.is_empty()).then(|| view! { <mark>{found.to_owned()}</mark> })}
        {after.to_owned()}
    }
    .into_any()
}
