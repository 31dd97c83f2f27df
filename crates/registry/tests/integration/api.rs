//! A registry in a temporary folder, asked in process.

use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use registry::{Registry, Settings};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) struct Api {
    pub(crate) registry: Registry,
    router: Router,
    folder: TempDir,
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Times short enough for a test.
pub(crate) fn settings() -> Settings {
    Settings {
        session_ttl_min: Duration::from_millis(50),
        deregister_after_min: Duration::from_millis(50),
        ..Settings::default()
    }
}

impl Api {
    pub(crate) fn new() -> Self {
        Self::with(settings())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::open_in(folder, settings)
    }

    fn open_in(folder: TempDir, settings: Settings) -> Self {
        let registry = Registry::open(&folder.path().join("registry.redb"), settings).unwrap();
        Self {
            router: registry.router(),
            registry,
            folder,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("registry.redb")
    }

    /// Closes the file and opens it again, as a new process would.
    pub(crate) fn reopened(self) -> Self {
        let settings = self.registry.settings().clone();
        self.reopened_with(settings)
    }

    pub(crate) fn reopened_with(self, settings: Settings) -> Self {
        self.registry.close();
        let Self { folder, .. } = self;
        Self::open_in(folder, settings)
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, body: impl Into<Body>) -> Reply {
        ask(&self.router, method, path, body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, Body::empty()).await
    }

    pub(crate) async fn put(&self, path: &str, body: impl Into<Body>) -> Reply {
        self.ask("PUT", path, body).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.ask("DELETE", path, Body::empty()).await
    }

    /// A change that must succeed.
    pub(crate) async fn done(&self, path: &str, body: impl Into<Body>) {
        let reply = self.put(path, body).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    }

    pub(crate) async fn session(&self, body: &str) -> String {
        let reply = self.put("/v1/session/create", body.to_owned()).await;
        let id = reply.json()["ID"].as_str().map(str::to_owned);
        id.unwrap_or_else(|| panic!("{}", reply.text()))
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }
}

pub(crate) async fn ask(router: &Router, method: &str, path: &str, body: impl Into<Body>) -> Reply {
    let request = Request::builder().method(method).uri(path);
    let request = request.body(body.into()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body: body.collect().await.unwrap().to_bytes(),
    }
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{} {error}: {}", self.status, self.text()))
    }

    pub(crate) fn index(&self) -> u64 {
        self.header("x-consul-index").parse().unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The status and the words, for a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        (self.status.as_u16(), self.text())
    }
}
