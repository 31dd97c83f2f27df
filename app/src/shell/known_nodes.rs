//! The names of the nodes, for whoever wants to choose one. They are asked for when they
//! are first wanted, so that no page carries them along.

use leptos::prelude::*;

use crate::dom::page;
use crate::rpc::{call, nodes};

/// Names in order; nothing while they are not known.
pub(super) type Names = RwSignal<Option<Vec<String>>>;

#[derive(Clone, Copy)]
struct KnownNodes {
    names: Names,
    asked: StoredValue<Option<f64>>,
}

/// They are believed for this long, in milliseconds.
const LIFETIME: f64 = 10_000.0;

pub(super) fn provide() {
    provide_context(KnownNodes {
        names: RwSignal::new(None),
        asked: StoredValue::new(None),
    });
}

/// What is known, and in a moment what is true now. Only in the browser.
pub(super) fn names() -> impl Fn() -> Option<Vec<String>> + Clone {
    let known = use_context::<KnownNodes>();
    move || {
        let known = known?;
        let now = page::now();
        let is_old = known
            .asked
            .try_get_value()
            .flatten()
            .is_none_or(|asked| now - asked > LIFETIME);
        if is_old {
            known.asked.try_set_value(Some(now));
            leptos::task::spawn_local(async move {
                // Where that fails the page of nodes says why.
                if let Ok(list) = call(nodes()).await {
                    let names = list.nodes.into_iter().map(|node| node.name).collect();
                    known.names.try_set(Some(names));
                }
            });
        }
        known.names.get()
    }
}
