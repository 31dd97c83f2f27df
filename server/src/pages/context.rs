//! What a page or a server function finds in its context.

use std::sync::Arc;

use domain::access::Actor;
use domain::bootstrap::Bootstrap;
use http::request::Parts;
use leptos::context::{provide_context, use_context};

use super::head;
use crate::middleware::RequestId;
use crate::request::{cookie, locale, theme};
use crate::state::App;

/// Name of the cookie that remembers whether the sidebar is collapsed.
const SIDEBAR_COOKIE: &str = "sidebar";

pub(super) fn provide(app: &Arc<App>) {
    let Some(parts) = use_context::<Parts>() else {
        return;
    };
    head::set();
    let actor = parts.extensions.get::<Actor>().cloned();
    provide_context(bootstrap(app, &parts, actor.clone()));
    provide_context(app.parts.files(parts.uri.path()));
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
        theme: theme(headers),
        mode: app.mode,
        build: app.build.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        request_id: parts
            .extensions
            .get::<RequestId>()
            .map(RequestId::to_string)
            .unwrap_or_default(),
        since: Some(app.engine.events.last_id()),
        assets: app.assets.clone(),
        sidebar_collapsed: cookie(headers, SIDEBAR_COOKIE) == Some("collapsed"),
    }
}
