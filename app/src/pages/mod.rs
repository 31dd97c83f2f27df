//! One file a page, and the list of routes made from the rooms of [`crate::nav`].

mod caches;
mod coming;
mod home;
mod hosts;
mod keys;
#[cfg(feature = "kit")]
mod kit;
#[cfg(feature = "kit")]
mod kit_table;
mod nodes;
mod not_found;
mod parts;
mod redirect;

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::{ChooseView, NestedRoute, StaticSegment};

use crate::nav::{ENTRIES, Entry, Stage};
use crate::shell::boundary;

pub(crate) use not_found::not_found;
pub use parts::part_of;

/// Every page has one view for all, so that a route costs a few bytes and not a type.
pub(crate) fn routes() -> StaticVec<AnyNestedRoute> {
    let entries = ENTRIES.iter().filter(|entry| entry.is_here());
    let mut routes = Vec::new();
    for entry in entries {
        routes.push(route(entry.path, Target::Page(entry)));
        for alias in entry.aliases {
            routes.push(route(alias, Target::Moved(entry.path)));
        }
    }
    routes.into()
}

#[derive(Clone, Copy)]
enum Target {
    Page(&'static Entry),
    /// An address of the earlier system.
    Moved(&'static str),
}

fn route(path: &'static str, target: Target) -> AnyNestedRoute {
    let path = path.trim_start_matches('/');
    match path.split_once('/') {
        None => NestedRoute::new(StaticSegment(path), target).into_any_nested_route(),
        Some((first, second)) => {
            let segments = (StaticSegment(first), StaticSegment(second));
            NestedRoute::new(segments, target).into_any_nested_route()
        }
    }
}

impl ChooseView for Target {
    async fn choose(self) -> AnyView {
        match self {
            Target::Page(entry) => page(entry).await,
            Target::Moved(path) => redirect::redirect(path),
        }
    }

    async fn preload(&self) {}
}

async fn page(entry: &'static Entry) -> AnyView {
    if let Stage::Coming(step) = entry.stage {
        return boundary(move || coming::coming(entry, step));
    }
    if let Some(view) = parts::view(entry.path).await {
        return boundary(view);
    }
    match entry.path {
        "/" => boundary(home::home),
        #[cfg(feature = "kit")]
        "/kit" => boundary(kit::kit),
        #[cfg(feature = "kit")]
        "/kit/table" => boundary(kit_table::kit_table),
        _ => boundary(not_found),
    }
}
