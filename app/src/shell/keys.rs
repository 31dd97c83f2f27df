//! Keys that work on every page, and the list of them.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use super::shell;
use super::state::Shell;
use crate::context::{text, texts};
use crate::dom::{focus, hotkeys};
use crate::i18n::Catalog;
use crate::ui::{Dialog, keys};

const SEARCH_OF_PAGE: &str = "main input[type=search]";

pub(super) fn listen() {
    let shell = shell();
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| pressed(shell, &event));
        on_cleanup(move || listening.remove());
    });
}

fn pressed(shell: Shell, event: &KeyboardEvent) {
    if hotkeys::with_command(event) && event.key().eq_ignore_ascii_case("k") {
        event.prevent_default();
        shell.palette.update(|open| *open = !*open);
        return;
    }
    if !hotkeys::is_plain(event) || modal_is_open() {
        return;
    }
    match event.key().as_str() {
        "/" if has_search() => focus::first(SEARCH_OF_PAGE),
        "/" => shell.palette.set(true),
        "?" => shell.shortcuts.set(true),
        "[" => shell.toggle_sidebar(),
        _ => return,
    }
    event.prevent_default();
}

fn modal_is_open() -> bool {
    matches!(document().query_selector("dialog:modal"), Ok(Some(_)))
}

fn has_search() -> bool {
    matches!(document().query_selector(SEARCH_OF_PAGE), Ok(Some(_)))
}

type Pick = fn(&'static Catalog) -> &'static str;

const EVERYWHERE: &[(Pick, Pick)] = &[
    (|_| "Ctrl K", |c| c.palette.shortcut_palette),
    (|_| "/", |c| c.shell.search_short),
    (|_| "?", |c| c.palette.shortcut_help),
    (|_| "[", |c| c.palette.shortcut_sidebar),
    (|_| "Esc", |c| c.palette.shortcut_escape),
];

const IN_TABLES: &[(Pick, Pick)] = &[
    (|_| "↑ ↓ ← →", |c| c.palette.shortcut_table),
    (|_| "PageUp PageDown", |c| c.palette.shortcut_screen),
    (|_| "Home End", |c| c.palette.shortcut_row_ends),
    (|_| "Ctrl Home", |c| c.palette.shortcut_first_row),
    (|_| "Ctrl End", |c| c.palette.shortcut_last_row),
    (|_| "Enter", |c| c.palette.shortcut_open),
    (|c| c.palette.key_space, |c| c.palette.shortcut_select),
    (|_| "Shift ↑ ↓", |c| c.palette.shortcut_extend),
    (|_| "Ctrl A", |c| c.palette.shortcut_select_all),
];

const IN_HEADS: &[(Pick, Pick)] = &[
    (|_| "Alt ← →", |c| c.palette.shortcut_move_column),
    (|_| "Shift Alt ← →", |c| c.palette.shortcut_resize_column),
    (|_| "↓", |c| c.palette.shortcut_column_menu),
];

/// The list of shortcuts.
pub(super) fn view() -> AnyView {
    view! {
        <Dialog open=shell().shortcuts title=text(|c| c.shell.keyboard_shortcuts)>
            {list(|c| c.palette.shortcuts_general, EVERYWHERE)}
            {list(|c| c.palette.shortcuts_table, IN_TABLES)}
            {list(|c| c.palette.shortcuts_head, IN_HEADS)}
        </Dialog>
    }
    .into_any()
}

fn list(title: Pick, shortcuts: &'static [(Pick, Pick)]) -> AnyView {
    let rows: Vec<AnyView> = shortcuts
        .iter()
        .map(|(pressed, what)| {
            let (pressed, what) = (*pressed, *what);
            view! {
                <div class="shortcut">
                    <dt>{move || what(texts())}</dt>
                    <dd>{move || keys(pressed(texts()))}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="shortcuts">
            <h3>{text(title)}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}
