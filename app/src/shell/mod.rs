//! The frame around every page: sidebar, top bar, palette, toasts, banners.

mod banners;
mod boundary;
mod breadcrumb;
pub(crate) mod freshness;
mod keys;
mod known_nodes;
mod mode;
mod palette;
mod selection;
mod sidebar;
mod state;
mod title;
mod toasts;
mod topbar;
pub(crate) mod user_menu;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, FlatRoutesProps, Router};

use crate::context::{bootstrap, provide_app_context, text};
use crate::dom::{events, focus};
use crate::pages;
use crate::ui::TooltipLayer;

pub(crate) use boundary::boundary;
pub use palette::{PaletteEntry, offer_in_palette};
pub use selection::{Selection, choose, replace, selection};
pub use sidebar::{NavCount, nav_counts};
pub(crate) use state::shell;
pub use toasts::{Toast, Toasts, toasts};

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_app_context();
    state::provide();
    toasts::provide();
    sidebar::provide();
    palette::provide();
    known_nodes::provide();
    let live = events::Live::default();
    provide_context(live);
    let since = bootstrap().since;
    Effect::new(move |_| {
        events::start(live, since.clone());
    });
    view! {
        <Router>{frame()}</Router>
    }
}

fn frame() -> AnyView {
    selection::provide();
    title::follow();
    keys::listen();
    banners::follow_builds();
    let shell = shell();
    let state = move || {
        if shell.collapsed.get() {
            "collapsed"
        } else {
            "open"
        }
    };
    view! {
        {title::view()}
        <a
            class="skip-link"
            href="#content"
            on:click=|event| {
                // The router would change the address and leave the focus here.
                event.prevent_default();
                focus::heading();
            }
        >
            {text(|c| c.shell.skip_to_content)}
        </a>
        <div class="app" data-sidebar=state data-drawer=move || shell.drawer.get().then_some("open")>
            {sidebar::view()}
            <div class="app-column" inert=move || shell.drawer.get()>
                {topbar::view()} {banners::view()} <main class="content" id="content">
                    {routes()}
                </main>
            </div>
        </div>
        {palette::view()}
        {keys::view()}
        {toasts::view()}
        <TooltipLayer />
    }
    .into_any()
}

/// Written out, because the routes are made from a list and not from tags.
fn routes() -> AnyView {
    let props = FlatRoutesProps::builder()
        .fallback(pages::not_found)
        .children(ToChildren::to_children(pages::routes))
        .build();
    FlatRoutes(props).into_any()
}
