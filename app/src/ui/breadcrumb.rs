//! Where this page stands.

use leptos::prelude::*;

use crate::context::text;

#[derive(Clone)]
pub struct Crumb {
    pub label: TextProp,
    /// None for a group that is no page, and for the page itself.
    pub href: Option<String>,
}

impl Crumb {
    pub fn new(label: impl Into<TextProp>) -> Self {
        Self {
            label: label.into(),
            href: None,
        }
    }

    #[must_use]
    pub fn link(mut self, href: &str) -> Self {
        self.href = Some(href.to_owned());
        self
    }
}

/// The last one is the page itself.
#[component]
pub fn Breadcrumb(#[prop(into)] crumbs: Signal<Vec<Crumb>>) -> impl IntoView {
    let items = move || {
        let crumbs = crumbs.get();
        let last = crumbs.len().saturating_sub(1);
        crumbs
            .into_iter()
            .enumerate()
            .map(|(index, crumb)| crumb_view(crumb, index == last))
            .collect::<Vec<_>>()
    };
    view! {
        <nav class="crumbs" aria-label=text(|c| c.kit.you_are_here)>
            <ol>{items}</ol>
        </nav>
    }
}

fn crumb_view(crumb: Crumb, is_page: bool) -> AnyView {
    let Crumb { label, href } = crumb;
    let inside = match href {
        Some(href) if !is_page => view! { <a href=href>{move || label.get()}</a> }.into_any(),
        _ => view! {
            <span aria-current=is_page.then_some("page")>{move || label.get()}</span>
        }
        .into_any(),
    };
    view! { <li>{inside}</li> }.into_any()
}
