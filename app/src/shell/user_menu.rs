//! Who is here, how the page looks and speaks, and where help is.

use domain::access::Role;
use domain::bootstrap::Mode;
use domain::locale::Locale;
use domain::theme::Theme;
use leptos::prelude::*;

use super::shell;
use crate::context::{bootstrap, preferences, text, texts};
use crate::i18n::Catalog;
use crate::ui::{IconName, Menu, MenuEntry, MenuItem, Placement, icon, initials};

/// Where the server describes its API.
pub(crate) const API_PAGE: &str = "/api/docs";

pub(super) fn view(id: &'static str, placement: Placement) -> AnyView {
    let name = name();
    let letters = initials(&name);
    let shown = name.clone();
    view! {
        <Menu
            id=id
            label=text(|c| c.shell.user_menu)
            placement=placement
            trigger=move || {
                view! {
                    <button type="button" class="avatar-button">
                        <span class="visually-hidden">{text(|c| c.shell.user_menu)} ": "</span>
                        <span class="avatar" aria-hidden="true">
                            {letters}
                        </span>
                        <span class="avatar-name">{shown}</span>
                    </button>
                }
            }
            entries=Callback::new(|()| entries())
        />
    }
    .into_any()
}

/// Theme and language, one click away where there is room.
pub(super) fn appearance() -> AnyView {
    let theme = preferences().theme;
    let locale = preferences().locale;
    let theme_icon = move || {
        icon(match theme.get() {
            Theme::System => IconName::ThemeSystem,
            Theme::Light => IconName::Sun,
            Theme::Dark => IconName::Moon,
        })
    };
    let letters = move || match locale.get() {
        Locale::PtBr => "PT",
        Locale::En => "EN",
    };
    view! {
        <div class="appearance">
            <Menu
                id="theme-menu"
                label=text(|c| c.shell.theme)
                placement=Placement::BelowEnd
                trigger=move || {
                    view! {
                        <button
                            type="button"
                            class="bar-button"
                            aria-label=text(|c| c.shell.theme)
                            title=text(|c| c.shell.theme)
                        >
                            {theme_icon}
                        </button>
                    }
                }
                entries=Callback::new(|()| themes())
            />
            <Menu
                id="language-menu"
                label=text(|c| c.shell.language)
                placement=Placement::BelowEnd
                trigger=move || {
                    view! {
                        <button
                            type="button"
                            class="bar-button"
                            title=text(|c| c.shell.language)
                        >
                            <span class="visually-hidden">{text(|c| c.shell.language)} ": "</span>
                            {letters}
                        </button>
                    }
                }
                entries=Callback::new(|()| languages())
            />
        </div>
    }
    .into_any()
}

fn entries() -> Vec<MenuEntry> {
    let shell = shell();
    let mut entries = vec![
        MenuEntry::Heading(TextProp::from(move || {
            [name().as_str(), " · ", role(texts())].concat()
        })),
        MenuEntry::Heading(TextProp::from(move || mode_detail(texts()).to_owned())),
        MenuEntry::Separator,
        MenuEntry::Heading(text(|c| c.shell.theme).into()),
    ];
    entries.extend(themes());
    entries.push(MenuEntry::Heading(text(|c| c.shell.language).into()));
    entries.extend(languages());
    entries.push(MenuEntry::Separator);
    entries.push(
        MenuItem::new(text(|c| c.shell.keyboard_shortcuts), move || {
            shell.shortcuts.set(true);
        })
        .icon(IconName::Keyboard)
        .shortcut("?")
        .into(),
    );
    entries.push(
        MenuItem::new(text(|c| c.shell.api), || open_page(API_PAGE))
            .icon(IconName::Api)
            .into(),
    );
    entries
}

fn themes() -> Vec<MenuEntry> {
    let preferences = preferences();
    let now = preferences.theme.get_untracked();
    Theme::ALL
        .into_iter()
        .map(|theme| {
            MenuItem::new(text(theme_name(theme)), move || {
                preferences.use_theme(theme);
            })
            .checked(theme == now)
            .into()
        })
        .collect()
}

fn languages() -> Vec<MenuEntry> {
    let preferences = preferences();
    let now = preferences.locale.get_untracked();
    Locale::ALL
        .into_iter()
        .map(|locale| {
            MenuItem::new(text(locale_name(locale)), move || {
                preferences.use_locale(locale);
            })
            .checked(locale == now)
            .into()
        })
        .collect()
}

fn theme_name(theme: Theme) -> fn(&'static Catalog) -> &'static str {
    match theme {
        Theme::System => |c| c.shell.theme_system,
        Theme::Light => |c| c.shell.theme_light,
        Theme::Dark => |c| c.shell.theme_dark,
    }
}

fn locale_name(locale: Locale) -> fn(&'static Catalog) -> &'static str {
    match locale {
        Locale::PtBr => |c| c.shell.portuguese,
        Locale::En => |c| c.shell.english,
    }
}

/// A page that is not ours to render: the browser goes there itself.
pub(crate) fn open_page(address: &str) {
    let _ = window().location().assign(address);
}

pub(crate) fn name() -> String {
    let actor = bootstrap().actor;
    actor.map_or_else(|| texts().shell.nobody.to_owned(), |actor| actor.name)
}

pub(crate) fn role(c: &'static Catalog) -> &'static str {
    match bootstrap().actor.map(|actor| actor.role) {
        Some(Role::Admin) => c.shell.role_admin,
        Some(Role::Operator) => c.shell.role_operator,
        Some(Role::Viewer) => c.shell.role_viewer,
        None => c.shell.nobody,
    }
}

pub(crate) fn mode(c: &'static Catalog) -> &'static str {
    match bootstrap().mode {
        Mode::Serve => c.shell.mode_serve,
        Mode::Demo => c.shell.mode_demo,
        Mode::LocalDevelopment => c.shell.mode_local,
    }
}

/// Why the person may do what they may, where it is not an account that says so.
pub(crate) fn mode_detail(c: &'static Catalog) -> &'static str {
    match bootstrap().mode {
        Mode::Serve => c.shell.mode_serve,
        Mode::Demo => c.shell.mode_demo_detail,
        Mode::LocalDevelopment => c.shell.mode_local_detail,
    }
}
