//! A page that does not exist yet: what it will do, and what brings it.

use leptos::prelude::*;

use crate::context::{text, texts};
use crate::nav::{Entry, Step};
use crate::ui::icon;

pub(super) fn coming(entry: &'static Entry, step: Step) -> AnyView {
    let label = move || entry.text(texts()).label;
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{label}</h1>
                <span class="coming-badge">{text(|c| c.pages.coming_badge)}</span>
            </header>
            <section class="coming">
                <span class="coming-icon">{icon(entry.icon)}</span>
                <h2>{text(|c| c.pages.coming_title)}</h2>
                <p class="lead">{move || entry.text(texts()).what}</p>
                <div class="coming-step">
                    <p>
                        {text(|c| c.pages.coming_step)} " "
                        <strong>{move || step.label(texts())}</strong> "."
                    </p>
                    {steps(Some(step))}
                </div>
                <a class="button" href="/">
                    {text(|c| c.pages.coming_home)}
                </a>
            </section>
        </div>
    }
    .into_any()
}

/// The order in which things come, with one of them marked.
pub(super) fn steps(marked: Option<Step>) -> AnyView {
    let items: Vec<AnyView> = Step::ALL
        .into_iter()
        .map(|step| {
            let current = (Some(step) == marked).then_some("step");
            view! {
                <li class="step" aria-current=current>
                    <span class="step-name">{move || step.label(texts())}</span>
                    <span class="step-detail">{move || step.detail(texts())}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="steps">{items}</ol> }.into_any()
}
