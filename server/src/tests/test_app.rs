//! A server without a socket.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use domain::access::{Actor, Origin, Role};
use domain::bootstrap::Mode;
use http::{HeaderMap, Method, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::access::{Access, Entry, Identity, Permissions, entries};
use crate::config::Config;
use crate::listed::Listed;
use crate::routes;
use crate::state::{App, Shared};
use crate::store::Opened;

pub(super) struct TestApp {
    pub(super) app: Shared,
    router: Router,
    /// Where its registry lies, when it has one.
    _folder: Option<TempDir>,
}

pub(super) struct Builder {
    config: Config,
    identity: Identity,
    bound: SocketAddr,
    more: Box<dyn FnOnce(Listed) -> Listed>,
    entries: Vec<Entry>,
    store: bool,
}

impl TestApp {
    /// Everybody is administrator, as on loopback.
    pub(super) fn new() -> Self {
        Self::builder().build()
    }

    pub(super) fn builder() -> Builder {
        Builder {
            config: Config::default(),
            identity: Identity::local_development(),
            bound: SocketAddr::from(([127, 0, 0, 1], 8080)),
            more: Box::new(|routes| routes),
            entries: entries(),
            store: false,
        }
    }

    /// With a registry of its own, in which nothing is yet; needs a runtime.
    pub(super) fn with_store() -> Self {
        Self::builder().store().build()
    }

    pub(super) async fn send(&self, request: Request) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(super) async fn ask(&self, method: Method, path: &str, head: &[(&str, &str)]) -> Answer {
        self.ask_with(method, path, head, Body::empty()).await
    }

    pub(super) async fn ask_with(
        &self,
        method: Method,
        path: &str,
        head: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !head.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "localhost:8080");
        }
        for (name, value) in head {
            request = request.header(*name, *value);
        }
        let response = self.send(request.body(body).unwrap()).await;
        let (head, body) = response.into_parts();
        Answer {
            status: head.status,
            headers: head.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[]).await
    }

    /// As a browser asks for a page, in English.
    pub(super) async fn browse(&self, path: &str) -> Answer {
        let head = [("accept", "text/html,*/*;q=0.8"), ("accept-language", "en")];
        self.ask(Method::GET, path, &head).await
    }
}

impl Builder {
    pub(super) fn config(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    pub(super) fn role(mut self, role: Option<Role>) -> Self {
        self.identity = match role {
            None => Identity::Nobody,
            Some(role) => Identity::Everybody(Actor {
                name: format!("{role:?}"),
                role,
                origin: Origin::System,
            }),
        };
        self
    }

    pub(super) fn bound(mut self, address: &str) -> Self {
        self.bound = address.parse().unwrap();
        self
    }

    /// With a registry of its own, as [`TestApp::with_store`].
    pub(super) fn store(mut self) -> Self {
        self.store = true;
        self
    }

    /// Routes beside the real ones.
    pub(super) fn with(mut self, more: impl FnOnce(Listed) -> Listed + 'static) -> Self {
        self.more = Box::new(more);
        self
    }

    /// A further line of the table: anybody may post there.
    pub(super) fn listed(mut self, path: &'static str) -> Self {
        self.entries.push(Entry {
            method: Method::POST,
            path,
            access: Access::Public,
        });
        self
    }

    pub(super) fn build(mut self) -> TestApp {
        let folder = self.store.then(|| tempfile::tempdir().unwrap());
        if let Some(folder) = &folder {
            self.config.data.folder = folder.path().to_owned();
        }
        let mut app = App::new(self.config, Mode::LocalDevelopment, self.bound);
        app.identity = self.identity;
        app.permissions = Permissions::new(self.entries);
        if folder.is_some() {
            let metrics = Arc::clone(&app.metrics.store);
            let opened = Opened::open(&app.config, app.mode, metrics).unwrap();
            app.engine.keep_in(opened.start());
        }
        let app = Arc::new(app);
        let routes = (self.more)(routes::routes());
        TestApp {
            router: routes::assemble(routes, &app),
            app,
            _folder: folder,
        }
    }
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The code of the error in the body.
    pub(super) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap().to_owned()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}
