//! What everybody must know before they read on: no connection, a new version.

use domain::event::Topic;
use leptos::prelude::*;

use super::toasts::{Toast, toasts};
use crate::context::{bootstrap, preferences, text};
use crate::dom::events::{self, Connection, Notice, live, use_events};
use crate::dom::page;
use crate::rpc::{about, call};
use crate::ui::{IconName, icon};

pub(super) fn view() -> AnyView {
    let connection = live().connection;
    // Only what lasts is worth a line: the pill shows the rest.
    let shown = Memo::new(move |_| connection.get() == Connection::Offline);
    let banner = move || {
        shown.get().then(|| {
            view! {
                <div class="banner" data-tone="critical">
                    {icon(IconName::WifiOff)} <p>
                        <strong>{text(|c| c.shell.offline_title)}</strong>
                        " "
                        {text(|c| c.shell.offline_detail)}
                    </p>
                    <button type="button" class="link" on:click=move |_| events::reconnect()>
                        {text(|c| c.shell.try_now)}
                    </button>
                </div>
            }
            .into_any()
        })
    };
    view! {
        <div class="banners" role="status">
            {banner}
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
