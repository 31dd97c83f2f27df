//! One node, beside the list: what it is, and the names of what is on it.

use domain::error::AppError;
use domain::event::Topic;
use domain::node::{NodeDetail, NodeSummary, ServiceName, Standing, Unwell};
use domain::table::Tone;
use leptos::prelude::*;

use super::list::{role, state};
use super::{Shown, of, standing};
use crate::context::{locale, text, texts};
use crate::dom::events::use_events;
use crate::rpc::{Meanwhile, asked, call, on_node};
use crate::shell::{choose, selection};
use crate::ui::{
    Drawer, EmptyState, ErrorPanel, Fact, FactValue, IconName, KeyValueList, Skeleton,
    SkeletonShape, badge, icon,
};

/// Open while the address names a node.
pub(super) fn drawer(shown: Shown) -> AnyView {
    let chosen = selection();
    let name = Memo::new(move |_| chosen.with(|chosen| chosen.node.clone()));
    let node = Memo::new(move |_| {
        let name = name.get();
        of(shown, |list| {
            let found = list.nodes.iter().find(|node| node.name == name);
            found.cloned()
        })
    });
    let choose = choose();
    let close = Callback::new(move |()| choose("node", ""));
    let aside = move || {
        node.get().map(|node| {
            let (tone, word) = state(node.state, texts());
            badge(tone, word.to_owned())
        })
    };
    view! {
        <Drawer
            open=Signal::derive(move || !name.with(String::is_empty))
            on_close=close
            title=TextProp::from(move || name.get())
            aside=ViewFn::from(aside)
        >
            {move || match node.get() {
                Some(node) => facts(node),
                None => nobody(shown),
            }}
            {details(name)}
        </Drawer>
    }
    .into_any()
}

fn nobody(shown: Shown) -> AnyView {
    // Until the list is there, nobody can say that a node is not in it.
    if of(shown, |list| list.complete) {
        view! {
            <EmptyState
                icon=IconName::Nodes
                title=text(|c| c.nodes.no_such_node)
                detail=text(|c| c.nodes.no_such_node_detail)
            />
        }
        .into_any()
    } else {
        view! { <Skeleton shape=SkeletonShape::Text { lines: 5 } /> }.into_any()
    }
}

fn facts(node: NodeSummary) -> AnyView {
    let c = texts();
    let known = match &node.standing {
        Standing::NotYet => FactValue::Text(c.nodes.reading.into()),
        Standing::Current { .. } => FactValue::Text(c.nodes.current.into()),
        Standing::Failing {
            age_seconds, why, ..
        } => FactValue::Unknown([standing::aged(*age_seconds).as_str(), ": ", why].concat()),
    };
    let services = match node.services {
        Some(counts) => FactValue::Text(c.nodes.health(&counts, locale()).into()),
        None => FactValue::Unknown(c.nodes.never_read.to_owned()),
    };
    let site = node
        .site
        .map_or(FactValue::Empty, |site| FactValue::Text(site.into()));
    let facts = vec![
        Fact::new(text(|c| c.nodes.address), FactValue::Mono(node.address)).copied(),
        Fact::new(
            text(|c| c.nodes.role),
            FactValue::Text(role(node.role, c).into()),
        ),
        Fact::new(text(|c| c.nodes.site), site),
        Fact::new(text(|c| c.nodes.services), services),
        Fact::new(text(|c| c.nodes.known), known),
    ];
    view! { <KeyValueList facts=Signal::stored(facts) /> }.into_any()
}

/// Asked for apart, because a list of all nodes need not carry it.
fn details(name: Memo<String>) -> AnyView {
    let asked = asked(
        name,
        |name| async move {
            match name.is_empty() {
                true => Ok(None),
                false => call(on_node(name)).await,
            }
        },
        Meanwhile::Nothing,
    );
    use_events(Topic::Nodes, move |_| asked.again());
    let answer = asked.answer();
    let detail = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Some(Ok(Some(detail))) => Some(detail.clone()),
            _ => None,
        })
    });
    asked.view(
        || view! { <Skeleton shape=SkeletonShape::Text { lines: 4 } /> }.into_any(),
        move || {
            let shown = move || match detail.get() {
                Some(detail) => whole(detail),
                None => failed(answer.get().and_then(Result::err), asked.retry()),
            };
            shown.into_any()
        },
    )
}

fn failed(error: Option<AppError>, retry: Callback<()>) -> AnyView {
    match error {
        Some(error) => {
            let error = Signal::stored(error);
            view! { <ErrorPanel error=error retry=retry compact=true /> }.into_any()
        }
        // There is no such node, which is told above.
        None => ().into_any(),
    }
}

fn whole(detail: NodeDetail) -> AnyView {
    let trouble = detail.trouble.map(|why| {
        view! {
            <div class="notice" data-tone="critical" role="note">
                {icon(IconName::Warning)} <div class="notice-words">
                    <p class="notice-title">{text(|c| c.nodes.trouble)}</p>
                    <p class="notice-why">{why}</p>
                </div>
            </div>
        }
    });
    let names = detail.names;
    view! {
        {trouble}
        {unwell(detail.unwell, detail.unwell_count)}
        <h3 class="drawer-section">{text(|c| c.nodes.names)}</h3>
        {counts(names)}
    }
    .into_any()
}

fn unwell(unwell: Vec<Unwell>, count: usize) -> AnyView {
    if unwell.is_empty() {
        return ().into_any();
    }
    let rest = count.saturating_sub(unwell.len());
    let rows: Vec<_> = unwell.into_iter().map(unwell_row).collect();
    let more = (rest > 0).then(|| {
        let words = move || texts().nodes.more_unwell(rest, locale());
        view! { <p class="drawer-quiet">{words}</p> }
    });
    view! {
        <h3 class="drawer-section">{text(|c| c.nodes.unwell_title)}</h3>
        <ul class="service-names">{rows}</ul>
        {more}
    }
    .into_any()
}

fn unwell_row(one: Unwell) -> AnyView {
    let (tone, word) = match one.is_critical {
        true => (Tone::Critical, texts().nodes.critical),
        false => (Tone::Warning, texts().nodes.warning),
    };
    view! {
        <li class="service-name service-unwell">
            <span>
                <code>{one.id}</code>
                <span class="list-detail">{one.why}</span>
            </span>
            {badge(tone, word.to_owned())}
        </li>
    }
    .into_any()
}

fn counts(names: Vec<ServiceName>) -> AnyView {
    if names.is_empty() {
        return view! { <p class="drawer-quiet">{text(|c| c.nodes.no_services)}</p> }.into_any();
    }
    let rows: Vec<_> = names
        .into_iter()
        .map(|name| {
            let count = locale().integer(i64::try_from(name.count).unwrap_or(i64::MAX));
            view! {
                <li class="service-name">
                    <code>{name.name}</code>
                    <span>{count}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="service-names">{rows}</ul> }.into_any()
}
