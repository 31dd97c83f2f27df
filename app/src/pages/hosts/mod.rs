//! The machine under an agent. The page itself waits for nobody: the agent is asked by the
//! browser, when the page is there.

mod facts;

use domain::error::AppError;
use domain::host::HostFacts;
use domain::node::{NodeList, NodeRole, NodeState};
use leptos::prelude::*;

use crate::context::{locale, text, texts};
use crate::dom::{page, timer};
use crate::rpc::{call, host as ask, nodes};
use crate::shell::{replace, selection};
use crate::ui::{
    Button, Choice, EmptyState, ErrorPanel, IconName, Select, Skeleton, SkeletonShape,
};

/// The agent that was asked last, and what it said.
#[derive(Clone, Copy)]
struct Asking {
    node: RwSignal<String>,
    answer: RwSignal<Option<Result<HostFacts, AppError>>>,
    /// The last answer came then, and is so old now.
    at: StoredValue<f64>,
    age: RwSignal<u64>,
    busy: RwSignal<bool>,
}

pub(super) fn hosts() -> AnyView {
    let asking = Asking {
        node: RwSignal::new(String::new()),
        answer: RwSignal::new(None),
        at: StoredValue::new(0.0),
        age: RwSignal::new(0),
        busy: RwSignal::new(false),
    };
    let first = Resource::new(|| (), |()| call(nodes()));
    let retry = Callback::new(move |()| first.refetch());
    let body = move || {
        Suspend::new(async move {
            match first.await {
                Ok(list) => whole(&list, asking),
                Err(error) => {
                    view! { <ErrorPanel error=Signal::stored(error) retry=retry /> }.into_any()
                }
            }
        })
    };
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{text(|c| c.nav.hosts.label)}</h1>
                {age(asking)}
            </header>
            <Transition fallback=waiting>{body}</Transition>
        </div>
    }
    .into_any()
}

impl Asking {
    /// What was said before stays until the same agent has said something else.
    fn ask(self, node: String) {
        if self.node.get_untracked() != node {
            self.answer.set(None);
        }
        self.node.set(node.clone());
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(ask(node.clone())).await;
            // Another node has been chosen meanwhile, or the page is gone.
            if self.node.try_get_untracked().is_none_or(|now| now != node) {
                return;
            }
            self.at.try_set_value(page::now());
            self.age.try_set(0);
            self.answer.try_set(Some(answer));
            self.busy.try_set(false);
        });
    }
}

/// Beside the title: when the agent said so.
fn age(asking: Asking) -> AnyView {
    let measure = move || {
        let passed = asking.at.try_get_value().map(|at| page::now() - at);
        let seconds = passed.map(|passed| (passed / 1_000.0).max(0.0) as u64);
        if let Some(seconds) = seconds {
            asking.age.try_set(seconds);
        }
    };
    Effect::new(move |_| timer::every(std::time::Duration::from_secs(5), measure));
    let words = move || {
        let c = texts();
        if asking.busy.get() {
            return Some(("unknown", c.hosts.asking.to_owned()));
        }
        let is_said = asking.answer.with(|answer| matches!(answer, Some(Ok(_))));
        is_said.then(|| match asking.age.get() {
            0 => ("ok", c.hosts.now.to_owned()),
            age => ("ok", c.hosts.said(&locale().ago(age), locale())),
        })
    };
    (move || {
        words().map(|(tone, words)| {
            view! {
                <span class="page-standing" role="status">
                    <span class="dot" data-tone=tone aria-hidden="true"></span>
                    {words}
                </span>
            }
        })
    })
    .into_any()
}

/// Those with an agent; a dead one is not asked unless somebody wants it.
fn agents(list: &NodeList) -> (Vec<String>, String) {
    let agents = || {
        let nodes = list.nodes.iter();
        nodes.filter(|node| node.role != NodeRole::CatalogOnly)
    };
    let names: Vec<String> = agents().map(|node| node.name.clone()).collect();
    let alive = agents().find(|node| node.state == NodeState::Alive);
    let first = alive.map(|node| node.name.clone());
    let first = first.or_else(|| names.first().cloned());
    (names, first.unwrap_or_default())
}

fn whole(list: &NodeList, asking: Asking) -> AnyView {
    let (names, first) = agents(list);
    // Before anybody has answered, who has an agent is not known.
    let never_read = list.never_read();
    let chosen = selection();
    let node = Memo::new(move |_| {
        let chosen = chosen.with(|chosen| chosen.node.clone());
        if chosen.is_empty() {
            first.clone()
        } else {
            chosen
        }
    });
    Effect::new(move |_| {
        let node = node.get();
        if !node.is_empty() {
            asking.ask(node);
        }
    });
    (move || {
        if node.with(String::is_empty) {
            return none(never_read);
        }
        view! {
            {choice(names.clone(), node, asking)}
            {answer(asking)}
        }
        .into_any()
    })
    .into_any()
}

fn none(never_read: bool) -> AnyView {
    let (title, detail) = match never_read {
        true => (
            text(|c| c.nodes.not_read),
            text(|c| c.nodes.not_read_detail),
        ),
        false => (text(|c| c.hosts.empty), text(|c| c.hosts.empty_detail)),
    };
    view! { <EmptyState icon=IconName::Hosts title=title detail=detail /> }.into_any()
}

/// The choice stands in the address, and is the same on the page of nodes.
fn choice(names: Vec<String>, node: Memo<String>, asking: Asking) -> AnyView {
    let options = Signal::derive(move || {
        let mut options: Vec<Choice> = names.iter().map(|name| named(name)).collect();
        let chosen = node.get();
        // A node without an agent can be in the address.
        if !names.contains(&chosen) {
            options.push(named(&chosen));
        }
        options
    });
    let choose = replace();
    let on_change = Callback::new(move |node: String| choose("node", &node));
    let again = Callback::new(move |_| asking.ask(node.get_untracked()));
    view! {
        <div class="hosts-choice">
            <Select
                id="host-node"
                value=node
                options=options
                label=text(|c| c.hosts.choose)
                on_change=on_change
            />
            <Button icon=IconName::Refresh busy=asking.busy on_click=again>
                {text(|c| c.hosts.ask_again)}
            </Button>
        </div>
    }
    .into_any()
}

fn named(name: &str) -> Choice {
    Choice::new(name, name.to_owned())
}

fn answer(asking: Asking) -> AnyView {
    let retry = Callback::new(move |()| asking.ask(asking.node.get_untracked()));
    (move || match asking.answer.get() {
        None => waiting(),
        Some(Ok(found)) => facts::facts(found),
        Some(Err(error)) => {
            view! { <ErrorPanel error=Signal::stored(error) retry=retry /> }.into_any()
        }
    })
    .into_any()
}

fn waiting() -> AnyView {
    view! {
        <div class="hosts-grid" aria-busy="true">
            <Skeleton shape=SkeletonShape::Card />
            <Skeleton shape=SkeletonShape::Card />
            <Skeleton shape=SkeletonShape::Card />
            <Skeleton shape=SkeletonShape::Card />
        </div>
    }
    .into_any()
}
