//! Text of machines, to read and to copy.

mod highlight;

use leptos::prelude::*;

use super::copy::CopyButton;
pub use highlight::Language;
pub(crate) use highlight::highlighted;

#[component]
pub fn CodeBlock(
    #[prop(into)] code: Signal<String>,
    #[prop(optional)] language: Language,
    /// A file name or another word above it.
    #[prop(optional, into)]
    title: Option<TextProp>,
    /// Long lines go on below instead of to the side.
    #[prop(optional)]
    wrap: bool,
) -> impl IntoView {
    let lines = move || {
        code.with(|code| {
            code.lines()
                .map(|line| {
                    view! { <span class="code-line">{highlighted(language, line)} "\n"</span> }
                        .into_any()
                })
                .collect::<Vec<_>>()
        })
    };
    let header = title.map(|title| {
        view! { <figcaption class="code-title">{move || title.get()}</figcaption> }
    });
    view! {
        <figure class="code" class:code-wrap=wrap>
            {header} <CopyButton value=code />
            <pre tabindex="0">
                <code>{lines}</code>
            </pre>
        </figure>
    }
}
