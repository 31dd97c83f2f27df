//! The servers that are asked, in their order.

use domain::node::{ServerHealth, ServerSummary};
use domain::table::Tone;
use leptos::prelude::*;

use super::{Shown, of};
use crate::context::{locale, text, texts};
use crate::ui::{Card, badge};

/// With one server that is well there is nothing to say.
pub(super) fn servers(shown: Shown) -> AnyView {
    let rows = move || {
        let servers = of(shown, |list| list.servers.clone());
        let active = of(shown, |list| list.active_server.clone());
        let is_plain = |server: &ServerSummary| {
            server.health == ServerHealth::Good && server.last_failure.is_none()
        };
        if servers.len() < 2 && servers.iter().all(is_plain) {
            return None;
        }
        let rows: Vec<_> = servers
            .into_iter()
            .map(|server| {
                let is_active = active.as_deref() == Some(&*server.name);
                row(server, is_active)
            })
            .collect();
        Some(view! {
            <Card title=text(|c| c.nodes.servers) note=text(|c| c.nodes.servers_note)>
                <ul class="servers">{rows}</ul>
            </Card>
        })
    };
    rows.into_any()
}

fn row(server: ServerSummary, is_active: bool) -> AnyView {
    let c = texts();
    let (tone, word) = match server.health {
        ServerHealth::Good => (Tone::Ok, c.nodes.good),
        ServerHealth::Probing => (Tone::Warning, c.nodes.probing),
        ServerHealth::Resting => (Tone::Critical, c.nodes.resting),
    };
    let failure = server.last_failure.map(|failure| {
        let ago = locale().ago(failure.seconds_ago);
        view! {
            <span class="server-failure">{c.nodes.last_failure} " " {ago} ": " {failure.why}</span>
        }
    });
    view! {
        <li class="server">
            <code class="server-name">{server.name}</code>
            {badge(tone, word.to_owned())}
            {is_active.then(|| badge(Tone::Accent, c.nodes.answers.to_owned()))} {failure}
        </li>
    }
    .into_any()
}
