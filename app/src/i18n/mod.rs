//! Every text a person reads, in both languages.
//!
//! One struct a room, two values each: a text that is missing in one language does not
//! compile. Texts with arguments are plain functions.

mod errors;
mod shell;

use domain::locale::Locale;

pub use errors::{ErrorText, error_text};
pub use shell::ShellTexts;

pub struct Catalog {
    pub locale: Locale,
    pub shell: ShellTexts,
}

pub fn catalog(locale: Locale) -> &'static Catalog {
    match locale {
        Locale::PtBr => &PT_BR,
        Locale::En => &EN,
    }
}

static PT_BR: Catalog = Catalog {
    locale: Locale::PtBr,
    shell: shell::PT_BR,
};

static EN: Catalog = Catalog {
    locale: Locale::En,
    shell: shell::EN,
};
