//! The dialog of the palette: one field, one list, all by keyboard.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::entries::{self, Sources};
use super::score::{fit, pieces};
use super::{PaletteAct, PaletteEntry};
use crate::context::{bootstrap, preferences, text, texts};
use crate::dom::{focus, page, timer};
use crate::shell::{selection, shell};
use crate::ui::{IconName, icon, keys};

/// More than fits a screen is better typed on.
const MOST: usize = 40;
const LIST: &str = "palette-list";
/// What a label is worth against the words beside it.
const LABEL: i32 = 10;

#[derive(Clone)]
struct Row {
    entry: PaletteEntry,
    letters: Vec<usize>,
}

type Go = Arc<dyn Fn(&str) + Send + Sync>;

#[derive(Clone, Copy)]
struct Palette {
    open: RwSignal<bool>,
    typed: RwSignal<String>,
    rows: RwSignal<Vec<Row>>,
    active: RwSignal<usize>,
    go: StoredValue<Go>,
    sources: Sources,
}

pub(in crate::shell) fn view() -> AnyView {
    let navigate = use_navigate();
    let sources = Sources {
        preferences: preferences(),
        selection: selection(),
        shell: shell(),
        role: bootstrap().actor.map(|actor| actor.role),
        providers: use_context(),
    };
    let palette = Palette {
        open: sources.shell.palette,
        typed: RwSignal::new(String::new()),
        rows: RwSignal::new(Vec::new()),
        active: RwSignal::new(0),
        go: StoredValue::new(Arc::new(move |path: &str| {
            navigate(path, NavigateOptions::default());
        })),
        sources,
    };
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = palette.open.get();
        let Some(dialog) = dialog.get() else {
            return;
        };
        if wanted && !dialog.open() {
            palette.search(String::new());
            let _ = dialog.show_modal();
            request_animation_frame(|| focus::first(".palette-input"));
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let on_click = move |event: MouseEvent| {
        let on_backdrop = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| target.matches("dialog").unwrap_or(false));
        if on_backdrop {
            palette.open.set(false);
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="palette"
            aria-label=text(|c| c.palette.title)
            on:close=move |_| palette.open.set(false)
            on:click=on_click
        >
            {move || palette.open.get().then(|| content(palette))}
        </dialog>
    }
    .into_any()
}

impl Palette {
    fn search(self, typed: String) {
        let mut found: Vec<(i32, Row)> = entries::all(self.sources, &typed)
            .into_iter()
            .filter_map(|entry| rank(entry, &typed))
            .collect();
        // Stable: what fits alike stays in the order of the sidebar.
        found.sort_by_key(|(score, _)| -score);
        found.truncate(MOST);
        self.rows
            .set(found.into_iter().map(|(_, row)| row).collect());
        self.active.set(0);
        self.typed.set(typed);
    }

    fn press(self, event: &KeyboardEvent) {
        let count = self.rows.with_untracked(Vec::len);
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.active.set((active + 1) % count),
            "ArrowUp" if count > 0 => self.active.set((active + count - 1) % count),
            "PageDown" if count > 0 => self.active.set((active + 8).min(count - 1)),
            "PageUp" => self.active.set(active.saturating_sub(8)),
            "Enter" => self.choose(active),
            _ => return,
        }
        event.prevent_default();
    }

    /// Closes first, so that the focus is back before the act moves it.
    fn choose(self, index: usize) {
        let act = self
            .rows
            .with_untracked(|rows| rows.get(index).map(|row| row.entry.act.clone()));
        let Some(act) = act else {
            return;
        };
        self.open.set(false);
        timer::once(std::time::Duration::ZERO, move || match act {
            PaletteAct::Go(path) => self.go.with_value(|go| go(&path)),
            PaletteAct::Run(run) => run(),
        });
    }
}

fn rank(entry: PaletteEntry, typed: &str) -> Option<(i32, Row)> {
    if typed.trim().is_empty() {
        let letters = Vec::new();
        return Some((0, Row { entry, letters }));
    }
    if let Some(fit) = fit(&entry.label, typed) {
        let letters = fit.letters;
        return Some((fit.score + LABEL, Row { entry, letters }));
    }
    let around = [entry.group, " ", &entry.label, " ", &entry.detail].concat();
    let fit = fit(&around, typed)?;
    let letters = Vec::new();
    Some((fit.score, Row { entry, letters }))
}

fn content(palette: Palette) -> AnyView {
    let active_id = move || {
        let has_rows = palette.rows.with(|rows| !rows.is_empty());
        has_rows.then(|| option_id(palette.active.get()))
    };
    Effect::new(move |_| {
        let id = option_id(palette.active.get());
        let list = document().get_element_by_id(LIST);
        if let (Some(option), Some(list)) = (document().get_element_by_id(&id), list) {
            page::reveal(&option, &list);
        }
    });
    view! {
        <div class="palette-panel">
            <div class="palette-head">
                {icon(IconName::Search)}
                <input
                    class="palette-input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=text(|c| c.palette.title)
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-activedescendant=active_id
                    placeholder=text(|c| c.palette.placeholder)
                    prop:value=palette.typed
                    on:input:target=move |event| palette.search(event.target().value())
                    on:keydown=move |event| palette.press(&event)
                />
                {keys("Esc")}
            </div>
            <ul
                class="palette-list"
                id=LIST
                role="listbox"
                aria-label=text(|c| c.palette.results)
            >
                {move || list(palette)}
            </ul>
            <p class="palette-nothing" role="status">
                {move || nothing(palette)}
            </p>
            <div class="palette-foot" aria-hidden="true">
                <span>{keys("↑ ↓")} {text(|c| c.palette.hint_move)}</span>
                <span>{keys("↵")} {text(|c| c.palette.hint_open)}</span>
                <span>{keys("Esc")} {text(|c| c.palette.hint_close)}</span>
            </div>
        </div>
    }
    .into_any()
}

fn nothing(palette: Palette) -> Option<String> {
    let is_empty = palette.rows.with(Vec::is_empty);
    is_empty.then(|| {
        let typed = palette.typed.get();
        [texts().palette.nothing, " “", typed.trim(), "”."].concat()
    })
}

fn list(palette: Palette) -> Vec<AnyView> {
    let rows = palette.rows.get();
    let is_searching = !palette.typed.get_untracked().trim().is_empty();
    let mut views = Vec::with_capacity(rows.len() + 6);
    let mut group = "";
    for (index, row) in rows.into_iter().enumerate() {
        if !is_searching && row.entry.group != group {
            group = row.entry.group;
            views.push(
                view! {
                    <li class="palette-group" role="presentation">
                        {group}
                    </li>
                }
                .into_any(),
            );
        }
        views.push(option(palette, index, row, is_searching));
    }
    views
}

fn option(palette: Palette, index: usize, row: Row, is_searching: bool) -> AnyView {
    let Row { entry, letters } = row;
    let label: Vec<AnyView> = pieces(&entry.label, &letters)
        .into_iter()
        .map(|(meant, piece)| {
            if meant {
                view! { <mark>{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect();
    let beside = match (is_searching, entry.detail.is_empty()) {
        (false, _) => entry.detail,
        (true, true) => entry.group.to_owned(),
        (true, false) => [entry.group, " · ", &entry.detail].concat(),
    };
    view! {
        <li
            class="palette-option"
            role="option"
            id=option_id(index)
            aria-selected=move || if palette.active.get() == index { "true" } else { "false" }
            on:pointermove=move |_| {
                if palette.active.get_untracked() != index {
                    palette.active.set(index);
                }
            }
            on:click=move |_| palette.choose(index)
        >
            {icon(entry.icon)} <span class="palette-label">{label}</span>
            <span class="palette-detail">{beside}</span>
            {(!entry.keys.is_empty()).then(|| keys(entry.keys))}
        </li>
    }
    .into_any()
}

fn option_id(index: usize) -> String {
    ["palette-", &index.to_string()].concat()
}
