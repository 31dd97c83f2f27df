//! Writing JSON and YAML: line numbers, colours, and what is wrong where.
//!
//! A native text area lies over a coloured copy of itself, so that selection, undo, input
//! methods and screen readers are the browser's own.

mod check;
mod format;
mod indent;

use std::fmt::Write as _;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

pub(crate) use check::likely_json;
pub use check::{Problem, ProblemKind};
pub(crate) use format::{is_json, json as pretty_json};

use super::button::{Button, Size, Variant};
use super::code::{Language, highlighted};
use super::field::described_by;
use super::icon::{IconName, icon};
use super::input::inside_textarea;
use crate::context::{locale, text, texts};
use crate::i18n::kit_phrases;
use indent::Selected;

/// Texts with more lines are not coloured: typing stays instant.
const MOST_COLOURED: usize = 2_000;

#[component]
pub fn CodeEditor(
    #[prop(into)] id: String,
    #[prop(into)] value: RwSignal<String>,
    #[prop(into)] label: TextProp,
    language: Language,
    /// What somebody with a real parser found, shown when nothing is surely wrong already.
    #[prop(optional, into)]
    problem: Signal<Option<Problem>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(default = 8)] rows: usize,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let found = Memo::new(move |_| {
        value
            .with(|value| check::check(language, value))
            .or_else(|| problem.get())
    });
    let bad_line = move || found.with(|found| found.as_ref().map(|problem| problem.line));
    let on_keydown = move |event: KeyboardEvent| {
        let act = match event.key().as_str() {
            // Escape lets Tab leave, so that nobody is caught here.
            "Tab" if event.shift_key() => indent::outdent,
            "Tab" => indent::indent,
            "Enter" if !event.ctrl_key() && !event.meta_key() => indent::new_line,
            "Escape" => {
                // Only the editor is left, not what it stands in.
                event.prevent_default();
                event.stop_propagation();
                if let Some(area) = area.get_untracked() {
                    let _ = area.blur();
                }
                return;
            }
            _ => return,
        };
        if let Some(area) = area.get_untracked() {
            event.prevent_default();
            let text = area.value();
            let at = |units: Option<u32>| indent::to_bytes(&text, units.unwrap_or_default());
            let (start, end) = (
                at(area.selection_start().ok().flatten()),
                at(area.selection_end().ok().flatten()),
            );
            let after = act(Selected { text, start, end });
            area.set_value(&after.text);
            let unit = |bytes| Some(indent::to_units(&after.text, bytes));
            let _ = area.set_selection_start(unit(after.start));
            let _ = area.set_selection_end(unit(after.end));
            value.set(after.text);
        }
    };
    let lines = move || {
        value.with(|value| {
            let count = value.split('\n').count();
            if count > MOST_COLOURED {
                return vec![many_lines(count, value)];
            }
            // A text that ends with a line end has one more, empty line.
            value
                .split('\n')
                .enumerate()
                .map(|(index, line)| editor_line(index + 1, line, language, bad_line()))
                .collect::<Vec<_>>()
        })
    };
    let message = move || match found.get() {
        Some(problem) => view! {
            <span class="editor-problem">
                {icon(IconName::Alert)}
                <span>
                    {kit_phrases::at_place(locale(), problem.line as u64, problem.column as u64)}
                    ": " {words(&problem.what)}
                </span>
            </span>
        }
        .into_any(),
        None => view! {
            <span class="editor-fine" data-tone="ok">
                {icon(IconName::Check)}
                {text(|c| c.kit.nothing_wrong)}
            </span>
        }
        .into_any(),
    };
    let tidy = move |_| {
        if let Some(tidy) = value.with_untracked(|value| format::json(value)) {
            value.set(tidy);
        }
    };
    let description = described_by(&id);
    let format = (language == Language::Json).then(|| {
        view! {
            <Button
                variant=Variant::Ghost
                size=Size::Small
                disabled=Signal::derive(move || found.with(Option::is_some) || disabled.get())
                on_click=Callback::new(tidy)
            >
                {text(|c| c.kit.format)}
            </Button>
        }
    });
    view! {
        <div
            class="editor"
            data-invalid=move || found.with(Option::is_some).then_some("")
            style:--editor-rows=rows.to_string()
        >
            <div class="editor-scroll">
                <div class="editor-page">
                    <div class="editor-lines" aria-hidden="true">
                        {lines}
                    </div>
                    <textarea
                        node_ref=area
                        id=id.clone()
                        name=id
                        class="editor-area"
                        aria-label=label
                        aria-describedby=description.clone()
                        aria-invalid=move || found.with(Option::is_some).then_some("true")
                        disabled=move || disabled.get()
                        wrap="off"
                        spellcheck="false"
                        autocomplete="off"
                        autocapitalize="off"
                        prop:value=value
                        on:input:target=move |event| value.set(event.target().value())
                        on:keydown=on_keydown
                    >
                        {inside_textarea(value.get_untracked())}
                    </textarea>
                </div>
            </div>
            <div class="editor-bar">
                <span id=description role="status" class="editor-message">
                    {message}
                    <span class="visually-hidden">{text(|c| c.kit.editor_help)}</span>
                </span>
                {format}
            </div>
        </div>
    }
}

fn editor_line(number: usize, line: &str, language: Language, bad: Option<usize>) -> AnyView {
    let inside = highlighted(language, line);
    view! {
        <div class="editor-line" data-bad=(bad == Some(number)).then_some("")>
            <span class="editor-number">{number}</span>
            <span class="editor-text">{inside}</span>
        </div>
    }
    .into_any()
}

/// Two texts instead of an element for each line.
fn many_lines(count: usize, value: &str) -> AnyView {
    let mut numbers = String::new();
    for number in 1..=count {
        let _ = writeln!(numbers, "{number}");
    }
    view! {
        <div class="editor-line">
            <span class="editor-number">{numbers}</span>
            <span class="editor-text">{value.to_owned()}</span>
        </div>
    }
    .into_any()
}

fn words(kind: &ProblemKind) -> String {
    let kit = &texts().kit;
    match kind {
        ProblemKind::Json(words) | ProblemKind::Told(words) => words.clone(),
        ProblemKind::TabIndent => kit.problem_tab.to_owned(),
        ProblemKind::UnclosedQuote => kit.problem_quote.to_owned(),
        ProblemKind::UnclosedBracket(bracket) => kit_phrases::unclosed(locale(), *bracket),
        ProblemKind::StrayBracket(bracket) => kit_phrases::stray(locale(), *bracket),
    }
}
