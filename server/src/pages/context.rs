//! What a page or a server function finds in its context.

use std::sync::Arc;

use domain::access::Actor;
use domain::bootstrap::Bootstrap;
use domain::theme::{THEME_COOKIE, Theme};
use http::request::Parts;
use leptos::context::{provide_context, use_context};

use super::csp;
use crate::request::{cookie, locale};
use crate::state::App;

/// Name of the cookie that remembers whether the sidebar is collapsed.
const SIDEBAR_COOKIE: &str = "sidebar";

pub(super) fn provide(app: &Arc<App>) {
    let Some(parts) = use_context::<Parts>() else {
        return;
    };
    csp::set();
    let actor = parts.extensions.get::<Actor>().cloned();
    provide_context(bootstrap(app, &parts, actor.clone()));
    provide_context(Arc::clone(&app.engine));
    if let Some(actor) = actor {
        provide_context(actor);
    }
}

fn bootstrap(app: &App, parts: &Parts, actor: Option<Actor>) -> Bootstrap {
    let headers = &parts.headers;
    Bootstrap {
        actor,
        locale: locale(headers),
        theme: cookie(headers, THEME_COOKIE)
            .and_then(Theme::parse)
            .unwrap_or_default(),
        mode: app.mode,
        build: app.build.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        request_id: String::new(),
        since: Some(app.engine.events.last_id()),
        assets: app.assets.clone(),
        kit: cfg!(feature = "kit"),
        sidebar_collapsed: cookie(headers, SIDEBAR_COOKIE) == Some("collapsed"),
    }
}
