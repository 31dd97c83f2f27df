//! How old what is shown is, and why it may be wrong.

use domain::node::Standing;
use leptos::prelude::*;

use super::{Shown, of};
use crate::context::{locale, texts};
use crate::dom::events::{Connection, live as connection};
use crate::ui::{IconName, icon};

/// Beside the title: live, or how old.
pub(super) fn live(shown: Shown) -> AnyView {
    let words = move || {
        let standing = of(shown, |list| Some(list.catalog.clone()))?;
        let c = texts();
        if is_out_of_touch() {
            return Some(("unknown", c.nodes.out_of_touch.to_owned()));
        }
        Some(match standing {
            Standing::NotYet => ("unknown", c.nodes.reading.to_owned()),
            Standing::Current { .. } => ("ok", c.nodes.current.to_owned()),
            Standing::Failing { age_seconds, .. } => ("warning", aged(age_seconds)),
        })
    };
    let shown = move || {
        words().map(|(tone, words)| {
            view! {
                <span class="page-standing">
                    <span class="dot" data-tone=tone aria-hidden="true"></span>
                    {words}
                </span>
            }
        })
    };
    shown.into_any()
}

/// What was live when the server was last heard need not be so now.
pub(super) fn is_out_of_touch() -> bool {
    matches!(
        connection().connection.get(),
        Connection::Reconnecting | Connection::Offline
    )
}

/// "as it was 3 min ago", or that it was never read.
pub(super) fn aged(age_seconds: Option<u64>) -> String {
    let c = texts();
    match age_seconds {
        Some(seconds) => c.nodes.as_it_was(&locale().ago(seconds)),
        None => c.nodes.never_read.to_owned(),
    }
}

/// What cannot be read, above everything else.
pub(super) fn warnings(shown: Shown) -> AnyView {
    let lost = move |read: fn(&domain::node::NodeList) -> &Standing| {
        of(shown, |list| Some(read(list).clone())).filter(Standing::is_failing)
    };
    (move || {
        let c = texts();
        let catalog = lost(|list| &list.catalog).map(|found| (c.nodes.catalog_lost, found));
        let members = lost(|list| &list.members).map(|found| (c.nodes.members_lost, found));
        // One cause is told once.
        catalog
            .or(members)
            .map(|(title, found)| warning(title, &found))
    })
    .into_any()
}

fn warning(title: &'static str, standing: &Standing) -> AnyView {
    let Standing::Failing {
        age_seconds,
        since_seconds,
        why,
        ..
    } = standing
    else {
        return ().into_any();
    };
    let c = texts();
    let title = c.nodes.lost_since(title, *since_seconds, locale());
    let shown = c.nodes.shown_as(*age_seconds, locale());
    view! {
        <div class="notice" data-tone="warning" role="status">
            {icon(IconName::Warning)} <div class="notice-words">
                <p class="notice-title">{title}</p>
                <p>{shown} " " {c.nodes.goes_on}</p>
                <p class="notice-why">{why.clone()}</p>
            </div>
        </div>
    }
    .into_any()
}
