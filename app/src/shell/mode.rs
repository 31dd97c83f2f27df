//! The mark of a server on which everybody is administrator.

use domain::bootstrap::Mode;
use leptos::prelude::*;

use super::user_menu;
use crate::context::{bootstrap, text, texts};
use crate::i18n::Catalog;
use crate::ui::{IconName, icon};

type Pick = fn(&'static Catalog) -> &'static str;

/// At the foot of the sidebar, in full.
pub(super) fn in_sidebar() -> Option<AnyView> {
    mark("mode-mark sidebar-mode", user_menu::mode)
}

/// In the bar of a phone, whose sidebar is out of sight.
pub(super) fn in_bar() -> Option<AnyView> {
    let short: Pick = match bootstrap().mode {
        Mode::Demo => |c| c.shell.mode_demo_short,
        _ => |c| c.shell.mode_local_short,
    };
    mark("mode-mark topbar-mode", short)
}

/// Nothing where accounts say who may do what.
fn mark(class: &'static str, word: Pick) -> Option<AnyView> {
    if bootstrap().mode == Mode::Serve {
        return None;
    }
    let why = move || user_menu::mode_detail(texts());
    let mark = view! {
        <p class=class title=why>
            {icon(IconName::Unlock)} <span class="mode-word">{text(word)}</span>
            <span class="visually-hidden">": " {why}</span>
        </p>
    };
    Some(mark.into_any())
}
