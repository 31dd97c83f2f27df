//! Where to look: folders to begin with, and the way to the open one with what is in it.

use domain::key::{KeyListing, KeyPlace, KeyPlaceKind};
use leptos::prelude::*;

use super::address::Address;
use crate::context::{text, texts};
use crate::ui::{IconName, icon};

pub(super) fn places(listing: StoredValue<KeyListing>) -> AnyView {
    let (folder, folders, places) = listing.with_value(|listing| {
        (
            listing.folder.clone(),
            listing.folders.clone(),
            listing.places.clone(),
        )
    });
    let begin: Vec<_> = places
        .into_iter()
        .map(|place| view! { <li>{preset(place, &folder)}</li> })
        .collect();
    let presets = (!begin.is_empty()).then(|| {
        view! {
            <h2 class="keys-heading">{text(|c| c.keys.places)}</h2>
            <ul>{begin}</ul>
        }
    });
    view! {
        <nav class="card keys-places" aria-label=text(|c| c.keys.folders)>
            {presets} <h2 class="keys-heading">{text(|c| c.keys.folders)}</h2>
            {tree(&folder, folders)}
        </nav>
    }
    .into_any()
}

fn preset(place: KeyPlace, open: &str) -> AnyView {
    let KeyPlace { kind, folder } = place;
    let name = folder.trim_end_matches('/').to_owned();
    let mark = match kind {
        KeyPlaceKind::Ours => IconName::FileText,
        KeyPlaceKind::Earlier => IconName::History,
        KeyPlaceKind::Others => IconName::Lock,
    };
    let label = move || match kind {
        KeyPlaceKind::Ours => texts().keys.ours.to_owned(),
        KeyPlaceKind::Earlier => texts().keys.earlier.to_owned(),
        KeyPlaceKind::Others => name.clone(),
    };
    let current = (folder == open).then_some("true");
    view! {
        <a
            class="keys-place"
            href=move || Address::folder(&folder).link()
            aria-current=current
        >
            {icon(mark)}
            <span>{label}</span>
        </a>
    }
    .into_any()
}

/// One level at a time: the folders above, the open one, and what is in it.
fn tree(open: &str, folders: Vec<String>) -> AnyView {
    let inside: Vec<_> = folders
        .into_iter()
        .map(|folder| view! { <li>{branch(folder, false)}</li> })
        .collect();
    let mut inner = (!inside.is_empty()).then(|| view! { <ul>{inside}</ul> }.into_any());
    let above = way(open);
    let last = above.len() - 1;
    for (depth, folder) in above.into_iter().enumerate().rev() {
        let below = inner.take();
        let leaf = view! { <li>{branch(folder, depth == last)} {below}</li> };
        inner = Some(view! { <ul>{leaf}</ul> }.into_any());
    }
    view! { <div class="keys-tree">{inner}</div> }.into_any()
}

fn branch(folder: String, is_open: bool) -> AnyView {
    let name = name(&folder).to_owned();
    let label = move || {
        if name.is_empty() {
            texts().keys.top.to_owned()
        } else {
            name.clone()
        }
    };
    view! {
        <a
            class="keys-place"
            href=move || Address::folder(&folder).link()
            aria-current=is_open.then_some("true")
        >
            {icon(IconName::Folder)}
            <span>{label}</span>
        </a>
    }
    .into_any()
}

/// The folders that lead to one, the top first and itself last.
pub(super) fn way(folder: &str) -> Vec<String> {
    let ends = folder.match_indices('/');
    let parts = ends.map(|(at, _)| folder[..=at].to_owned());
    std::iter::once(String::new()).chain(parts).collect()
}

/// The last part of a folder or a key.
pub(super) fn name(key: &str) -> &str {
    let plain = key.trim_end_matches('/');
    plain.rsplit_once('/').map_or(plain, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_from_the_top() {
        assert_eq!(way(""), [""]);
        assert_eq!(way("a/"), ["", "a/"]);
        assert_eq!(way("a/b/"), ["", "a/", "a/b/"]);
        assert_eq!(name("a/b/"), "b");
        assert_eq!(name("a/b"), "b");
        assert_eq!(name(""), "");
    }
}
