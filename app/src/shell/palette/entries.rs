//! What the palette always offers: the pages, and what the frame can do.

use std::sync::Arc;

use domain::access::Role;
use domain::locale::Locale;
use domain::theme::Theme;
use leptos::prelude::*;

use super::{PaletteAct, PaletteEntry, Providers};
use crate::context::Preferences;
use crate::dom::page;
use crate::nav::ENTRIES;
use crate::shell::Selection;
use crate::shell::state::Shell;
use crate::shell::user_menu::{API_PAGE, open_page};
use crate::ui::IconName;

/// What entries are made of; found while rendering, used while typing.
#[derive(Clone, Copy)]
pub(super) struct Sources {
    pub(super) preferences: Preferences,
    pub(super) selection: Memo<Selection>,
    pub(super) shell: Shell,
    /// Whose menu it is.
    pub(super) role: Option<Role>,
    pub(super) providers: Option<Providers>,
}

pub(super) fn all(sources: Sources, typed: &str) -> Vec<PaletteEntry> {
    let mut entries = pages(sources);
    entries.extend(actions(sources));
    if let Some(Providers(providers)) = sources.providers {
        for (_, provider) in providers.get_value() {
            entries.extend(provider(typed));
        }
    }
    entries
}

fn pages(sources: Sources) -> Vec<PaletteEntry> {
    let c = sources.preferences.texts();
    let selection = sources.selection.get_untracked();
    ENTRIES
        .iter()
        .filter(|entry| entry.is_open_to(sources.role))
        .map(|entry| PaletteEntry {
            group: entry.group.label(c),
            label: entry.text(c).label.to_owned(),
            detail: if entry.is_coming() {
                c.shell.coming
            } else {
                ""
            }
            .to_owned(),
            icon: entry.icon,
            keys: "",
            act: PaletteAct::Go(selection.link(entry.path)),
        })
        .collect()
}

/// Only what would change something: the theme that is in use is not offered.
fn actions(sources: Sources) -> Vec<PaletteEntry> {
    let Sources {
        preferences, shell, ..
    } = sources;
    let c = preferences.texts();
    let action = |label: &'static str, icon, keys, run: Arc<dyn Fn() + Send + Sync>| PaletteEntry {
        group: c.palette.actions,
        label: label.to_owned(),
        detail: String::new(),
        icon,
        keys,
        act: PaletteAct::Run(run),
    };
    let mut actions = Vec::new();
    for (other, label, icon) in [
        (Theme::Light, c.palette.use_light, IconName::Sun),
        (Theme::Dark, c.palette.use_dark, IconName::Moon),
        (Theme::System, c.palette.use_system, IconName::ThemeSystem),
    ] {
        if other != preferences.theme.get_untracked() {
            let run = Arc::new(move || preferences.use_theme(other));
            actions.push(action(label, icon, "", run));
        }
    }
    for (other, label) in [
        (Locale::PtBr, c.palette.use_portuguese),
        (Locale::En, c.palette.use_english),
    ] {
        if other != preferences.locale.get_untracked() {
            let run = Arc::new(move || preferences.use_locale(other));
            actions.push(action(label, IconName::Languages, "", run));
        }
    }
    let sidebar = Arc::new(move || shell.toggle_sidebar());
    let shortcuts = Arc::new(move || shell.shortcuts.set(true));
    let api = Arc::new(|| open_page(API_PAGE));
    let reload = Arc::new(page::reload);
    actions.extend([
        action(c.palette.toggle_sidebar, IconName::PanelLeft, "[", sidebar),
        action(c.palette.show_shortcuts, IconName::Keyboard, "?", shortcuts),
        action(c.palette.open_api, IconName::Api, "", api),
        action(c.palette.reload, IconName::Refresh, "", reload),
    ]);
    actions
}
