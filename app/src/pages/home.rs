//! The first page.

use leptos::prelude::*;

use crate::context::text;

#[component]
pub fn HomePage() -> impl IntoView {
    view! { <h1>{text(|c| c.shell.product)}</h1> }
}
