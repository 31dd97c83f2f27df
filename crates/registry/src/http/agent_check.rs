//! `/v1/agent/check…`: checks that report themselves.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::extract::Request;
use serde::Deserialize;
use serde_json::Value;

use super::agent::change;
use super::answer::{self, Answer};
use super::decode;
use super::refusal::Refusal;
use super::routes::Call;
use super::views::CheckView;
use crate::command::{AgentAction, AgentCheck, CheckInput, SERF_HEALTH};
use crate::duration;
use crate::rows::{Expiry, Status};
use crate::settings::Settings;
use catalog::lookup;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct AgentCheckBody {
    /// Of a check by itself.
    #[serde(rename = "ID")]
    id: Option<String>,
    /// Of a check that comes with its service.
    #[serde(rename = "CheckID")]
    check_id: Option<String>,
    pub(super) name: String,
    #[serde(rename = "ServiceID")]
    service_id: String,
    notes: String,
    pub(super) status: String,
    #[serde(rename = "TTL")]
    ttl: Option<Value>,
    deregister_critical_service_after: Option<Value>,
    /// What somebody would have to run.
    interval: Option<Value>,
    timeout: Option<Value>,
    #[serde(rename = "HTTP")]
    http: Option<Value>,
    header: Option<Value>,
    method: Option<Value>,
    body: Option<Value>,
    #[serde(rename = "TLSSkipVerify")]
    tls_skip_verify: Option<Value>,
    #[serde(rename = "TCP")]
    tcp: Option<Value>,
    args: Option<Value>,
    script_args: Option<Value>,
    shell: Option<Value>,
    #[serde(rename = "DockerContainerID")]
    docker_container_id: Option<Value>,
    #[serde(rename = "GRPC")]
    grpc: Option<Value>,
    #[serde(rename = "GRPCUseTLS")]
    grpc_use_tls: Option<Value>,
    alias_node: Option<Value>,
    alias_service: Option<Value>,
    success_before_passing: Option<Value>,
    failures_before_critical: Option<Value>,
    output_max_size: Option<Value>,
    namespace: Option<String>,
    token: Option<String>,
}

/// An option that says nothing is as good as none.
fn says(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty() && text != "0s",
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::Array(values)) => !values.is_empty(),
        Some(Value::Object(fields)) => !fields.is_empty(),
        Some(Value::Bool(true)) => true,
    }
}

impl AgentCheckBody {
    pub(super) fn is_empty(&self) -> bool {
        let texts = [&self.name, &self.notes, &self.status];
        let others = [
            &self.ttl,
            &self.interval,
            &self.http,
            &self.tcp,
            &self.args,
            &self.script_args,
            &self.docker_container_id,
            &self.grpc,
            &self.alias_node,
            &self.alias_service,
        ];
        self.check_id.as_ref().is_none_or(String::is_empty)
            && texts.iter().all(|text| text.is_empty())
            && !others.iter().any(|value| says(value.as_ref()))
    }

    /// Whether it makes sense, as Consul sees it, and is of the kind that the registry has.
    pub(super) fn input(self, settings: &Settings) -> Result<CheckInput, Refusal> {
        let namespace = self.namespace.as_deref().unwrap_or_default();
        super::catalog_input::refuse_namespace(namespace)?;
        let span = |value: &Option<Value>| match value {
            None => Ok(0),
            Some(value) => decode::nanos(value)
                .map_err(|words| Refusal::bad(format!("Request decode failed: {words}"))),
        };
        let (ttl, interval) = (span(&self.ttl)?, span(&self.interval)?);
        let run = [&self.http, &self.tcp, &self.args, &self.script_args];
        let run = run
            .into_iter()
            .chain([&self.grpc, &self.docker_container_id]);
        let is_run = run.into_iter().any(|value| says(value.as_ref()));
        let is_alias = says(self.alias_node.as_ref()) || says(self.alias_service.as_ref());
        let invalid = |words: &str| Err(Refusal::bad(format!("Invalid check: {words}")));
        if interval > 0 && ttl > 0 {
            return invalid("Interval and TTL cannot both be specified");
        }
        if is_run && interval == 0 {
            return invalid("Interval must be > 0 for Script, HTTP, or TCP checks");
        }
        if !is_run && !is_alias && ttl == 0 {
            return invalid("TTL must be > 0 for TTL checks");
        }
        let goes_with_running = [
            &self.timeout,
            &self.header,
            &self.method,
            &self.body,
            &self.tls_skip_verify,
            &self.shell,
            &self.grpc_use_tls,
            &self.success_before_passing,
            &self.failures_before_critical,
            &self.output_max_size,
        ];
        if is_run || is_alias || goes_with_running.iter().any(|value| says(value.as_ref())) {
            return Err(Refusal::left_out(
                "a check that has to be run (HTTP, TCP, script, gRPC, Docker, alias); register one \
                 with a TTL and report to it: such a check",
            ));
        }
        let after = span(&self.deregister_critical_service_after)?;
        let after = (after > 0).then(|| {
            let after = Duration::from_nanos(after).max(settings.deregister_after_min);
            duration::millis(after)
        });
        let id = self.id.or(self.check_id).filter(|id| !id.is_empty());
        Ok(CheckInput {
            id: id.unwrap_or_else(|| self.name.clone()),
            name: self.name,
            status: self.status,
            notes: self.notes,
            service_id: self.service_id,
            kind: "ttl".to_owned(),
            expiry: Some(Expiry {
                ttl_ms: duration::millis(Duration::from_nanos(ttl)),
                deregister_after_ms: after,
            }),
            ..CheckInput::default()
        })
    }

    /// The id that a check was given which comes with its service, if any.
    pub(super) fn id_in_service(&self) -> Option<String> {
        self.check_id.clone().filter(|id| !id.is_empty())
    }

    /// Consul knows some fields only of a check by itself.
    pub(super) fn refuse_what_stands_alone(&self) -> Result<(), Refusal> {
        refuse_field("ID", self.id.as_ref())?;
        refuse_field("Token", self.token.as_ref())?;
        refuse_field("Namespace", self.namespace.as_ref())
    }
}

fn refuse_field(name: &str, value: Option<&String>) -> Result<(), Refusal> {
    match value {
        None => Ok(()),
        Some(_) => Err(Refusal::bad(format!(
            "Request decode failed: json: unknown field {name:?}"
        ))),
    }
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
    // The node's own health is a matter of the catalog, not of the agent.
    let checks = image
        .catalog
        .checks_of(&own)
        .filter(|row| *row.id != *SERF_HEALTH);
    let checks: BTreeMap<&str, CheckView<'_>> = checks
        .map(|row| (&*row.id, CheckView::of_agent(row)))
        .collect();
    answer::json(&checks, call.query.form())
}

pub(super) async fn register(call: Call, request: Request) -> Answer {
    let body: AgentCheckBody = decode::json(request, "Request decode failed").await?;
    refuse_field("CheckID", body.check_id.as_ref())?;
    if body.name.is_empty() {
        return Err(Refusal::bad("Missing check name"));
    }
    if !body.status.is_empty() && Status::parse(&body.status).is_none() {
        return Err(Refusal::bad("Bad check status"));
    }
    let input = body.input(call.registry.settings())?;
    let action = AgentAction::RegisterCheck(AgentCheck { input });
    change(&call, action).await
}

pub(super) async fn deregister(call: Call) -> Answer {
    if call.rest.is_empty() {
        return Err(Refusal::failed("CheckID missing"));
    }
    change(&call, AgentAction::DeregisterCheck(call.rest.clone())).await
}

pub(super) async fn pass(call: Call) -> Answer {
    note(call, Status::Passing).await
}

pub(super) async fn warn(call: Call) -> Answer {
    note(call, Status::Warning).await
}

pub(super) async fn fail(call: Call) -> Answer {
    note(call, Status::Critical).await
}

async fn note(call: Call, status: Status) -> Answer {
    let output = call.query.get("note").unwrap_or_default().to_owned();
    report(call, status, output).await
}

async fn report(call: Call, status: Status, output: String) -> Answer {
    let id = call.rest.clone();
    let action = AgentAction::Report { id, status, output };
    change(&call, action).await
}

pub(super) async fn update(call: Call, request: Request) -> Answer {
    /// Of the output of a check only so much is kept, as in Consul.
    const MOST_OUTPUT: usize = 4_096;
    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
    struct UpdateBody {
        status: String,
        output: String,
    }
    let body: UpdateBody = decode::json(request, "Request decode failed").await?;
    let status = Status::parse(&body.status)
        .ok_or_else(|| Refusal::bad(format!("Invalid check status: '{}'", body.status)))?;
    let mut output = body.output;
    if output.len() > MOST_OUTPUT {
        let whole = output.len();
        output.truncate(output.floor_char_boundary(MOST_OUTPUT));
        output = format!("{output} ... (captured {MOST_OUTPUT} of {whole} bytes)");
    }
    report(call, status, output).await
}
