//! Menus: a list of things to do, with the keyboard of the ARIA menu-button pattern.

mod entry;
mod keys;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

pub use entry::{MenuEntry, MenuItem};

use super::browser;
use super::floating::{Floating, Placement, floating};
pub(crate) use keys::Move;
use keys::TypeAhead;

/// A button that opens a menu. The entries are made anew each time it opens.
#[component]
pub fn Menu(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] trigger: ViewFnOnce,
    #[prop(optional)] placement: Placement,
    #[prop(optional)] open: Option<RwSignal<bool>>,
    #[prop(into)] entries: Callback<(), Vec<MenuEntry>>,
) -> impl IntoView {
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    floating(Floating {
        id,
        class: "popover menu-panel",
        announces: "menu",
        placement,
        open,
        trigger: trigger.run(),
        content: (move || menu(label.clone(), entries.run(()), open)).into(),
    })
}

fn menu(label: TextProp, entries: Vec<MenuEntry>, open: RwSignal<bool>) -> AnyView {
    let root = NodeRef::<html::Div>::new();
    let typed = StoredValue::new(TypeAhead::default());
    let on_keydown = move |event: KeyboardEvent| {
        let Some(root) = root.get_untracked() else {
            return;
        };
        let items = browser::elements(&root, "menu-item");
        let current = browser::focused_index(&items);
        let next = match event.key().as_str() {
            "ArrowDown" => Move::Next.from(current, items.len()),
            "ArrowUp" => Move::Previous.from(current, items.len()),
            "Home" => Move::First.from(current, items.len()),
            "End" => Move::Last.from(current, items.len()),
            "Tab" => {
                open.set(false);
                return;
            }
            key if is_typing(&event, key) => {
                let labels: Vec<String> = items.iter().map(entry::spoken).collect();
                typed
                    .try_update_value(|typed| typed.key(key, event.time_stamp(), &labels, current))
                    .flatten()
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(item) = next.and_then(|index| items.get(index)) {
            browser::focus(item);
        }
    };
    // Headings and lines may come before the first thing to do.
    let first = entries.iter().position(MenuEntry::is_item);
    let entries: Vec<AnyView> = entries
        .into_iter()
        .enumerate()
        .map(|(index, entry)| entry.into_view_in(open, first == Some(index)))
        .collect();
    view! {
        <div node_ref=root class="menu" role="menu" aria-label=label on:keydown=on_keydown>
            {entries}
        </div>
    }
    .into_any()
}

/// A letter, not a shortcut and not the space that presses an item.
fn is_typing(event: &KeyboardEvent, key: &str) -> bool {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    plain && key.chars().count() == 1 && key != " "
}
