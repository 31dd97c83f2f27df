//! Every endpoint there is, with the methods it takes.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{ALLOW, CONTENT_TYPE, LOCATION};
use http::{HeaderValue, Method, StatusCode};
use tokio::sync::OwnedSemaphorePermit;

use super::answer::{self, Answer};
use super::path::{self, Path};
use super::query::{Query, refuse_namespace};
use super::refusal::Refusal;
use super::{
    Served, absent, admission, agent, agent_check, agent_service, catalog, changes, health, kv,
    session, txn,
};
use crate::command::{Command, Outcome};
use crate::door::Door;
use crate::hidden::Hidden;
use crate::open::Registry;
use crate::writer::Failure;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    Kv,
    Txn,
    SessionCreate,
    SessionDestroy,
    SessionInfo,
    SessionNode,
    SessionList,
    SessionRenew,
    CatalogRegister,
    CatalogDeregister,
    CatalogDatacenters,
    CatalogNodes,
    CatalogServices,
    CatalogService,
    CatalogNode,
    CatalogNodeServices,
    HealthNode,
    HealthChecks,
    HealthService,
    HealthState,
    AgentSelf,
    AgentHost,
    AgentMembers,
    AgentServices,
    AgentService,
    AgentServiceRegister,
    AgentServiceDeregister,
    AgentServiceMaintenance,
    AgentMaintenance,
    AgentChecks,
    AgentCheckRegister,
    AgentCheckDeregister,
    AgentCheckPass,
    AgentCheckWarn,
    AgentCheckFail,
    AgentCheckUpdate,
    StatusLeader,
    StatusPeers,
    Changes,
}

/// A path that ends with a slash stands for everything below it.
const ROUTES: [(&str, Endpoint); 39] = [
    // Keys, sessions, transactions.
    ("/v1/kv/", Endpoint::Kv),
    ("/v1/txn", Endpoint::Txn),
    ("/v1/session/create", Endpoint::SessionCreate),
    ("/v1/session/destroy/", Endpoint::SessionDestroy),
    ("/v1/session/info/", Endpoint::SessionInfo),
    ("/v1/session/node/", Endpoint::SessionNode),
    ("/v1/session/list", Endpoint::SessionList),
    ("/v1/session/renew/", Endpoint::SessionRenew),
    // The catalog.
    ("/v1/catalog/register", Endpoint::CatalogRegister),
    ("/v1/catalog/deregister", Endpoint::CatalogDeregister),
    ("/v1/catalog/datacenters", Endpoint::CatalogDatacenters),
    ("/v1/catalog/nodes", Endpoint::CatalogNodes),
    ("/v1/catalog/services", Endpoint::CatalogServices),
    ("/v1/catalog/service/", Endpoint::CatalogService),
    ("/v1/catalog/node/", Endpoint::CatalogNode),
    ("/v1/catalog/node-services/", Endpoint::CatalogNodeServices),
    // Health.
    ("/v1/health/node/", Endpoint::HealthNode),
    ("/v1/health/checks/", Endpoint::HealthChecks),
    ("/v1/health/service/", Endpoint::HealthService),
    ("/v1/health/state/", Endpoint::HealthState),
    // The agent of the registry's own node.
    ("/v1/agent/self", Endpoint::AgentSelf),
    ("/v1/agent/host", Endpoint::AgentHost),
    ("/v1/agent/members", Endpoint::AgentMembers),
    ("/v1/agent/services", Endpoint::AgentServices),
    ("/v1/agent/service/register", Endpoint::AgentServiceRegister),
    (
        "/v1/agent/service/deregister/",
        Endpoint::AgentServiceDeregister,
    ),
    (
        "/v1/agent/service/maintenance/",
        Endpoint::AgentServiceMaintenance,
    ),
    ("/v1/agent/service/", Endpoint::AgentService),
    ("/v1/agent/maintenance", Endpoint::AgentMaintenance),
    ("/v1/agent/checks", Endpoint::AgentChecks),
    ("/v1/agent/check/register", Endpoint::AgentCheckRegister),
    (
        "/v1/agent/check/deregister/",
        Endpoint::AgentCheckDeregister,
    ),
    ("/v1/agent/check/pass/", Endpoint::AgentCheckPass),
    ("/v1/agent/check/warn/", Endpoint::AgentCheckWarn),
    ("/v1/agent/check/fail/", Endpoint::AgentCheckFail),
    ("/v1/agent/check/update/", Endpoint::AgentCheckUpdate),
    // The state of the cluster, of which there is one member.
    ("/v1/status/leader", Endpoint::StatusLeader),
    ("/v1/status/peers", Endpoint::StatusPeers),
    // Our own: what changed since an index. Consul answers 404.
    ("/v1/internal/skills-eye/changes", Endpoint::Changes),
];

impl Endpoint {
    /// What can be read where nobody but this machine reads.
    pub(super) fn is_catalog_or_health(self) -> bool {
        matches!(
            self,
            Self::CatalogDatacenters
                | Self::CatalogNodes
                | Self::CatalogServices
                | Self::CatalogService
                | Self::CatalogNode
                | Self::CatalogNodeServices
                | Self::HealthNode
                | Self::HealthChecks
                | Self::HealthService
                | Self::HealthState
        )
    }

    fn methods(self) -> &'static [Method] {
        const READ: &[Method] = &[Method::GET];
        const WRITE: &[Method] = &[Method::PUT];
        match self {
            Self::Kv => &[Method::GET, Method::PUT, Method::DELETE],
            Self::Txn
            | Self::SessionCreate
            | Self::SessionDestroy
            | Self::SessionRenew
            | Self::CatalogRegister
            | Self::CatalogDeregister
            | Self::AgentServiceRegister
            | Self::AgentServiceDeregister
            | Self::AgentServiceMaintenance
            | Self::AgentMaintenance
            | Self::AgentCheckRegister
            | Self::AgentCheckDeregister
            | Self::AgentCheckPass
            | Self::AgentCheckWarn
            | Self::AgentCheckFail
            | Self::AgentCheckUpdate => WRITE,
            Self::SessionInfo
            | Self::SessionNode
            | Self::SessionList
            | Self::CatalogDatacenters
            | Self::CatalogNodes
            | Self::CatalogServices
            | Self::CatalogService
            | Self::CatalogNode
            | Self::CatalogNodeServices
            | Self::HealthNode
            | Self::HealthChecks
            | Self::HealthService
            | Self::HealthState
            | Self::AgentSelf
            | Self::AgentHost
            | Self::AgentMembers
            | Self::AgentServices
            | Self::AgentService
            | Self::AgentChecks
            | Self::StatusLeader
            | Self::StatusPeers
            | Self::Changes => READ,
        }
    }
}

/// What a handler gets.
pub(super) struct Call {
    pub(super) registry: Registry,
    pub(super) method: Method,
    /// What comes after the endpoint's path, decoded.
    pub(super) rest: String,
    pub(super) query: Query,
    door: Option<Door>,
}

impl Call {
    /// Carries out a command with the rights of who asked.
    pub(super) async fn change(&self, command: Command) -> Result<Outcome, Failure> {
        let command = match &self.door {
            None => command,
            Some(door) => Command::Behind(Arc::clone(&door.hidden), Box::new(command)),
        };
        self.registry.change(command).await
    }

    pub(super) fn hides(&self, key: &str) -> bool {
        self.hidden().is_some_and(|hidden| hidden.has(key))
    }

    pub(super) fn hides_some_below(&self, prefix: &str) -> bool {
        self.hidden().is_some_and(|hidden| hidden.is_below(prefix))
    }

    /// What a question holds while it waits; nothing where no door limits it.
    pub(super) fn place_to_wait(&self) -> Result<Option<OwnedSemaphorePermit>, Refusal> {
        let Some(door) = &self.door else {
            return Ok(None);
        };
        match door.place() {
            Some(place) => Ok(Some(place)),
            None => Err(Refusal::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!(
                    "{} questions wait for a change already, which is the most that may: ask \
                     without index, or later",
                    door.limits.waiting
                ),
            )),
        }
    }

    fn hidden(&self) -> Option<&Hidden> {
        self.door.as_ref().map(|door| &*door.hidden)
    }
}

pub(super) async fn dispatch(State(served): State<Served>, mut request: Request) -> Response {
    let Served { registry, door } = served;
    let path = path::read(request.uri().path());
    if let Some(door) = &door {
        let endpoint = match &path {
            Path::Clean(path) => find(path).map(|(endpoint, _)| endpoint),
            Path::Elsewhere(_) | Path::Invalid(_) => None,
        };
        if let Err(refusal) = admission::check(door, endpoint, &request) {
            return refusal.into_response();
        }
        request.extensions_mut().insert(door.limits);
    }
    let path = match path {
        Path::Clean(path) => path,
        Path::Elsewhere(path) => return elsewhere(&path, &request),
        Path::Invalid(words) => return Refusal::bad(words).into_response(),
    };
    let Some((endpoint, rest)) = find(&path) else {
        let is_root = ROUTES
            .iter()
            .any(|(route, _)| route.strip_suffix('/').is_some_and(|route| route == path));
        if is_root {
            return elsewhere(&format!("{path}/"), &request);
        }
        return absent::answer(&path);
    };
    let allowed = endpoint.methods();
    let method = request.method().clone();
    if method == Method::OPTIONS {
        return allow(answer::empty(StatusCode::OK), allowed);
    }
    if !allowed.contains(&method) {
        let words = format!("method {method} not allowed");
        let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, words);
        return allow(refusal.into_response(), allowed);
    }
    let call = Call {
        query: Query::read(request.uri().query()),
        rest: rest.to_owned(),
        registry,
        method,
        door,
    };
    if let Err(refusal) = refuse_namespace(&call.query) {
        return refusal.into_response();
    }
    run(endpoint, call, request)
        .await
        .unwrap_or_else(Refusal::into_response)
}

async fn run(endpoint: Endpoint, call: Call, request: Request) -> Answer {
    match endpoint {
        Endpoint::Kv => kv::handle(call, request).await,
        Endpoint::Txn => txn::handle(call, request).await,
        Endpoint::SessionCreate => session::create(call, request).await,
        Endpoint::SessionDestroy => session::destroy(call).await,
        Endpoint::SessionInfo => session::info(call).await,
        Endpoint::SessionNode => session::of_node(call).await,
        Endpoint::SessionList => session::list(call).await,
        Endpoint::SessionRenew => session::renew(call).await,
        Endpoint::CatalogRegister => catalog::register(call, request).await,
        Endpoint::CatalogDeregister => catalog::deregister(call, request).await,
        Endpoint::CatalogDatacenters => catalog::datacenters(&call),
        Endpoint::CatalogNodes => catalog::nodes(call).await,
        Endpoint::CatalogServices => catalog::services(call).await,
        Endpoint::CatalogService => catalog::service(call).await,
        Endpoint::CatalogNode => catalog::node(call).await,
        Endpoint::CatalogNodeServices => catalog::node_services(call).await,
        Endpoint::HealthNode => health::node(call).await,
        Endpoint::HealthChecks => health::checks(call).await,
        Endpoint::HealthService => health::service(call).await,
        Endpoint::HealthState => health::state(call).await,
        Endpoint::AgentSelf => agent::about(&call),
        Endpoint::AgentHost => agent::host(&call).await,
        Endpoint::AgentMembers => agent::members(&call),
        Endpoint::AgentServices => agent_service::list(&call),
        Endpoint::AgentService => agent_service::one(&call),
        Endpoint::AgentServiceRegister => agent_service::register(call, request).await,
        Endpoint::AgentServiceDeregister => agent_service::deregister(call).await,
        Endpoint::AgentServiceMaintenance => agent_service::maintenance(call).await,
        Endpoint::AgentMaintenance => agent::maintenance(call).await,
        Endpoint::AgentChecks => agent_check::list(&call),
        Endpoint::AgentCheckRegister => agent_check::register(call, request).await,
        Endpoint::AgentCheckDeregister => agent_check::deregister(call).await,
        Endpoint::AgentCheckPass => agent_check::pass(call).await,
        Endpoint::AgentCheckWarn => agent_check::warn(call).await,
        Endpoint::AgentCheckFail => agent_check::fail(call).await,
        Endpoint::AgentCheckUpdate => agent_check::update(call, request).await,
        Endpoint::StatusLeader => agent::leader(&call),
        Endpoint::StatusPeers => agent::peers(&call),
        Endpoint::Changes => changes::handle(call).await,
    }
}

fn find(path: &str) -> Option<(Endpoint, &str)> {
    ROUTES.iter().find_map(|(route, endpoint)| {
        let rest = path.strip_prefix(route)?;
        (rest.is_empty() || route.ends_with('/')).then_some((*endpoint, rest))
    })
}

fn allow(mut response: Response, methods: &[Method]) -> Response {
    let mut names = vec!["OPTIONS"];
    names.extend(methods.iter().map(Method::as_str));
    if let Ok(value) = HeaderValue::from_str(&names.join(",")) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

/// The same without `//` and the like is there.
fn elsewhere(path: &str, request: &Request) -> Response {
    let to = match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut response = answer::empty(StatusCode::MOVED_PERMANENTLY);
    if let Ok(value) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(LOCATION, value);
    }
    if request.method() == Method::GET {
        const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, HTML);
        let escaped = to
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&#34;")
            .replace('\'', "&#39;");
        let body = format!("<a href=\"{escaped}\">Moved Permanently</a>.\n\n");
        *response.body_mut() = Body::from(body);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_leads_to_its_endpoint() {
        let check = |path: &str, expected: Option<(Endpoint, &str)>| {
            assert_eq!(find(path), expected, "{path}");
        };
        check("/v1/kv/", Some((Endpoint::Kv, "")));
        check("/v1/kv/a/b", Some((Endpoint::Kv, "a/b")));
        check("/v1/txn", Some((Endpoint::Txn, "")));
        check("/v1/txn/", None);
        check(
            "/v1/agent/service/register",
            Some((Endpoint::AgentServiceRegister, "")),
        );
        check(
            "/v1/agent/service/a/b",
            Some((Endpoint::AgentService, "a/b")),
        );
        check("/v1/catalog/service", None);
        check("/foo", None);
    }
}
