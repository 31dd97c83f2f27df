//! Surfaces, and one number on a surface.

use domain::table::Tone;
use leptos::prelude::*;

use super::badge::dot;
use super::icon::{IconName, icon};
use crate::context::text;

/// A titled surface. Inside it hairlines divide; no card stands in a card.
#[component]
pub fn Card(
    #[prop(optional, into)] title: Option<TextProp>,
    /// A quiet addition to the title.
    #[prop(optional, into)]
    note: Option<TextProp>,
    /// Stands at the end of the header: buttons, badges.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// The body has no padding of its own, for tables and lists.
    #[prop(optional)]
    flush: bool,
    children: Children,
) -> impl IntoView {
    let header = title.map(|title| {
        view! {
            <header class="card-header">
                <h2 class="card-title">{move || title.get()}</h2>
                {note.map(|note| view! { <span class="card-note">{move || note.get()}</span> })}
                {aside.map(|aside| view! { <div class="card-aside">{aside.run()}</div> })}
            </header>
        }
    });
    view! {
        <section class="card">
            {header} <div class="card-body" class:card-flush=flush>
                {children()}
            </div>
        </section>
    }
}

/// A number, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    Known(String),
    /// It could not be had; never shown as zero.
    Unknown(String),
    Loading,
}

#[component]
pub fn Stat(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<Measure>,
    #[prop(optional, into)] tone: Option<Signal<Tone>>,
    /// What the number means, or how it moved.
    #[prop(optional, into)]
    note: Option<TextProp>,
    /// Where it is from and how old, when it is not live.
    #[prop(optional, into)]
    age: Option<TextProp>,
    #[prop(optional, into)] href: Option<String>,
) -> impl IntoView {
    let number = move || match value.get() {
        Measure::Known(number) => view! { <span class="stat-value">{number}</span> }.into_any(),
        Measure::Unknown(why) => {
            let tip = why.clone();
            view! {
                <span class="stat-value stat-unknown" data-tip=tip>
                    {text(|c| c.kit.unknown)} <span class="visually-hidden">": " {why}</span>
                </span>
            }
            .into_any()
        }
        Measure::Loading => view! {
            <span class="stat-value stat-loading">
                <span class="bone" aria-hidden="true"></span>
                <span class="visually-hidden">{text(|c| c.kit.loading)}</span>
            </span>
        }
        .into_any(),
    };
    let inside = view! {
        <span class="stat-label">{tone.map(|tone| dot(tone, false))} {move || label.get()}</span>
        {number}
        {note.map(|note| view! { <span class="stat-note">{move || note.get()}</span> })}
        {age
            .map(|age| {
                view! {
                    <span class="stat-age">{icon(IconName::Clock)} {move || age.get()}</span>
                }
            })}
    };
    match href {
        Some(href) => view! {
            <a class="card stat stat-link" href=href>
                {inside}
            </a>
        }
        .into_any(),
        None => view! { <div class="card stat">{inside}</div> }.into_any(),
    }
}
