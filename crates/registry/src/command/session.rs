//! Sessions: made, renewed, ended.

use std::sync::Arc;

use super::{Alarm, AlarmChange, Draft, Outcome, Refusal, kv, place};
use crate::rows::{Behavior, Indexes, RowKey, ServiceCheck, SessionRow, Status};
use crate::watch::Topic;
use catalog::lookup;

/// A session lives twice its TTL without being renewed, as in Consul.
const PATIENCE: u64 = 2;
/// The longest time for which a lost lock can be held back.
const LONGEST_DELAY_NS: u64 = 60_000_000_000;

#[derive(Clone, Debug)]
pub(crate) enum SessionCommand {
    Create(SessionInput),
    Destroy(Arc<str>),
    Renew(Arc<str>),
}

#[derive(Clone, Debug)]
pub(crate) struct SessionInput {
    pub(crate) id: Arc<str>,
    pub(crate) name: String,
    pub(crate) node: String,
    pub(crate) lock_delay_ns: u64,
    pub(crate) behavior: Behavior,
    pub(crate) ttl: String,
    pub(crate) ttl_ms: u64,
    pub(crate) node_checks: Vec<String>,
    pub(crate) service_checks: Option<Vec<ServiceCheck>>,
}

pub(super) fn apply(draft: &mut Draft<'_>, command: &SessionCommand) -> Result<Outcome, Refusal> {
    match command {
        SessionCommand::Create(input) => create(draft, input).map(Outcome::Created),
        SessionCommand::Destroy(id) => {
            check_form(id)?;
            end(draft, id);
            Ok(Outcome::Held(true))
        }
        SessionCommand::Renew(id) => {
            check_form(id)?;
            let row = draft.image.sessions.get(id).cloned();
            if let Some(row) = &row {
                wind(draft, row);
            }
            Ok(Outcome::Renewed(row))
        }
    }
}

/// Consul's words for what is no id at all.
pub(crate) fn check_form(id: &str) -> Result<(), Refusal> {
    if id.len() == 36 {
        return Ok(());
    }
    Err(Refusal::new(
        "failed session lookup: index error: UUID must be 36 characters",
    ))
}

fn create(draft: &mut Draft<'_>, input: &SessionInput) -> Result<Arc<str>, Refusal> {
    let node = lookup(&input.node);
    if draft.image.catalog.node(&node).is_none() {
        return Err(Refusal::new("Missing node registration"));
    }
    let row = SessionRow {
        id: Arc::clone(&input.id),
        name: draft.names.text(&input.name),
        node: draft.names.text(&input.node),
        lock_delay_ns: input.lock_delay_ns,
        behavior: input.behavior,
        ttl: draft.names.text(&input.ttl),
        ttl_ms: input.ttl_ms,
        node_checks: input
            .node_checks
            .iter()
            .map(|id| draft.names.text(id))
            .collect(),
        service_checks: input.service_checks.clone(),
        indexes: Indexes::new(draft.index),
    };
    for id in row.checks() {
        match draft.image.catalog.check(&node, &lookup(id)) {
            None => return Err(Refusal::new(format!("Missing check '{id}' registration"))),
            Some(check) if check.is(Status::Critical) => {
                let status = &check.status;
                return Err(Refusal::new(format!("Check '{id}' is in {status} state")));
            }
            Some(_) => {}
        }
    }
    let row = place::session(draft.image, row);
    changed(draft, &node, &row.id);
    wind(draft, &row);
    Ok(Arc::clone(&row.id))
}

/// Starts the time of a session anew.
pub(crate) fn wind(draft: &mut Draft<'_>, row: &SessionRow) {
    if row.ttl_ms > 0 {
        let alarm = Alarm::Session(Arc::clone(&row.id));
        let at = draft
            .now
            .saturating_add(row.ttl_ms.saturating_mul(PATIENCE));
        draft.effects.alarms.push(AlarmChange::Set(alarm, at));
    }
}

/// Ends a session: its locks are released or its keys removed.
pub(super) fn end(draft: &mut Draft<'_>, id: &Arc<str>) {
    let Some(row) = draft.image.sessions.rows.remove(id) else {
        return;
    };
    let node = lookup(&row.node);
    let sessions = &mut draft.image.sessions;
    sessions.nodes.remove(&(Arc::clone(&node), Arc::clone(id)));
    for check in row.checks() {
        let reference = (Arc::clone(&node), lookup(check), Arc::clone(id));
        sessions.checks.remove(&reference);
    }
    let delay_ms = row.lock_delay_ns.min(LONGEST_DELAY_NS) / 1_000_000;
    for key in draft.image.sessions.keys_of(id) {
        kv::let_go(draft, &key, row.behavior);
        if delay_ms > 0 {
            hold_back(draft, key, delay_ms);
        }
    }
    changed(draft, &node, id);
    let alarm = Alarm::Session(Arc::clone(id));
    draft.effects.alarms.push(AlarmChange::Clear(alarm));
}

fn hold_back(draft: &mut Draft<'_>, key: Arc<str>, delay_ms: u64) {
    let now = draft.now;
    let delays = &mut draft.image.sessions.delays;
    let over: Vec<Arc<str>> = delays
        .iter()
        .filter(|(_, until)| **until <= now)
        .map(|(key, _)| Arc::clone(key))
        .collect();
    for key in over {
        delays.remove(&key);
    }
    delays.insert(key, now.saturating_add(delay_ms));
}

fn changed(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>) {
    draft.image.sessions.index = draft.index;
    draft.tell(Topic::Sessions);
    draft.tell(Topic::NodeSessions(Arc::clone(node)));
    draft.tell(Topic::Session(Arc::clone(id)));
    draft.touch(RowKey::Session(Arc::clone(id)));
}
