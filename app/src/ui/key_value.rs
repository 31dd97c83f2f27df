//! Facts about one thing.

use leptos::prelude::*;

use super::copy::CopyButton;
use crate::context::text;

#[derive(Clone)]
pub struct Fact {
    pub key: TextProp,
    pub value: FactValue,
    /// Offers to copy it.
    pub copy: bool,
}

#[derive(Clone)]
pub enum FactValue {
    Text(TextProp),
    /// The name of a machine, an address, an id.
    Mono(String),
    /// There is none.
    Empty,
    /// It could not be had, and why.
    Unknown(String),
}

impl Fact {
    pub fn new(key: impl Into<TextProp>, value: FactValue) -> Self {
        Self {
            key: key.into(),
            value,
            copy: false,
        }
    }

    #[must_use]
    pub fn copied(mut self) -> Self {
        self.copy = true;
        self
    }
}

#[component]
pub fn KeyValueList(#[prop(into)] facts: Signal<Vec<Fact>>) -> impl IntoView {
    view! {
        <dl class="pairs">
            {move || facts.get().into_iter().map(fact_view).collect::<Vec<_>>()}
        </dl>
    }
}

fn fact_view(fact: Fact) -> AnyView {
    let Fact { key, value, copy } = fact;
    let copied = match &value {
        FactValue::Text(text) => Some(text.clone()),
        FactValue::Mono(name) => Some(TextProp::from(name.clone())),
        FactValue::Empty | FactValue::Unknown(_) => None,
    };
    let shown = match value {
        FactValue::Text(text) => view! { <span>{move || text.get()}</span> }.into_any(),
        FactValue::Mono(name) => view! { <code>{name}</code> }.into_any(),
        FactValue::Empty => view! {
            <span class="pair-none">
                <span aria-hidden="true">"–"</span>
                <span class="visually-hidden">{text(|c| c.kit.none)}</span>
            </span>
        }
        .into_any(),
        FactValue::Unknown(why) => view! {
            <span class="pair-none">{text(|c| c.kit.unknown)} ": " {why}</span>
        }
        .into_any(),
    };
    let button = copied.filter(|_| copy).map(|copied| {
        view! { <CopyButton value=Signal::derive(move || copied.get().to_string()) /> }
    });
    view! {
        <div class="pair">
            <dt>{move || key.get()}</dt>
            <dd>{shown} {button}</dd>
        </div>
    }
    .into_any()
}
