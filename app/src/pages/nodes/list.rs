//! One row a node.

use domain::node::{NodeList, NodeRole, NodeState, NodeSummary, ServiceCounts, Standing};
use domain::table::Tone;
use leptos::prelude::*;

use super::{Shown, of, standing};
use crate::context::{locale, text, texts};
use crate::i18n::Catalog;
use crate::shell::{Selection, selection};
use crate::ui::{EmptyState, IconName, badge, icon, search};

pub(super) fn list(shown: Shown, wanted: Signal<String>) -> AnyView {
    let chosen = selection();
    let rows = move || {
        let mut rows = of(shown, |list| list.nodes.clone());
        let chosen = chosen.get();
        if rows.is_empty() {
            return match of(shown, NodeList::never_read) {
                true => not_read(),
                false => empty(),
            };
        }
        let wanted = wanted.get();
        rows.retain(|node| is_wanted(node, &wanted));
        if rows.is_empty() {
            return none_found(wanted);
        }
        let rows: Vec<_> = rows.into_iter().map(|node| row(node, &chosen)).collect();
        view! {
            <div class="list-scroll">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{text(|c| c.nodes.node)}</th>
                            <th scope="col">{text(|c| c.nodes.state)}</th>
                            <th scope="col">{text(|c| c.nodes.role)}</th>
                            <th scope="col" class="list-number">{text(|c| c.nodes.services)}</th>
                            <th scope="col">{text(|c| c.nodes.site)}</th>
                            <th scope="col">{text(|c| c.nodes.known)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <section class="card card-list">{rows}</section> }.into_any()
}

fn is_wanted(node: &NodeSummary, wanted: &str) -> bool {
    let site = node.site.as_deref().unwrap_or_default();
    let fields = [&node.name, &node.address, site];
    wanted.trim().is_empty()
        || fields
            .into_iter()
            .any(|text| search::find(text, wanted).is_some())
}

fn none_found(wanted: String) -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Search
            title=TextProp::from(move || [texts().nodes.none_found, " “", &wanted, "”"].concat())
        />
    }
    .into_any()
}

/// That nothing was read is not that there is nothing.
fn not_read() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Nodes
            title=text(|c| c.nodes.not_read)
            detail=text(|c| c.nodes.not_read_detail)
        />
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Nodes
            title=text(|c| c.nodes.empty)
            detail=text(|c| c.nodes.empty_detail)
        />
    }
    .into_any()
}

fn row(node: NodeSummary, chosen: &Selection) -> AnyView {
    let is_chosen = chosen.node == node.name;
    let link = Selection {
        node: node.name.clone(),
        ..chosen.clone()
    };
    let (tone, state) = state(node.state, texts());
    view! {
        <tr class="list-row" aria-selected=is_chosen.to_string()>
            <th scope="row" data-label="">
                <a class="list-title" href=link.link("/nodes")>
                    {node.name.clone()}
                </a>
                <span class="list-detail mono">{node.address.clone()}</span>
            </th>
            <td data-label=texts().nodes.state>{badge(tone, state.to_owned())}</td>
            <td data-label=texts().nodes.role>{role(node.role, texts())}</td>
            <td data-label=texts().nodes.services class="list-number">
                {services(node.services)}
            </td>
            <td data-label=texts().nodes.site>{node.site.clone().unwrap_or_else(|| "–".to_owned())}</td>
            <td data-label=texts().nodes.known>{known(&node.standing)}</td>
        </tr>
    }
    .into_any()
}

pub(super) fn state(state: NodeState, c: &'static Catalog) -> (Tone, &'static str) {
    match state {
        NodeState::Alive => (Tone::Ok, c.nodes.alive),
        NodeState::Leaving => (Tone::Warning, c.nodes.leaving),
        NodeState::Left => (Tone::Neutral, c.nodes.left),
        NodeState::Failed => (Tone::Critical, c.nodes.failed),
        NodeState::Unwatched => (Tone::Neutral, c.nodes.unwatched),
        NodeState::Unknown => (Tone::Unknown, c.nodes.unknown),
    }
}

pub(super) fn role(role: NodeRole, c: &'static Catalog) -> &'static str {
    match role {
        NodeRole::Server => c.nodes.server,
        NodeRole::Agent => c.nodes.agent,
        NodeRole::CatalogOnly => c.nodes.catalog_only,
    }
}

fn services(counts: Option<ServiceCounts>) -> AnyView {
    let Some(counts) = counts else {
        return view! { <span class="list-unknown">{text(|c| c.kit.unknown)}</span> }.into_any();
    };
    let number = locale().integer(i64::try_from(counts.all()).unwrap_or(i64::MAX));
    view! {
        <span class="list-count">{number}</span>
        {health(counts)}
    }
    .into_any()
}

/// How many are well and how many are not, as one bar; the words are in its name.
pub(super) fn health(counts: ServiceCounts) -> AnyView {
    if counts.all() == 0 {
        return ().into_any();
    }
    let words = texts().nodes.health(&counts, locale());
    let parts = [
        ("critical", counts.critical),
        ("warning", counts.warning),
        ("ok", counts.passing),
        ("unknown", counts.unchecked),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(tone, count)| {
            let class = ["share share-", share(count, counts.all())].concat();
            view! { <span class=class data-tone=tone></span> }
        })
        .collect();
    view! {
        <span class="shares" role="img" aria-label=words.clone() data-tip=words>
            {parts}
        </span>
    }
    .into_any()
}

/// Twelfths, because a style cannot be written into the page; never nothing.
fn share(count: usize, of: usize) -> &'static str {
    const NAMES: [&str; 12] = [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
    ];
    let twelfths = (count * 12).div_ceil(of.max(1)).clamp(1, 12);
    NAMES.get(twelfths - 1).copied().unwrap_or("12")
}

fn known(found: &Standing) -> AnyView {
    let c = texts();
    match found {
        Standing::NotYet => {
            view! { <span class="list-unknown">{c.nodes.reading}</span> }.into_any()
        }
        Standing::Current { .. } => {
            let words = move || match standing::is_out_of_touch() {
                true => texts().kit.unknown,
                false => texts().nodes.current,
            };
            view! { <span class="list-quiet">{words}</span> }.into_any()
        }
        Standing::Failing {
            age_seconds, why, ..
        } => view! {
            <span class="list-trouble" tabindex="0" data-tip=why.clone()>
                {icon(IconName::Warning)} {standing::aged(*age_seconds)}
                <span class="visually-hidden">": " {why.clone()}</span>
            </span>
        }
        .into_any(),
    }
}
