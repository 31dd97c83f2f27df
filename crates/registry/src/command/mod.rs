//! What can be asked of the registry that changes it: pure functions on an image.
//!
//! Nothing here knows of disks, sockets or threads. A command either changes the draft and
//! says what it touched, or refuses with words and leaves no trace.

mod agent;
mod catalog;
mod check;
mod draft;
mod kv;
mod node;
pub(crate) mod place;
mod service;
mod session;
mod txn;

use std::sync::Arc;

pub(crate) use agent::{
    AgentAction, AgentCheck, AgentCommand, AgentService, NODE_MAINTENANCE, SERVICE_MAINTENANCE,
    watch_over,
};
pub(crate) use catalog::{CheckInput, Deregister, NodeInput, Register, ServiceInput};
pub(crate) use draft::{Alarm, AlarmChange, Draft, Effects};
pub(crate) use kv::{KvCommand, KvVerb};
pub(crate) use node::SERF_HEALTH;
pub(crate) use session::{SessionCommand, SessionInput, check_form, wind};
pub(crate) use txn::{CatalogVerb, TxnCommand, TxnFailure, TxnOperation, TxnResult, Unknown, read};

use crate::hidden::Hidden;
use crate::rows::{RowKey, SessionRow};

#[derive(Clone, Debug)]
pub(crate) enum Command {
    Kv(KvCommand),
    Register(Box<Register>),
    Deregister(Deregister),
    Agent(Box<AgentCommand>),
    Session(SessionCommand),
    Txn(TxnCommand),
    /// A timer of the registry's own has run out.
    Elapsed(Alarm),
    /// The registry's own node, at every start.
    Own(NodeInput),
    /// From somebody from whom some keys are hidden.
    Behind(Arc<Hidden>, Box<Command>),
}

impl Command {
    fn has_steps(&self) -> bool {
        match self {
            Self::Register(_) | Self::Agent(_) | Self::Txn(_) | Self::Own(_) => true,
            Self::Kv(_) | Self::Deregister(_) | Self::Session(_) | Self::Elapsed(_) => false,
            // The end of a session changes the keys that it held, hidden ones too.
            Self::Behind(_, command) => !matches!(**command, Self::Kv(_)),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    Done,
    /// Whether a condition held.
    Held(bool),
    Created(Arc<str>),
    Renewed(Option<Arc<SessionRow>>),
    Txn(Result<Vec<TxnResult>, Vec<TxnFailure>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusalKind {
    /// What Consul answers with 500: the request cannot be done as things are.
    Failed,
    NotFound,
    /// It would change what is hidden from who asks.
    Denied,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) kind: RefusalKind,
    pub(crate) words: String,
}

impl Refusal {
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self {
            kind: RefusalKind::Failed,
            words: words.into(),
        }
    }

    pub(crate) fn not_found(words: impl Into<String>) -> Self {
        Self {
            kind: RefusalKind::NotFound,
            words: words.into(),
        }
    }
}

/// Applies one command, or leaves the draft as it was.
pub(crate) fn apply(draft: &mut Draft<'_>, command: &Command) -> Result<Outcome, Refusal> {
    // A mark makes the next changes copy a little more: only who can fail halfway needs it.
    let before = command.has_steps().then(|| draft.mark());
    let outcome = apply_all(draft, command);
    let failed = matches!(outcome, Err(_) | Ok(Outcome::Txn(Err(_))));
    if let Some(before) = before
        && failed
    {
        draft.back_to(before);
    }
    outcome
}

fn apply_all(draft: &mut Draft<'_>, command: &Command) -> Result<Outcome, Refusal> {
    match command {
        Command::Kv(command) => kv::apply(draft, command).map(Outcome::Held),
        Command::Register(register) => {
            catalog::register(draft, register)?;
            Ok(Outcome::Done)
        }
        Command::Deregister(deregister) => {
            catalog::deregister(draft, deregister);
            Ok(Outcome::Done)
        }
        Command::Agent(command) => {
            agent::apply(draft, command)?;
            Ok(Outcome::Done)
        }
        Command::Session(command) => session::apply(draft, command),
        Command::Txn(command) => Ok(Outcome::Txn(txn::apply(draft, command))),
        Command::Elapsed(alarm) => {
            elapsed(draft, alarm);
            Ok(Outcome::Done)
        }
        Command::Own(node) => {
            agent::own_node(draft, node)?;
            Ok(Outcome::Done)
        }
        Command::Behind(hidden, command) => behind(draft, hidden, command),
    }
}

fn behind(draft: &mut Draft<'_>, hidden: &Hidden, command: &Command) -> Result<Outcome, Refusal> {
    let before = draft.effects.rows.len();
    let outcome = apply_all(draft, command)?;
    let touched = draft.effects.rows.get(before..).unwrap_or_default();
    let is_hidden = |row: &RowKey| matches!(row, RowKey::Kv(key) if hidden.has(key));
    if touched.iter().any(is_hidden) {
        return Err(Refusal {
            kind: RefusalKind::Denied,
            words: "Permission denied".to_owned(),
        });
    }
    Ok(outcome)
}

fn elapsed(draft: &mut Draft<'_>, alarm: &Alarm) {
    match alarm {
        Alarm::Session(id) => session::end(draft, id),
        Alarm::Ttl { node, id } => agent::fall_silent(draft, node, id),
        Alarm::Reap { node, id } => agent::reap(draft, node, id),
    }
}

#[cfg(test)]
mod tests;
