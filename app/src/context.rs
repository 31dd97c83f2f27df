//! What every component may ask: who is here, in which language, with which theme.

use domain::bootstrap::Bootstrap;
use domain::locale::{LOCALE_COOKIE, Locale};
use domain::theme::{THEME_COOKIE, Theme};
use leptos::prelude::*;

use crate::dom::{cookie, page};
use crate::i18n::{Catalog, catalog};

/// Values of this page that people change while it is open.
#[derive(Clone, Copy)]
pub struct Preferences {
    pub locale: RwSignal<Locale>,
    pub theme: RwSignal<Theme>,
}

impl Preferences {
    /// Switches without a reload, and for the next pages too.
    pub fn use_theme(self, theme: Theme) {
        cookie::remember(THEME_COOKIE, theme.as_str());
        page::set_root("data-theme", theme.as_str());
        self.theme.set(theme);
    }

    /// Every text of the page follows.
    pub fn use_locale(self, locale: Locale) {
        cookie::remember(LOCALE_COOKIE, locale.as_str());
        page::set_root("lang", locale.as_str());
        self.locale.set(locale);
    }

    /// The catalogue now, for what happens outside rendering: handlers and tasks.
    pub fn texts(self) -> &'static Catalog {
        catalog(self.locale.get_untracked())
    }
}

/// Called once, at the root.
///
/// The list of routes is made by rendering the application without a request, so nothing
/// here may insist on a context.
pub fn provide_app_context() {
    let boot = SharedValue::new(|| use_context::<Bootstrap>().unwrap_or_default()).into_inner();
    provide_context(Preferences {
        locale: RwSignal::new(boot.locale),
        theme: RwSignal::new(boot.theme),
    });
    provide_context(StoredValue::new(boot));
}

/// What the server said about this page when it rendered it.
pub fn bootstrap() -> Bootstrap {
    use_context::<StoredValue<Bootstrap>>()
        .map(|boot| boot.get_value())
        .unwrap_or_default()
}

/// Address of a file of the built site: `asset("icons.svg")`.
pub fn asset(path: &str) -> String {
    use_context::<StoredValue<Bootstrap>>()
        .map(|boot| boot.with_value(|boot| format_address(&boot.assets, path)))
        .unwrap_or_else(|| format_address("", path))
}

fn format_address(prefix: &str, path: &str) -> String {
    let mut address = String::with_capacity(prefix.len() + path.len() + 24);
    address.push_str(prefix);
    address.push('/');
    address.push_str(path);
    address
}

pub fn preferences() -> Preferences {
    use_context::<Preferences>().unwrap_or_else(|| Preferences {
        locale: RwSignal::new(Locale::default()),
        theme: RwSignal::new(Theme::default()),
    })
}

/// The language now; tracks, so that a text follows a switch.
pub fn locale() -> Locale {
    preferences().locale.get()
}

/// One text of the catalogue, following the language: `text(|c| c.shell.search)`.
///
/// A plain function pointer, so that every text of the application is one type to the
/// compiler and one small function in the browser.
pub fn text(
    pick: fn(&'static Catalog) -> &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let locale = preferences().locale;
    move || pick(catalog(locale.get()))
}

/// The catalogue for texts with arguments; call it inside a closure so that it tracks.
pub fn texts() -> &'static Catalog {
    catalog(locale())
}
