//! Two texts and what is different.

mod fold;
mod lines;

use leptos::prelude::*;

pub use lines::{DiffKind, DiffLine, Span, diff_lines};

use crate::context::{locale, text};
use crate::i18n::kit_phrases;
use fold::{Stretch, fold};

/// Equal lines shown around a change.
const CONTEXT: usize = 3;

/// One column: removed lines above the added ones, changed words marked.
#[component]
pub fn Diff(
    #[prop(into)] old: Signal<String>,
    #[prop(into)] new: Signal<String>,
    /// What is compared, for example a file.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let lines = Memo::new(move |_| old.with(|old| new.with(|new| diff_lines(old, new))));
    let opened = RwSignal::new(Vec::<usize>::new());
    let count = move |kind: DiffKind| {
        lines.with(|lines| lines.iter().filter(|line| line.kind == kind).count())
    };
    let title = label.clone();
    let body = move || {
        lines.with(|lines| {
            fold(lines, CONTEXT)
                .into_iter()
                .map(|stretch| match stretch {
                    Stretch::Shown(range) => rows(&lines[range]),
                    Stretch::Hidden(range) if opened.with(|all| all.contains(&range.start)) => {
                        rows(&lines[range])
                    }
                    Stretch::Hidden(range) => hidden(range.start, range.len(), opened),
                })
                .collect::<Vec<_>>()
        })
    };
    let unchanged = move || lines.with(|all| all.iter().all(|line| line.kind == DiffKind::Same));
    view! {
        <figure class="diff">
            <figcaption class="diff-header">
                <span class="diff-title mono">{move || title.get()}</span>
                <span class="diff-count" data-tone="ok">
                    "+"
                    {move || count(DiffKind::Added)}
                </span>
                <span class="diff-count" data-tone="critical">
                    "−"
                    {move || count(DiffKind::Removed)}
                </span>
            </figcaption>
            <div class="diff-body" tabindex="0" role="group" aria-label=label>
                {move || {
                    if unchanged() {
                        view! { <p class="diff-same">{text(|c| c.kit.no_difference)}</p> }.into_any()
                    } else {
                        body().into_any()
                    }
                }}
            </div>
        </figure>
    }
}

fn rows(lines: &[DiffLine]) -> AnyView {
    let rows: Vec<AnyView> = lines.iter().map(row).collect();
    rows.into_any()
}

fn row(line: &DiffLine) -> AnyView {
    let (class, sign) = match line.kind {
        DiffKind::Same => ("diff-line", " "),
        DiffKind::Removed => ("diff-line diff-removed", "−"),
        DiffKind::Added => ("diff-line diff-added", "+"),
    };
    let number = |number: Option<usize>| number.map(|number| number.to_string());
    let spans: Vec<AnyView> = line
        .spans
        .iter()
        .map(|span| {
            let text = span.text.clone();
            match (span.changed, line.kind) {
                (true, DiffKind::Removed) => view! { <del>{text}</del> }.into_any(),
                (true, _) => view! { <ins>{text}</ins> }.into_any(),
                (false, _) => text.into_any(),
            }
        })
        .collect();
    view! {
        <div class=class>
            <span class="diff-number">{number(line.old)}</span>
            <span class="diff-number">{number(line.new)}</span>
            <span class="diff-sign">{sign}</span>
            <span class="diff-text">{spans}</span>
        </div>
    }
    .into_any()
}

fn hidden(start: usize, count: usize, opened: RwSignal<Vec<usize>>) -> AnyView {
    view! {
        <button
            type="button"
            class="diff-more"
            on:click=move |_| opened.update(|all| all.push(start))
        >
            {move || kit_phrases::hidden_lines(locale(), count as u64)}
        </button>
    }
    .into_any()
}
