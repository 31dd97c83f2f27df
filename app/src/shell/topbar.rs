//! The bar above every page.

use leptos::prelude::*;

use super::selection::{choose, selection};
use super::{breadcrumb, freshness, known_nodes, mode, shell, sidebar, user_menu};
use crate::context::{text, texts};
use crate::i18n::Catalog;
use crate::ui::{IconName, Menu, MenuEntry, MenuItem, Placement, icon, keys};

pub(super) fn view() -> AnyView {
    let shell = shell();
    view! {
        <header class="topbar">
            // Without JavaScript the address opens the sidebar.
            <a
                class="topbar-menu"
                href="#navigation"
                aria-label=text(|c| c.shell.open_navigation)
                on:click=move |event| {
                    event.prevent_default();
                    sidebar::open_drawer(shell);
                }
            >
                {icon(IconName::Menu)}
            </a>
            {breadcrumb::view()} <div class="topbar-tools">
                {mode::in_bar()} {selectors("topbar")} {search()} {freshness::view()}
                {user_menu::appearance()}
                {user_menu::view("user-menu", Placement::BelowEnd)}
            </div>
        </header>
    }
    .into_any()
}

/// Site and node; twice in a page, because a phone has them in the sidebar.
pub(super) fn selectors(place: &'static str) -> AnyView {
    view! {
        <div class="selectors">
            {selector(
                [place, "-site"].concat(),
                "site",
                |c| c.shell.site,
                |c| c.shell.all_sites,
                |c| c.shell.no_sites_yet,
            )}
            {selector(
                [place, "-node"].concat(),
                "node",
                |c| c.shell.node,
                |c| c.shell.all_nodes,
                |c| c.shell.no_nodes_yet,
            )}
        </div>
    }
    .into_any()
}

type Pick = fn(&'static Catalog) -> &'static str;

/// Names in a menu; more are found on the page of nodes.
const MOST_NAMES: usize = 40;

/// One word of the address. Until sites are known there is only "all" to choose, and what an
/// address asks for stays visible.
fn selector(id: String, word: &'static str, label: Pick, all: Pick, none_yet: Pick) -> AnyView {
    let selection = selection();
    let chosen = move || {
        selection.with(|selection| match word {
            "site" => selection.site.clone(),
            _ => selection.node.clone(),
        })
    };
    let shown = move || {
        let chosen = chosen();
        if chosen.is_empty() {
            all(texts()).to_owned()
        } else {
            chosen
        }
    };
    let choose = choose();
    let names = known_nodes::names();
    let entries = move |()| -> Vec<MenuEntry> {
        let choose = choose.clone();
        let chosen = chosen();
        let names = match word {
            "node" => names(),
            _ => None,
        };
        let names = names.unwrap_or_default();
        let is_known = names.contains(&chosen);
        let mut entries = Vec::new();
        entries.push(
            MenuItem::new(text(all), {
                let choose = choose.clone();
                move || choose(word, "")
            })
            .checked(chosen.is_empty())
            .into(),
        );
        if !chosen.is_empty() && !is_known {
            let name = chosen.clone();
            entries.push(
                MenuItem::new(move || name.clone(), || {})
                    .checked(true)
                    .detail(text(|c| c.shell.chosen_by_address))
                    .into(),
            );
        }
        entries.push(MenuEntry::Separator);
        if names.is_empty() {
            entries.push(MenuEntry::Heading(text(none_yet).into()));
        }
        let more = names.len().saturating_sub(MOST_NAMES);
        for name in names.into_iter().take(MOST_NAMES) {
            let (choose, shown) = (choose.clone(), name.clone());
            let is_chosen = name == chosen;
            entries.push(
                MenuItem::new(move || shown.clone(), move || choose(word, &name))
                    .checked(is_chosen)
                    .into(),
            );
        }
        if more > 0 {
            let words = move || texts().shell.more_nodes(more);
            entries.push(MenuEntry::Heading(TextProp::from(words)));
        }
        entries
    };
    let is_set = move || (!chosen().is_empty()).then_some("");
    view! {
        <Menu
            id=id
            label=text(label)
            trigger=move || {
                view! {
                    <button type="button" class="selector" data-set=is_set>
                        <span class="visually-hidden">{text(label)} ": "</span>
                        <span class="selector-value">{shown}</span>
                        {icon(IconName::ChevronDown)}
                    </button>
                }
            }
            entries=Callback::new(entries)
        />
    }
    .into_any()
}

/// Looks like a field and opens the palette, where typing goes on.
pub(super) fn search() -> AnyView {
    let shell = shell();
    view! {
        <button
            type="button"
            class="search-field"
            aria-haspopup="dialog"
            on:click=move |_| {
                shell.drawer.set(false);
                shell.palette.set(true);
            }
        >
            {icon(IconName::Search)} <span class="search-words">{text(|c| c.shell.search)}</span>
            {keys("Ctrl K")}
        </button>
    }
    .into_any()
}
