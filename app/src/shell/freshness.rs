//! How fresh the page is: the age of the last thing the server said.

use std::time::Duration;

use leptos::prelude::*;

use crate::context::{locale, text, texts};
use crate::dom::events::{Connection, live};
use crate::dom::{page, timer};

const SECOND: Duration = Duration::from_secs(1);

/// Seconds since the server was last heard; nothing before that.
pub(crate) fn age() -> Signal<Option<u64>> {
    let heard = live().heard;
    let age = RwSignal::new(None::<u64>);
    let measure = move || {
        let seconds = heard
            .get_untracked()
            .map(|heard| ((page::now() - heard) / 1_000.0).max(0.0) as u64);
        if age.get_untracked() != seconds {
            age.set(seconds);
        }
    };
    Effect::new(move |_| {
        heard.track();
        measure();
    });
    Effect::new(move |_| {
        timer::every(SECOND, measure);
    });
    age.into()
}

pub(crate) fn word(connection: Connection) -> &'static str {
    let c = texts();
    match connection {
        Connection::Connecting => c.shell.connecting,
        Connection::Live => c.shell.live,
        Connection::Reconnecting => c.shell.reconnecting,
        Connection::Offline => c.shell.offline,
    }
}

pub(crate) fn tone(connection: Connection) -> &'static str {
    match connection {
        Connection::Connecting => "unknown",
        Connection::Live => "ok",
        Connection::Reconnecting => "warning",
        Connection::Offline => "critical",
    }
}

pub(super) fn view() -> AnyView {
    let connection = live().connection;
    let age = age();
    let since = move || {
        let seconds = age.get().filter(|_| connection.get() == Connection::Live)?;
        Some(match seconds {
            0 => texts().shell.now.to_owned(),
            _ => locale().ago(seconds),
        })
    };
    view! {
        <div
            class="freshness live-state"
            data-tone=move || tone(connection.get())
            title=text(|c| c.shell.connection)
        >
            <span class="dot"></span>
            <span class="freshness-word">{move || word(connection.get())}</span>
            <span class="freshness-age" aria-hidden="true">
                {since}
            </span>
        </div>
    }
    .into_any()
}
