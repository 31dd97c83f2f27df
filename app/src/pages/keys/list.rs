//! What lies in the open folder, or what was found below it.

use domain::key::{KeyFacts, KeyKind, KeyListing, KeyRow};
use leptos::prelude::*;

use super::address::Address;
use super::places::{name, way};
use super::room::Room;
use super::{export, new};
use crate::context::{locale, text, texts};
use crate::i18n::Catalog;
use crate::ui::{Badge, EmptyState, IconName, icon};

pub(super) fn list(
    listing: StoredValue<KeyListing>,
    place: Memo<Address>,
    address: Memo<Address>,
) -> AnyView {
    let listing = listing.get_value();
    // The address may be on its way to another folder while this one is still shown.
    let shown = place.get_untracked();
    let folder = listing.folder.clone();
    let count = listing.total;
    let counted = move || (count > 0).then(|| texts().keys.keys(count, locale()));
    let room = Room::of(&listing.places).filter(|_| listing.writable);
    let open_new = room.map(|room| new::button(&folder, &shown, room));
    view! {
        <section class="card card-list keys-list">
            <header class="card-header">
                {crumbs(&folder)} <span class="card-note">{counted}</span>
                <div class="card-aside">{open_new} {export(&folder)}</div>
            </header>
            {told(&listing, &shown)} {rows(&listing, &shown, address)} {pages(&listing, &shown)}
        </section>
    }
    .into_any()
}

fn crumbs(folder: &str) -> AnyView {
    let parts: Vec<_> = way(folder)
        .into_iter()
        .map(|part| {
            let is_open = part == folder;
            let word = name(&part).to_owned();
            let label = move || match word.as_str() {
                "" => texts().keys.top.to_owned(),
                word => word.to_owned(),
            };
            view! {
                <li>
                    <a
                        href=move || Address::folder(&part).link()
                        aria-current=is_open.then_some("page")
                    >
                        {label}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="crumbs keys-crumbs" aria-label=text(|c| c.keys.folder)>
            <ol>{parts}</ol>
        </nav>
    }
    .into_any()
}

/// What a search says besides what it found.
fn told(listing: &KeyListing, shown: &Address) -> AnyView {
    if shown.words.is_empty() {
        return ().into_any();
    }
    let stopped = listing.stopped_at.map(|limit| {
        view! { <span>{move || texts().keys.stopped(limit, locale())}</span> }
    });
    let (words, folder) = (shown.words.clone(), shown.prefix.clone());
    view! {
        <p class="keys-told" role="status">
            <span>"“" {words} "”"</span>
            {stopped}
            <a class="link-button" href=move || Address::folder(&folder).link()>
                {text(|c| c.keys.stop_search)}
            </a>
        </p>
    }
    .into_any()
}

fn rows(listing: &KeyListing, shown: &Address, address: Memo<Address>) -> AnyView {
    if listing.folders.is_empty() && listing.rows.is_empty() {
        return empty(shown);
    }
    let folders: Vec<_> = listing.folders.iter().cloned().map(folder_row).collect();
    let keys = listing.rows.iter().cloned();
    let keys: Vec<_> = keys.map(|row| key_row(row, shown, address)).collect();
    view! {
        <div class="list-scroll">
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{text(|c| c.keys.key)}</th>
                        <th scope="col">{text(|c| c.keys.kind)}</th>
                        <th scope="col" class="list-number">
                            {text(|c| c.keys.size)}
                        </th>
                        <th scope="col" class="list-number">
                            {text(|c| c.keys.index)}
                        </th>
                        <th scope="col">{text(|c| c.keys.preview)}</th>
                    </tr>
                </thead>
                <tbody>{folders} {keys}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn empty(shown: &Address) -> AnyView {
    if shown.words.is_empty() {
        return view! {
            <EmptyState
                icon=IconName::Folder
                title=text(|c| c.keys.empty)
                detail=text(|c| c.keys.empty_detail)
            />
        }
        .into_any();
    }
    let words = shown.words.clone();
    view! {
        <EmptyState
            icon=IconName::Search
            title=TextProp::from(move || [texts().keys.none_found, " “", &words, "”"].concat())
            detail=text(|c| c.keys.none_found_detail)
        />
    }
    .into_any()
}

fn folder_row(folder: String) -> AnyView {
    let label = [name(&folder), "/"].concat();
    view! {
        <tr class="list-row">
            <th scope="row" colspan="5">
                <a class="list-title keys-folder" href=move || Address::folder(&folder).link()>
                    {icon(IconName::Folder)}
                    <span class="mono">{label}</span>
                </a>
            </th>
        </tr>
    }
    .into_any()
}

fn key_row(row: KeyRow, shown: &Address, address: Memo<Address>) -> AnyView {
    let KeyRow {
        key,
        facts,
        preview,
        removed,
    } = row;
    let label = key.strip_prefix(&shown.prefix).unwrap_or(&key);
    let label = label.trim_start_matches('/').to_owned();
    let link = shown.at_key(&key);
    let chosen = move || address.with(|address| address.key == key).to_string();
    view! {
        <tr class="list-row" class:keys-removed=removed aria-selected=chosen>
            <th scope="row">
                <a class="list-title mono" href=move || link.link()>
                    {label}
                </a>
                {removed
                    .then(|| {
                        view! { <Badge>{text(|c| c.keys.removed)}</Badge> }
                    })}
            </th>
            {facts_cells(facts)}
            <td data-label=move || texts().keys.preview class="keys-preview mono">
                {preview}
            </td>
        </tr>
    }
    .into_any()
}

/// A search does not ask for them.
fn facts_cells(facts: Option<KeyFacts>) -> AnyView {
    let kind_word = move || facts.map(|facts| kind(facts.kind, texts()));
    let size = move || facts.map(|facts| locale().bytes(facts.size as u64));
    let index = move || facts.map(|facts| facts.index.to_string());
    view! {
        <td data-label=move || texts().keys.kind>{kind_word}</td>
        <td data-label=move || texts().keys.size class="list-number">
            {size}
        </td>
        <td data-label=move || texts().keys.index class="list-number">
            {index}
        </td>
    }
    .into_any()
}

pub(super) fn kind(kind: KeyKind, c: &'static Catalog) -> &'static str {
    match kind {
        KeyKind::Json => c.keys.json,
        KeyKind::Number => c.keys.number,
        KeyKind::Text => c.keys.text,
        KeyKind::Binary => c.keys.binary,
    }
}

/// The rest of a folder with more keys than are shown at once.
fn pages(listing: &KeyListing, shown: &Address) -> AnyView {
    let (first, total) = (listing.from, listing.total);
    let last = first + listing.rows.len();
    if !shown.words.is_empty() || (first == 0 && last >= total) {
        return ().into_any();
    }
    let at = |from: usize| Address {
        from,
        ..shown.clone()
    };
    let step = listing.rows.len().max(100);
    let (before, after) = (at(first.saturating_sub(step)), at(last));
    let words = move || texts().keys.part(first + 1, last, total, locale());
    view! {
        <nav class="keys-pages" aria-label=text(|c| c.keys.key)>
            {(first > 0)
                .then(|| {
                    view! {
                        <a class="button" data-variant="default" data-size="small" href=move || before.link()>
                            {text(|c| c.keys.previous)}
                        </a>
                    }
                })}
            <span>{words}</span>
            {(last < total)
                .then(|| {
                    view! {
                        <a class="button" data-variant="default" data-size="small" href=move || after.link()>
                            {text(|c| c.keys.next)}
                        </a>
                    }
                })}
        </nav>
    }
    .into_any()
}
