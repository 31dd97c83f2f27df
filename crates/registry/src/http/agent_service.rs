//! `/v1/agent/service…`: services of the registry's own node.

use std::collections::BTreeMap;
use std::hash::Hasher as _;
use std::net::IpAddr;

use axum::extract::Request;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::agent::{change, reason_of};
use super::agent_check::AgentCheckBody;
use super::answer::{self, Answer};
use super::catalog_input::{WeightsBody, is_any, places, refuse_connect, refuse_namespace};
use super::decode;
use super::refusal::Refusal;
use super::routes::Call;
use super::views::AgentServiceView;
use crate::command::{AgentAction, AgentCheck, AgentService, ServiceInput};
use crate::limits;
use crate::rows::{ServiceRow, Status, Weights};
use crate::settings::Settings;
use catalog::lookup;

const CONTENT_HASH: HeaderName = HeaderName::from_static("x-consul-contenthash");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct AgentServiceBody {
    kind: String,
    #[serde(rename = "ID")]
    id: String,
    name: String,
    tags: Option<Vec<String>>,
    address: String,
    tagged_addresses: Option<Map<String, Value>>,
    meta: Option<Map<String, Value>>,
    port: i32,
    check: Option<AgentCheckBody>,
    checks: Vec<AgentCheckBody>,
    weights: Option<WeightsBody>,
    _token: String,
    enable_tag_override: bool,
    proxy: Option<Value>,
    connect: Option<Value>,
    namespace: String,
}

pub(super) async fn register(call: Call, request: Request) -> Answer {
    let body: AgentServiceBody = decode::json(request, "Request decode failed").await?;
    let mut register = input_of(body, call.registry.settings())?;
    register.replace_checks = call.query.flag("replace-existing-checks")?;
    change(&call, AgentAction::RegisterService(register)).await
}

fn input_of(body: AgentServiceBody, settings: &Settings) -> Result<AgentService, Refusal> {
    if body.name.is_empty() {
        return Err(Refusal::bad("Missing service name"));
    }
    if is_any(&body.address) {
        return Err(Refusal::bad("Invalid service address"));
    }
    refuse_namespace(&body.namespace)?;
    refuse_connect(&body.kind, body.proxy.as_ref(), body.connect.as_ref())?;
    let weights = body.weights.map_or_else(Weights::default, Into::into);
    if weights.passing < 1 {
        return Err(Refusal::bad(
            "Invalid Weights: Passing must be greater than 0",
        ));
    }
    if weights.warning < 0 {
        return Err(Refusal::bad(
            "Invalid Weights: Warning must be greater or equal than 0",
        ));
    }
    let unreadable = |words: String| Refusal::bad(format!("Request decode failed: {words}"));
    let meta = body
        .meta
        .map(decode::pairs)
        .transpose()
        .map_err(unreadable)?;
    if let Some(meta) = &meta {
        limits::check_agent_meta(meta)
            .map_err(|words| Refusal::bad(format!("Invalid Service Meta: {words}")))?;
    }
    let id = if body.id.is_empty() {
        body.name.clone()
    } else {
        body.id
    };
    let checks = body.check.into_iter().chain(body.checks);
    let checks: Vec<AgentCheckBody> = checks.collect();
    checks
        .iter()
        .try_for_each(AgentCheckBody::refuse_what_stands_alone)?;
    let checks = checks.into_iter();
    let checks: Vec<AgentCheckBody> = checks.filter(|check| !check.is_empty()).collect();
    let checks = checks_of(checks, &id, &body.name, settings)?;
    let tagged_addresses = body.tagged_addresses.map(places).transpose()?;
    Ok(AgentService {
        service: ServiceInput {
            tagged_addresses: with_own(tagged_addresses, &body.address, body.port),
            id,
            name: body.name,
            tags: body.tags,
            address: body.address,
            meta,
            port: body.port,
            weights,
            enable_tag_override: body.enable_tag_override,
            modify_index: 0,
        },
        checks,
        replace_checks: false,
    })
}

/// The checks of a service, with the ids and names that they get if they have none.
fn checks_of(
    bodies: Vec<AgentCheckBody>,
    id: &str,
    name: &str,
    settings: &Settings,
) -> Result<Vec<AgentCheck>, Refusal> {
    let several = bodies.len() > 1;
    let mut checks = Vec::new();
    for (at, body) in bodies.into_iter().enumerate() {
        let given = body.id_in_service();
        let status = body.status.clone();
        let mut input = body.input(settings)?;
        if !status.is_empty() && Status::parse(&status).is_none() {
            return Err(Refusal::bad(
                "Status for checks must 'passing', 'warning', 'critical'",
            ));
        }
        input.id = given.unwrap_or_else(|| {
            let number = at + 1;
            if several {
                format!("service:{id}:{number}")
            } else {
                format!("service:{id}")
            }
        });
        if input.name.is_empty() {
            input.name = format!("Service '{name}' check");
        }
        input.service_id = id.to_owned();
        checks.push(AgentCheck { input });
    }
    Ok(checks)
}

/// A service with an address of its own has it under the names of its family too.
fn with_own(
    places: Option<Vec<(String, String, i32)>>,
    address: &str,
    port: i32,
) -> Option<Vec<(String, String, i32)>> {
    let names = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => ["lan_ipv4", "wan_ipv4"],
        Ok(IpAddr::V6(_)) => ["lan_ipv6", "wan_ipv6"],
        Err(_) => return places,
    };
    let mut places = places.unwrap_or_default();
    for name in names {
        if !places.iter().any(|(known, _, _)| known == name) {
            places.push((name.to_owned(), address.to_owned(), port));
        }
    }
    places.sort();
    Some(places)
}

pub(super) async fn deregister(call: Call) -> Answer {
    if call.rest.is_empty() {
        return Err(Refusal::failed("ServiceID missing"));
    }
    change(&call, AgentAction::DeregisterService(call.rest.clone())).await
}

pub(super) async fn maintenance(call: Call) -> Answer {
    if call.rest.is_empty() {
        return Err(Refusal::bad("Missing service ID"));
    }
    let reason = reason_of(&call)?;
    let id = call.rest.clone();
    let action = AgentAction::ServiceMaintenance { id, reason };
    change(&call, action).await
}

pub(super) fn list(call: &Call) -> Answer {
    if call
        .query
        .get("filter")
        .is_some_and(|text| !text.is_empty())
    {
        return Err(Refusal::left_out("?filter"));
    }
    let image = call.registry.snapshot();
    let own = lookup(&call.registry.settings().node_name);
    let services: BTreeMap<&str, AgentServiceView<'_>> = image
        .catalog
        .services_of(&own)
        .map(|row| (&*row.id, AgentServiceView::new(row)))
        .collect();
    answer::json(&services, call.query.form())
}

pub(super) fn one(call: &Call) -> Answer {
    if call.query.get("hash").is_some_and(|text| !text.is_empty()) {
        return Err(Refusal::left_out("waiting by ?hash"));
    }
    let image = call.registry.snapshot();
    let own = lookup(&call.registry.settings().node_name);
    let Some(row) = image.catalog.service(&own, &lookup(&call.rest)) else {
        let words = format!("unknown service ID: {}", call.rest);
        return Err(Refusal::new(StatusCode::NOT_FOUND, words));
    };
    let hash = content_hash(row)?;
    let view = AgentServiceView::new(row).with_hash(&hash);
    let mut response = answer::json(&view, call.query.form())?;
    if let Ok(value) = HeaderValue::from_str(&hash) {
        response.headers_mut().insert(CONTENT_HASH, value);
    }
    Ok(response)
}

/// A number for what a service says, which changes when that does.
fn content_hash(row: &ServiceRow) -> Result<String, Refusal> {
    let content = serde_json::to_vec(&AgentServiceView::new(row))
        .map_err(|error| Refusal::failed(error.to_string()))?;
    let mut hasher = Fnv::default();
    hasher.write(&content);
    Ok(format!("{:016x}", hasher.finish()))
}

/// FNV-1a: the same in every process, which the standard library's hash is not.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
