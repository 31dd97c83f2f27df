//! What everybody must know before they read on: no connection, a new version.

use std::time::Duration;

use domain::event::Topic;
use leptos::prelude::*;

use super::toasts::{Toast, toasts};
use crate::context::{bootstrap, preferences, text};
use crate::dom::events::{self, Connection, Notice, live, use_events};
use crate::dom::{page, timer};
use crate::i18n::Catalog;
use crate::rpc::{about, call};
use crate::ui::{IconName, icon};

pub(super) fn view() -> AnyView {
    let connection = live().connection;
    let lasts = lasting(connection);
    let banner = move || match connection.get() {
        Connection::Offline => Some(told(
            "critical",
            |c| c.shell.offline_title,
            |c| c.shell.offline_detail,
        )),
        Connection::Reconnecting if lasts.get() => Some(told(
            "warning",
            |c| c.shell.reconnecting_title,
            |c| c.shell.reconnecting_detail,
        )),
        _ => None,
    };
    view! {
        <div class="banners" role="status">
            {banner}
        </div>
    }
    .into_any()
}

/// Whether the connection has been broken for longer than a hiccup: the pill tells the rest.
fn lasting(connection: RwSignal<Connection>) -> RwSignal<bool> {
    const HICCUP: Duration = Duration::from_secs(4);
    let lasts = RwSignal::new(false);
    // Attempts within one break do not start it anew.
    let is_broken = Memo::new(move |_| connection.get() == Connection::Reconnecting);
    // The timer of one break says nothing about the next.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let ours = turn.get_value().wrapping_add(1);
        turn.set_value(ours);
        lasts.set(false);
        if is_broken.get() {
            timer::once(HICCUP, move || {
                if turn.try_get_value() == Some(ours) {
                    lasts.set(true);
                }
            });
        }
    });
    lasts
}

type Pick = fn(&'static Catalog) -> &'static str;

fn told(tone: &'static str, title: Pick, detail: Pick) -> AnyView {
    view! {
        <div class="banner" data-tone=tone>
            {icon(IconName::WifiOff)} <p>
                <strong>{text(title)}</strong>
                " "
                {text(detail)}
            </p>
            <button type="button" class="link" on:click=move |_| events::reconnect()>
                {text(|c| c.shell.try_now)}
            </button>
        </div>
    }
    .into_any()
}

/// After a break the server may be another one: a page of an older build says so.
pub(super) fn follow_builds() {
    let (toasts, preferences) = (toasts(), preferences());
    let ours = StoredValue::new(bootstrap().build);
    let told = StoredValue::new(false);
    use_events(Topic::System, move |notice| {
        if notice != Notice::Resync || told.get_value() {
            return;
        }
        leptos::task::spawn_local(async move {
            let Ok(about) = call(about()).await else {
                return;
            };
            if ours.with_value(|ours| *ours != about.build) && !told.get_value() {
                told.set_value(true);
                let c = preferences.texts();
                toasts.show(
                    Toast::info(c.shell.new_build)
                        .lasting()
                        .action(c.shell.reload, page::reload),
                );
            }
        });
    });
}
