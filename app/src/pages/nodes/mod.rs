//! The machines of the catalog: how well each is, how well that is known, and what is on it.

mod detail;
mod list;
mod servers;
mod standing;

use domain::error::AppError;
use domain::event::Topic;
use domain::node::{NodeList, Way};
use domain::table::Tone;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::context::{locale, text, texts};
use crate::dom::events::use_events;
use crate::rpc::{Asked, Meanwhile, asked, call, nodes as ask};
use crate::shell::{replace, selection};
use crate::ui::{ErrorPanel, IconName, Input, Measure, Skeleton, SkeletonShape, Stat};

/// The answer to show: a later failure does not hide an earlier list.
type Shown = Signal<Option<Result<NodeList, AppError>>>;

pub(super) fn nodes() -> AnyView {
    let nodes = ask_nodes();
    let (shown, retry) = (nodes.answer(), nodes.retry());
    let wanted = RwSignal::new(
        use_query_map()
            .with_untracked(|query| query.get("q"))
            .unwrap_or_default(),
    );
    let body = nodes.view(waiting, move || whole(shown, wanted.into(), retry));
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{text(|c| c.nav.nodes.label)}</h1>
                {standing::live(shown)} <div class="page-actions">{search(wanted)}</div>
            </header>
            {body}
        </div>
        {detail::drawer(shown)}
    }
    .into_any()
}

/// The numbers of the first page.
pub(super) fn summary() -> AnyView {
    let nodes = ask_nodes();
    let (shown, retry) = (nodes.answer(), nodes.retry());
    nodes.view(waiting, move || {
        numbers(shown, retry, move || {
            view! {
                {standing::warnings(shown)}
                <div class="stats">{stats(shown)}</div>
            }
            .into_any()
        })
    })
}

/// The list, asked for again whenever something is different.
fn ask_nodes() -> Asked<NodeList> {
    let nodes = asked(Memo::new(|_| ()), |()| call(ask()), Meanwhile::TheOld);
    use_events(Topic::Nodes, move |_| nodes.again());
    nodes
}

/// What is searched stands in the address, and is no step back of its own.
fn search(wanted: RwSignal<String>) -> AnyView {
    let remember = replace();
    let on_input = Callback::new(move |text: String| {
        remember("q", &text);
        wanted.set(text);
    });
    view! {
        <Input
            id="nodes-search"
            value=wanted
            icon=IconName::Search
            label=text(|c| c.nodes.search)
            placeholder=text(|c| c.nodes.search)
            on_input=on_input
        />
    }
    .into_any()
}

fn waiting() -> AnyView {
    view! {
        <div class="stats" aria-hidden="true">
            <Skeleton shape=SkeletonShape::Stat />
            <Skeleton shape=SkeletonShape::Stat />
            <Skeleton shape=SkeletonShape::Stat />
        </div>
        <Skeleton shape=SkeletonShape::Rows { rows: 8, columns: 5 } />
    }
    .into_any()
}

fn whole(shown: Shown, wanted: Signal<String>, retry: Callback<()>) -> AnyView {
    numbers(shown, retry, move || {
        view! {
            {standing::warnings(shown)}
            <div class="stats">{stats(shown)}</div>
            {list::list(shown, wanted)}
            {servers::servers(shown)}
        }
        .into_any()
    })
}

/// What is known, or why nothing is.
fn numbers(
    shown: Shown,
    retry: Callback<()>,
    known: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let failure = Memo::new(move |_| {
        shown.with(|shown| match shown {
            Some(Err(error)) => Some(error.clone()),
            _ => None,
        })
    });
    (move || match failure.get() {
        Some(error) => {
            let error = Signal::stored(error);
            view! { <ErrorPanel error=error retry=retry /> }.into_any()
        }
        None => known(),
    })
    .into_any()
}

/// Reads a part of the list that is shown.
fn of<T: Default>(shown: Shown, read: impl Fn(&NodeList) -> T) -> T {
    shown.with(|shown| match shown {
        Some(Ok(list)) => read(list),
        _ => T::default(),
    })
}

fn stats(shown: Shown) -> AnyView {
    let integer = |count: usize| locale().integer(i64::try_from(count).unwrap_or(i64::MAX));
    let tally = Memo::new(move |_| of(shown, NodeList::tally));
    let nodes = Signal::derive(move || match tally.get() {
        Some(tally) => Measure::Known(integer(tally.all())),
        None => Measure::Unknown(texts().nodes.not_read.to_owned()),
    });
    let nodes_note = move || match tally.get() {
        Some(tally) => texts().nodes.states(tally, locale()),
        None => texts().nodes.not_read.to_owned(),
    };
    let nodes_tone = Signal::derive(move || match tally.get() {
        _ if standing::is_out_of_touch() => Tone::Unknown,
        None => Tone::Unknown,
        Some(tally) if tally.failed > 0 => Tone::Critical,
        _ if of(shown, |list| list.catalog.is_failing()) => Tone::Unknown,
        Some(tally) if tally.unknown > 0 || tally.alive == 0 => Tone::Unknown,
        Some(_) => Tone::Ok,
    });
    let services = Signal::derive(move || match of(shown, NodeList::service_count) {
        Some(count) => Measure::Known(integer(count)),
        None => Measure::Unknown(texts().nodes.not_all_read.to_owned()),
    });
    let services_note = move || {
        let standing = of(shown, |list| Some(list.catalog.clone())).unwrap_or_default();
        if standing.age_seconds().is_none() {
            return texts().nodes.not_read.to_owned();
        }
        if standing.is_failing() {
            return standing::aged(standing.age_seconds());
        }
        let unwell = of(shown, |list| {
            let counts = list.nodes.iter().filter_map(|node| node.services);
            counts
                .map(|counts| counts.critical + counts.warning)
                .sum::<usize>()
        });
        texts().nodes.unwell(unwell, integer(unwell), locale())
    };
    let store = Signal::derive(move || {
        Measure::Known(match of(shown, |list| list.way) {
            Some(Way::Shared) => texts().nodes.store_embedded.to_owned(),
            _ => of(shown, |list| list.active_server.clone())
                .unwrap_or_else(|| texts().nodes.store_none.to_owned()),
        })
    });
    let store_note = move || {
        let c = texts();
        if standing::is_out_of_touch() {
            return c.nodes.out_of_touch;
        }
        match of(shown, |list| list.way) {
            Some(Way::Shared) => c.nodes.way_shared,
            Some(Way::Feed) => c.nodes.way_feed,
            Some(Way::Nodes) => c.nodes.way_nodes,
            Some(Way::Turns) => c.nodes.way_turns,
            None => c.nodes.way_none,
        }
    };
    let nodes_link = selection().get_untracked().link("/nodes");
    view! {
        <Stat
            label=text(|c| c.nav.nodes.label)
            value=nodes
            tone=nodes_tone
            note=TextProp::from(nodes_note)
            href=nodes_link
        />
        <Stat label=text(|c| c.nodes.services) value=services note=TextProp::from(services_note) />
        <Stat label=text(|c| c.nodes.store) value=store note=TextProp::from(store_note) />
    }
    .into_any()
}
