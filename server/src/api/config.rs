//! What this server is set to, in the shapes that programs of the earlier system read. No
//! character of a secret is ever in it.

use std::time::Duration;

use axum::extract::State;
use axum::{Extension, Json};
use domain::access::{Actor, Permission};
use domain::node::NodeRole;
use engine::probe::{Answered, Question};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::input::{Asked, Told, asked, told};
use super::openapi::Problem;
use crate::config;
use crate::errors::Failure;
use crate::state::Shared;

/// How long a server may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigCurrent)]
pub(crate) struct Current {
    success: bool,
    /// Of the first server; null when everything is kept in the registry of this process
    host: Option<String>,
    port: Option<u16>,
    servers: Vec<String>,
    has_token: bool,
    embedded: bool,
    /// Below which everything of ours lies in the store
    prefix: String,
    nodes: Vec<KnownNode>,
}

/// Which store is used
#[utoipa::path(get, path = "/api/v1/config/current", tag = "config", responses(
    (status = 200, description = "Whether there is a token, and nothing of it", body = Current)))]
pub(crate) async fn current(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Current>, Failure> {
    let nodes = members(&app, &actor)?;
    let servers = app.engine.servers(&actor)?;
    let embedded = servers.is_empty();
    let first = servers.first().and_then(|server| server.rsplit_once(':'));
    Ok(Json(Current {
        success: true,
        host: first.map(|(host, _)| host.to_owned()),
        port: first.and_then(|(_, port)| port.parse().ok()),
        has_token: !embedded && app.config.consul.token.is_some(),
        embedded,
        prefix: app.config.kv.prefix.0.clone(),
        nodes,
        servers,
    }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigKnownNode)]
pub(crate) struct KnownNode {
    name: String,
    addr: String,
    /// server, or client for an agent
    #[schema(rename = "type")]
    r#type: &'static str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigKnownNodes)]
pub(crate) struct KnownNodes {
    success: bool,
    nodes: Vec<KnownNode>,
    total: usize,
}

fn members(app: &Shared, actor: &Actor) -> Result<Vec<KnownNode>, Failure> {
    let list = app.engine.nodes(actor)?.nodes.into_iter();
    let members = list.filter(|node| node.role != NodeRole::CatalogOnly);
    Ok(members
        .map(|node| KnownNode {
            r#type: node.role.as_str(),
            name: node.name,
            addr: node.address,
        })
        .collect())
}

/// The members of the cluster
#[utoipa::path(get, path = "/api/v1/config/known-nodes", tag = "config", responses(
    (status = 200, description = "By name", body = KnownNodes)))]
pub(crate) async fn known_nodes(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<KnownNodes>, Failure> {
    let nodes = members(&app, &actor)?;
    Ok(Json(KnownNodes {
        success: true,
        total: nodes.len(),
        nodes,
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Server {
    /// The first configured server when it is absent
    #[serde(default)]
    host: String,
    port: Option<u16>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigHealth)]
pub(crate) struct Health {
    success: bool,
    /// healthy, or no_leader
    status: &'static str,
    server: String,
    /// Null while the servers have none
    leader: Option<String>,
    version: String,
    node: String,
    datacenter: String,
    members: usize,
}

impl From<Answered> for Health {
    fn from(answered: Answered) -> Self {
        Self {
            success: answered.leader.is_some(),
            status: match answered.leader {
                Some(_) => "healthy",
                None => "no_leader",
            },
            server: answered.server,
            leader: answered.leader,
            version: answered.version,
            node: answered.node,
            datacenter: answered.datacenter,
            members: answered.members,
        }
    }
}

/// What a server says now
///
/// A token does not belong into an address, so none is taken here.
#[utoipa::path(get, path = "/api/v1/config/health", tag = "config", params(Server), responses(
    (status = 200, description = "It answers", body = Health),
    (status = 400, description = "Neither configured nor a member of the cluster",
        body = Problem, content_type = "application/problem+json"),
    (status = 502, description = "It does not answer", body = Problem,
        content_type = "application/problem+json")))]
pub(crate) async fn health(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<Server>,
) -> Result<Json<Health>, Failure> {
    let Server { host, port } = asked(query)?;
    let question = Question {
        host,
        port,
        token: None,
    };
    Ok(Json(
        app.engine.probe(&actor, &question, PATIENCE).await?.into(),
    ))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConfigConnection)]
pub(crate) struct Connection {
    #[serde(default)]
    host: String,
    port: Option<u16>,
    /// Tried in the place of ours, and not kept
    #[schema(value_type = Option<String>)]
    token: Option<Hidden>,
}

/// It is never written into a log.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Hidden(String);

/// Whether a server answers
///
/// Only configured servers and members of the cluster are tried: another address would let
/// people examine the network from here.
#[utoipa::path(post, path = "/api/v1/config/test-connection", tag = "config",
    request_body = Connection, responses(
        (status = 200, description = "It answers", body = Health),
        (status = 400, description = "Neither configured nor a member of the cluster",
            body = Problem, content_type = "application/problem+json"),
        (status = 502, description = "It does not answer", body = Problem,
            content_type = "application/problem+json")))]
pub(crate) async fn test_connection(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    body: Told<Connection>,
) -> Result<Json<Health>, Failure> {
    let Connection { host, port, token } = told(body)?;
    let token = token.map(|Hidden(token)| SecretString::from(token));
    let question = Question { host, port, token };
    Ok(Json(
        app.engine.probe(&actor, &question, PATIENCE).await?.into(),
    ))
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigNames)]
pub(crate) struct Names {
    success: bool,
    data: Vec<Counted>,
    total: usize,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigName)]
pub(crate) struct Counted {
    name: String,
    /// Services
    count: usize,
}

fn names(found: impl Iterator<Item = (String, usize)>) -> Json<Names> {
    let data: Vec<Counted> = found.map(|(name, count)| Counted { name, count }).collect();
    Json(Names {
        success: true,
        total: data.len(),
        data,
    })
}

/// The modules that services name in their Meta
#[utoipa::path(get, path = "/api/v1/config/modules", tag = "config", responses(
    (status = 200, description = "By name; those that nothing uses are not known here",
        body = Names)))]
pub(crate) async fn modules(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Names>, Failure> {
    let found = app.engine.meta_values(&actor, "module")?.into_iter();
    Ok(names(found.map(|(name, count)| (name.to_string(), count))))
}

/// The names of services on all nodes, Consul's own left out
#[utoipa::path(get, path = "/api/v1/config/service-names", tag = "config", responses(
    (status = 200, description = "By name", body = Names)))]
pub(crate) async fn service_names(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Names>, Failure> {
    let found = app.engine.services_overview(&actor)?.into_iter();
    let found = found.filter(|one| &*one.name != "consul");
    Ok(names(
        found.map(|one| (one.name.to_string(), one.instances)),
    ))
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigEnvironment)]
pub(crate) struct Environment {
    success: bool,
    version: &'static str,
    build: &'static str,
    uptime_seconds: u64,
    /// Every setting and from where it has its value, which is not told
    settings: Vec<Setting>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConfigSetting)]
pub(crate) struct Setting {
    #[schema(example = "consul.token")]
    name: &'static str,
    /// default, or the file, variable or option that says it
    #[schema(example = "environment variable CONSUL_TOKEN")]
    from: String,
    is_set: bool,
    secret: bool,
}

/// From where every setting has its value
#[utoipa::path(get, path = "/api/v1/config/environment-info", tag = "config", responses(
    (status = 200, description = "Without the values", body = Environment)))]
pub(crate) async fn environment(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Environment>, Failure> {
    actor.require(Permission::Administer)?;
    let setting = |(name, secret): (&'static str, bool)| {
        let place = app.config.places.of(name);
        Setting {
            name,
            is_set: place != config::Place::Default,
            from: place.to_string(),
            secret,
        }
    };
    Ok(Json(Environment {
        success: true,
        version: env!("CARGO_PKG_VERSION"),
        build: app.build,
        uptime_seconds: app.engine.uptime().as_secs(),
        settings: config::names().map(setting).collect(),
    }))
}
