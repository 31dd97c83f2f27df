//! The frame around every page.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::StaticSegment;
use leptos_router::components::{Route, Router, Routes};

use crate::context::provide_app_context;
use crate::pages::HomePage;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_app_context();
    view! {
        <Title text="Skills Eye" />
        <Router>
            <Routes fallback=|| "404">
                <Route path=StaticSegment("") view=HomePage />
            </Routes>
        </Router>
    }
}
