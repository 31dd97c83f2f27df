//! One row an entry.

use domain::cache::{CacheEntry, CacheKind};
use domain::node::Standing;
use domain::table::Tone;
use leptos::prelude::*;

use super::{Wish, of};
use crate::context::{locale, text, texts};
use crate::i18n::Catalog;
use crate::ui::{Button, IconName, Size, badge, icon};

pub(super) fn list(wish: Wish) -> AnyView {
    let rows = move || {
        let entries = of(wish.list.answer(), |list| list.entries.clone());
        entries
            .into_iter()
            .map(|entry| row(entry, wish))
            .collect::<Vec<_>>()
    };
    view! {
        <section class="card card-list">
            <div class="list-scroll">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{text(|c| c.caches.key)}</th>
                            <th scope="col">{text(|c| c.caches.kind)}</th>
                            <th scope="col" class="list-number">
                                {text(|c| c.caches.items)}
                            </th>
                            <th scope="col">{text(|c| c.caches.state)}</th>
                            <th scope="col">{text(|c| c.caches.age)}</th>
                            <th scope="col">{text(|c| c.caches.remaining)}</th>
                            <th scope="col">
                                <span class="visually-hidden">{text(|c| c.caches.act)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(entry: CacheEntry, wish: Wish) -> AnyView {
    let c = texts();
    let items = match entry.items {
        Some(count) => locale().integer(i64::try_from(count).unwrap_or(i64::MAX)),
        None => c.kit.unknown.to_owned(),
    };
    let age = match entry.standing.age_seconds() {
        Some(0) => c.caches.just_now.to_owned(),
        Some(seconds) => locale().ago(seconds),
        None => "–".to_owned(),
    };
    let remaining = match entry.remaining_seconds() {
        Some(seconds) => locale().span(seconds),
        None => c.caches.followed.to_owned(),
    };
    let key = entry.key.clone();
    let click = Callback::new(move |_| wish.send(key.clone()));
    let name = [c.caches.read_one, ": ", &entry.key].concat();
    view! {
        <tr class="list-row">
            <th scope="row" data-label="">
                <code>{entry.key.clone()}</code>
            </th>
            <td data-label=c.caches.kind>{kind(entry.kind, c)}</td>
            <td data-label=c.caches.items class="list-number">
                {items}
            </td>
            <td data-label=c.caches.state>{state(&entry.standing, c)}</td>
            <td data-label=c.caches.age class="list-quiet">
                {age}
            </td>
            <td data-label=c.caches.remaining class="list-quiet">
                {remaining}
            </td>
            <td data-label="">
                <Button
                    size=Size::Small
                    icon=IconName::Refresh
                    disabled=wish.busy
                    on_click=click
                    attr:aria-label=name
                >
                    {text(|c| c.caches.read_one)}
                </Button>
            </td>
        </tr>
    }
    .into_any()
}

fn kind(kind: CacheKind, c: &'static Catalog) -> &'static str {
    match kind {
        CacheKind::Catalog => c.caches.catalog,
        CacheKind::Members => c.caches.members,
        CacheKind::SiteNames => c.caches.site_names,
        CacheKind::Node => c.caches.node,
    }
}

fn state(standing: &Standing, c: &'static Catalog) -> AnyView {
    match standing {
        Standing::NotYet => badge(Tone::Unknown, c.caches.reading.to_owned()),
        Standing::Current { .. } => badge(Tone::Ok, c.caches.current.to_owned()),
        Standing::Failing { why, .. } => view! {
            <span class="list-trouble" tabindex="0" data-tip=why.clone()>
                {icon(IconName::Warning)} {c.caches.failing}
                <span class="visually-hidden">": " {why.clone()}</span>
            </span>
        }
        .into_any(),
    }
}
