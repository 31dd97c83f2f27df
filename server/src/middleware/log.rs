//! One line a request. Never a query string or a header: they may hold secrets.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Level, debug, enabled, error, info};

use super::RequestId;
use crate::errors::{Cause, Told};
use crate::state::Shared;

const TARGET: &str = "skills_eye::http";

pub(super) async fn line(State(app): State<Shared>, request: Request, next: Next) -> Response {
    // Nothing is measured for a line that nobody will see; errors are always seen.
    let listening = enabled!(target: TARGET, Level::INFO);
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let id = request.extensions().get::<RequestId>().copied();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let mut unheard = Unheard {
        is_write: !method.is_safe(),
        what: listening.then(|| format!("{method} {path}")),
        id,
        started,
    };
    let response = next.run(request).await;
    unheard.what = None;
    let status = response.status();
    if !listening && !status.is_server_error() {
        return response;
    }
    let request_id = id.map(tracing::field::display);
    let actor = app.identity.actor().map(|actor| &*actor.name);
    let code = response
        .extensions()
        .get::<Told>()
        .map(|told| told.0.as_str());
    let cause = response.extensions().get::<Cause>();
    let cause = cause.map(tracing::field::display);
    let millis = millis(started);
    macro_rules! say {
        ($level:ident) => {
            $level!(
                target: TARGET,
                status = status.as_u16(),
                duration_ms = millis,
                request_id,
                actor,
                code,
                cause,
                "{method} {path}"
            )
        };
    }
    if status.is_server_error() {
        say!(error);
    } else if is_chatter(matched.as_ref()) {
        say!(debug);
    } else {
        say!(info);
    }
    response
}

/// A client that went away before its answer. What it asked for may have been done.
struct Unheard {
    is_write: bool,
    /// Nothing once it is answered.
    what: Option<String>,
    id: Option<RequestId>,
    started: Instant,
}

impl Drop for Unheard {
    fn drop(&mut self) {
        let Some(what) = self.what.take() else {
            return;
        };
        let request_id = self.id.map(tracing::field::display);
        let duration_ms = millis(self.started);
        if self.is_write {
            info!(target: TARGET, duration_ms, request_id, "{what}: the client left");
        } else {
            debug!(target: TARGET, duration_ms, request_id, "{what}: the client left");
        }
    }
}

/// With two decimals.
fn millis(started: Instant) -> f64 {
    (started.elapsed().as_secs_f64() * 100_000.0).round() / 100.0
}

/// Asked for by every page and by every monitor: they would drown the rest.
fn is_chatter(matched: Option<&MatchedPath>) -> bool {
    matched.is_some_and(|path| {
        let path = path.as_str();
        path.starts_with("/assets/") || matches!(path, "/livez" | "/readyz" | "/metrics")
    })
}
