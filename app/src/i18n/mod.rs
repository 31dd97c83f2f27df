//! Every text a person reads, in both languages.
//!
//! One struct a room, two values each: a text that is missing in one language does not
//! compile. Texts with arguments are plain functions.

/// Both languages side by side, Portuguese first.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($key:ident: $pt:literal, $en:literal;)* }) => {
        $(#[$doc])*
        pub struct $name {
            $(pub $key: &'static str,)*
        }

        pub(super) const PT_BR: $name = $name { $($key: $pt,)* };
        pub(super) const EN: $name = $name { $($key: $en,)* };
    };
}

mod caches;
mod errors;
mod hosts;
mod keys;
mod kit;
#[cfg(feature = "kit")]
mod kit_page;
pub mod kit_phrases;
mod nav;
mod nodes;
mod outside;
mod pages;
mod palette;
mod reasons;
mod shell;
mod table;

use domain::locale::Locale;

pub use caches::CachesTexts;
pub use errors::{ErrorText, error_text};
pub use hosts::HostsTexts;
pub use keys::KeysTexts;
pub use kit::KitTexts;
#[cfg(feature = "kit")]
pub use kit_page::KitPageTexts;
pub use nav::{NavTexts, PageText};
pub use nodes::NodesTexts;
pub use outside::{OutsideTexts, outside};
pub use pages::PagesTexts;
pub use palette::PaletteTexts;
pub use shell::ShellTexts;
pub use table::TableTexts;

pub struct Catalog {
    pub locale: Locale,
    pub keys: KeysTexts,
    pub kit: KitTexts,
    #[cfg(feature = "kit")]
    pub kit_page: KitPageTexts,
    pub shell: ShellTexts,
    pub nav: NavTexts,
    pub nodes: NodesTexts,
    pub caches: CachesTexts,
    pub hosts: HostsTexts,
    pub palette: PaletteTexts,
    pub pages: PagesTexts,
    pub table: TableTexts,
}

pub fn catalog(locale: Locale) -> &'static Catalog {
    match locale {
        Locale::PtBr => &PT_BR,
        Locale::En => &EN,
    }
}

static PT_BR: Catalog = Catalog {
    locale: Locale::PtBr,
    keys: keys::PT_BR,
    kit: kit::PT_BR,
    #[cfg(feature = "kit")]
    kit_page: kit_page::PT_BR,
    shell: shell::PT_BR,
    nav: nav::PT_BR,
    nodes: nodes::PT_BR,
    caches: caches::PT_BR,
    hosts: hosts::PT_BR,
    palette: palette::PT_BR,
    pages: pages::PT_BR,
    table: table::PT_BR,
};

static EN: Catalog = Catalog {
    locale: Locale::En,
    keys: keys::EN,
    kit: kit::EN,
    #[cfg(feature = "kit")]
    kit_page: kit_page::EN,
    shell: shell::EN,
    nav: nav::EN,
    nodes: nodes::EN,
    caches: caches::EN,
    hosts: hosts::EN,
    palette: palette::EN,
    pages: pages::EN,
    table: table::EN,
};
