//! The registry as the agent of its own node.
//!
//! Consul's agent keeps its services apart and copies them to the catalog from time to
//! time. Here both are one: what the agent has is what the catalog says of its node.

use std::sync::Arc;

use super::catalog::{CheckInput, NodeInput, ServiceInput};
use super::node::SERF_HEALTH;
use super::{Alarm, AlarmChange, Draft, Refusal, check, node, service};
use crate::rows::{CheckRow, Status};
use catalog::lookup;

pub(crate) const NODE_MAINTENANCE: &str = "_node_maintenance";
pub(crate) const SERVICE_MAINTENANCE: &str = "_service_maintenance:";
const NO_REASON: &str = "but no reason was provided. This is a default message.";

#[derive(Clone, Debug)]
pub(crate) struct AgentCommand {
    /// The folded name of the registry's own node.
    pub(crate) node: Arc<str>,
    pub(crate) action: AgentAction,
}

#[derive(Clone, Debug)]
pub(crate) enum AgentAction {
    RegisterService(AgentService),
    DeregisterService(String),
    RegisterCheck(AgentCheck),
    DeregisterCheck(String),
    /// What a check that reports itself says.
    Report {
        id: String,
        status: Status,
        output: String,
    },
    /// In maintenance for a reason, or out of it.
    ServiceMaintenance {
        id: String,
        reason: Option<String>,
    },
    NodeMaintenance(Option<String>),
}

#[derive(Clone, Debug)]
pub(crate) struct AgentService {
    pub(crate) service: ServiceInput,
    pub(crate) checks: Vec<AgentCheck>,
    /// Checks that are not named again are removed.
    pub(crate) replace_checks: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct AgentCheck {
    pub(crate) input: CheckInput,
}

pub(super) fn apply(draft: &mut Draft<'_>, command: &AgentCommand) -> Result<(), Refusal> {
    let node = &command.node;
    match &command.action {
        AgentAction::RegisterService(register) => register_service(draft, node, register),
        AgentAction::DeregisterService(id) => {
            service::delete(draft, node, &lookup(id));
            Ok(())
        }
        AgentAction::RegisterCheck(registered) => {
            let of = &registered.input.service_id;
            let service = draft.image.catalog.service(node, &lookup(of));
            if !of.is_empty() && service.is_none() {
                return Err(Refusal::new(format!("ServiceID {of:?} does not exist")));
            }
            register_check(draft, node, &registered.input)
        }
        AgentAction::DeregisterCheck(id) => {
            check::delete(draft, node, &lookup(id));
            Ok(())
        }
        AgentAction::Report { id, status, output } => report(draft, node, id, *status, output),
        AgentAction::ServiceMaintenance { id, reason } => {
            service_maintenance(draft, node, id, reason.as_deref())
        }
        AgentAction::NodeMaintenance(reason) => {
            let default = format!("Maintenance mode is enabled for this node, {NO_REASON}");
            let input = reason.as_deref().map(|reason| CheckInput {
                name: "Node Maintenance Mode".to_owned(),
                notes: or(reason, default),
                ..CheckInput::default()
            });
            maintenance(draft, node, NODE_MAINTENANCE, input)
        }
    }
}

/// The node itself, and the check that says it is alive.
pub(super) fn own_node(draft: &mut Draft<'_>, input: &NodeInput) -> Result<(), Refusal> {
    node::ensure(draft, input)?;
    let alive = CheckInput {
        id: SERF_HEALTH.to_owned(),
        name: "Serf Health Status".to_owned(),
        status: Status::Passing.as_str().to_owned(),
        output: "Agent alive and reachable".to_owned(),
        ..CheckInput::default()
    };
    check::ensure(draft, &lookup(&input.name), &alive)?;
    Ok(())
}

fn register_service(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    register: &AgentService,
) -> Result<(), Refusal> {
    let row = service::ensure(draft, node, &register.service)?;
    for AgentCheck { input } in &register.checks {
        let before = draft
            .image
            .catalog
            .check(node, &lookup(&input.id))
            .filter(|before| before.service_id == row.id)
            .cloned();
        let mut input = input.clone();
        if let Some(before) = before {
            // What was known of its health outlives a new registration.
            input.status = before.status.to_string();
            input.output = before.output.to_string();
        }
        register_check(draft, node, &input)?;
    }
    // The service's name and tags stand in its checks.
    let id = draft.names.folded(&row.id);
    let checks: Vec<Arc<CheckRow>> = draft
        .image
        .catalog
        .checks_of_instance(node, &id)
        .cloned()
        .collect();
    for old in checks {
        let named = register
            .checks
            .iter()
            .any(|check| *check.input.id == *old.id);
        if register.replace_checks && !named {
            check::delete(draft, node, &lookup(&old.id));
        } else if old.service_tags != row.tags || old.service_name != row.name {
            let mut changed = CheckRow::clone(&old);
            changed.service_tags = row.tags.clone();
            changed.service_name = Arc::clone(&row.name);
            check::write(draft, node, changed);
        }
    }
    Ok(())
}

fn register_check(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    input: &CheckInput,
) -> Result<(), Refusal> {
    let row = check::ensure(draft, node, input)?;
    watch_over(draft, node, &row);
    Ok(())
}

/// Sets the alarms that a check has given its state.
pub(crate) fn watch_over(draft: &mut Draft<'_>, node: &Arc<str>, row: &CheckRow) {
    let Some(expiry) = row.expiry else {
        return;
    };
    let (node, id) = (Arc::clone(node), draft.names.folded(&row.id));
    let silent = Alarm::Ttl {
        node: Arc::clone(&node),
        id: Arc::clone(&id),
    };
    let reap = Alarm::Reap { node, id };
    let now = draft.now;
    let alarms = &mut draft.effects.alarms;
    alarms.push(AlarmChange::Set(silent, now.saturating_add(expiry.ttl_ms)));
    match expiry.deregister_after_ms {
        Some(after) if row.is(Status::Critical) => {
            alarms.push(AlarmChange::Keep(reap, now.saturating_add(after)));
        }
        _ => alarms.push(AlarmChange::Clear(reap)),
    }
}

fn report(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    id: &str,
    status: Status,
    output: &str,
) -> Result<(), Refusal> {
    let row = draft
        .image
        .catalog
        .check(node, &lookup(id))
        .filter(|row| row.expiry.is_some())
        .cloned();
    let Some(row) = row else {
        return Err(Refusal::new(format!(
            "CheckID {id:?} does not have associated TTL"
        )));
    };
    let row = change(draft, node, &row, status, output);
    watch_over(draft, node, &row);
    Ok(())
}

fn change(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    row: &CheckRow,
    status: Status,
    output: &str,
) -> Arc<CheckRow> {
    let changed = CheckRow {
        status: draft.names.text(status.as_str()),
        output: draft.names.text(output),
        ..row.clone()
    };
    check::write(draft, node, changed)
}

/// A check was not heard of for as long as it is believed.
pub(super) fn fall_silent(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>) {
    let Some(row) = draft.image.catalog.check(node, id).cloned() else {
        return;
    };
    let output = if row.output.is_empty() {
        "TTL expired".to_owned()
    } else {
        let last = &row.output;
        format!("TTL expired (last output before timeout follows): {last}")
    };
    // One that is critical already has nothing to add.
    if row.is(Status::Critical) {
        return;
    }
    let row = change(draft, node, &row, Status::Critical, &output);
    if let Some(after) = row.expiry.and_then(|expiry| expiry.deregister_after_ms) {
        let alarm = Alarm::Reap {
            node: Arc::clone(node),
            id: Arc::clone(id),
        };
        let at = draft.now.saturating_add(after);
        draft.effects.alarms.push(AlarmChange::Keep(alarm, at));
    }
}

/// A check was critical for too long: its service goes.
pub(super) fn reap(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>) {
    let found = draft.image.catalog.check(node, id);
    let Some(row) = found.filter(|row| row.is(Status::Critical)).cloned() else {
        return;
    };
    if !row.service_id.is_empty() {
        service::delete(draft, node, &lookup(&row.service_id));
    }
}

fn service_maintenance(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    id: &str,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    let Some(service) = draft.image.catalog.service(node, &lookup(id)).cloned() else {
        return Err(Refusal::not_found(format!(
            "No service registered with ID {id:?}"
        )));
    };
    let default = format!("Maintenance mode is enabled for this service, {NO_REASON}");
    let input = reason.map(|reason| CheckInput {
        name: "Service Maintenance Mode".to_owned(),
        notes: or(reason, default),
        service_id: service.id.to_string(),
        ..CheckInput::default()
    });
    maintenance(
        draft,
        node,
        &format!("{SERVICE_MAINTENANCE}{}", service.id),
        input,
    )
}

fn maintenance(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    id: &str,
    input: Option<CheckInput>,
) -> Result<(), Refusal> {
    let folded = lookup(id);
    match input {
        None => check::delete(draft, node, &folded),
        // Who is in maintenance stays so for the reason given first.
        Some(_) if draft.image.catalog.check(node, &folded).is_some() => {}
        Some(input) => {
            let input = CheckInput {
                id: id.to_owned(),
                status: Status::Critical.as_str().to_owned(),
                kind: "maintenance".to_owned(),
                ..input
            };
            check::ensure(draft, node, &input)?;
        }
    }
    Ok(())
}

fn or(text: &str, default: String) -> String {
    if text.is_empty() {
        default
    } else {
        text.to_owned()
    }
}
