//! Several operations that all happen or none of them.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::catalog::{CheckInput, NodeInput, ServiceInput};
use super::kv::{self, KvCommand, KvVerb};
use super::{Draft, Refusal, check, node, service};
use crate::image::Image;
use crate::rows::{CheckRow, KvRow, NodeRow, ServiceRow};
use catalog::lookup;

#[derive(Clone, Debug)]
pub(crate) struct TxnCommand {
    pub(crate) operations: Vec<TxnOperation>,
}

/// What was asked, with refusals that are known before anything is tried.
#[derive(Clone, Debug)]
pub(crate) enum TxnOperation {
    /// A change of a key; `cas`, `lock` and the like fail the transaction if they do not hold.
    Kv(KvCommand),
    KvGet(Arc<str>),
    KvGetTree(Arc<str>),
    KvCheckIndex(Arc<str>, u64),
    KvCheckSession(Arc<str>, Arc<str>),
    KvCheckNotExists(Arc<str>),
    Node(CatalogVerb, NodeInput),
    /// The node's name, and the service.
    Service(CatalogVerb, String, ServiceInput),
    Check(CatalogVerb, CheckInput),
    /// A verb that Consul does not know either.
    Unknown(Unknown),
}

/// Consul takes an unknown verb of a key for a question, one of the catalog for a change.
#[derive(Clone, Debug)]
pub(crate) enum Unknown {
    Kv(String),
    /// The kind of row, and the verb.
    Catalog(&'static str, String),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kv(verb) => write!(f, "unknown KV verb {verb:?}"),
            Self::Catalog(kind, verb) => write!(f, "unknown {kind} verb {verb:?}"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CatalogVerb {
    Get,
    Set,
    Cas,
    Delete,
    DeleteCas,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TxnResult {
    /// The value is told only to who asked for it.
    Kv(Arc<KvRow>),
    Node(Arc<NodeRow>),
    Service(Arc<ServiceRow>),
    Check(Arc<CheckRow>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TxnFailure {
    pub(crate) operation: usize,
    pub(crate) words: String,
}

impl TxnOperation {
    /// Consul takes a transaction without such operations as a read.
    pub(crate) fn writes(&self) -> bool {
        match self {
            Self::Kv(_) | Self::Unknown(Unknown::Catalog(..)) => true,
            Self::Node(verb, _) | Self::Service(verb, _, _) | Self::Check(verb, _) => {
                *verb != CatalogVerb::Get
            }
            Self::KvGet(_)
            | Self::KvGetTree(_)
            | Self::KvCheckIndex(..)
            | Self::KvCheckSession(..)
            | Self::KvCheckNotExists(_)
            | Self::Unknown(Unknown::Kv(_)) => false,
        }
    }
}

pub(super) fn apply(
    draft: &mut Draft<'_>,
    command: &TxnCommand,
) -> Result<Vec<TxnResult>, Vec<TxnFailure>> {
    // A lock that is held back fails before anything is tried.
    let delayed = failures(&command.operations, |operation| match operation {
        TxnOperation::Kv(command)
            if matches!(command.verb, KvVerb::Lock(_)) && kv::is_delayed(draft, &command.key) =>
        {
            let key = &command.key;
            Err(Refusal::new(format!(
                "failed to lock key {key:?} due to lock delay"
            )))
        }
        _ => Ok(()),
    });
    if !delayed.is_empty() {
        return Err(delayed);
    }
    let mut results = Vec::new();
    let failed = failures(&command.operations, |operation| {
        run(draft, operation, &mut results)
    });
    if failed.is_empty() {
        Ok(results)
    } else {
        Err(failed)
    }
}

/// A transaction that only reads.
pub(crate) fn read(
    image: &Image,
    operations: &[TxnOperation],
) -> Result<Vec<TxnResult>, Vec<TxnFailure>> {
    let mut results = Vec::new();
    let failed = failures(operations, |operation| look(image, operation, &mut results));
    if failed.is_empty() {
        Ok(results)
    } else {
        Err(failed)
    }
}

fn failures(
    operations: &[TxnOperation],
    mut run: impl FnMut(&TxnOperation) -> Result<(), Refusal>,
) -> Vec<TxnFailure> {
    let run = operations.iter().map(&mut run).enumerate();
    run.filter_map(|(operation, outcome)| {
        let words = outcome.err()?.words;
        Some(TxnFailure { operation, words })
    })
    .collect()
}

fn run(
    draft: &mut Draft<'_>,
    operation: &TxnOperation,
    results: &mut Vec<TxnResult>,
) -> Result<(), Refusal> {
    match operation {
        TxnOperation::Kv(command) => change_key(draft, command, results),
        TxnOperation::Node(verb, input) if *verb != CatalogVerb::Get => {
            change_node(draft, *verb, input, results)
        }
        TxnOperation::Service(verb, node, input) if *verb != CatalogVerb::Get => {
            change_service(draft, *verb, node, input, results)
        }
        TxnOperation::Check(verb, input) if *verb != CatalogVerb::Get => {
            change_check(draft, *verb, input, results)
        }
        _ => look(draft.image, operation, results),
    }
}

fn look(
    image: &Image,
    operation: &TxnOperation,
    results: &mut Vec<TxnResult>,
) -> Result<(), Refusal> {
    match operation {
        TxnOperation::KvGet(key) => {
            let row = image
                .kv
                .get(key)
                .ok_or_else(|| Refusal::new(format!("key {key:?} doesn't exist")))?;
            results.push(TxnResult::Kv(Arc::clone(row)));
        }
        TxnOperation::KvGetTree(prefix) => {
            results.extend(image.kv.below(prefix).cloned().map(TxnResult::Kv));
        }
        TxnOperation::KvCheckIndex(key, index) => {
            let row = check_index(image, key, *index)?;
            results.push(TxnResult::Kv(without_value(row)));
        }
        TxnOperation::KvCheckSession(key, session) => {
            let row = check_session(image, key, session)?;
            results.push(TxnResult::Kv(without_value(row)));
        }
        TxnOperation::KvCheckNotExists(key) => {
            if image.kv.get(key).is_some() {
                return Err(Refusal::new(format!("key {key:?} exists")));
            }
        }
        TxnOperation::Node(_, input) => {
            let found = image.catalog.node(&lookup(&input.name));
            let name = &input.name;
            let row = found.ok_or_else(|| Refusal::new(format!("node {name:?} doesn't exist")))?;
            results.push(TxnResult::Node(Arc::clone(row)));
        }
        TxnOperation::Service(_, node, input) => {
            let found = image.catalog.service(&lookup(node), &lookup(&input.id));
            let id = &input.id;
            let row = found.ok_or_else(|| {
                Refusal::new(format!("service {id:?} on node {node:?} doesn't exist"))
            })?;
            results.push(TxnResult::Service(Arc::clone(row)));
        }
        TxnOperation::Check(_, input) => {
            let found = image
                .catalog
                .check(&lookup(&input.node), &lookup(&input.id));
            let (id, node) = (&input.id, &input.node);
            let row = found.ok_or_else(|| {
                Refusal::new(format!("check {id:?} on node {node:?} doesn't exist"))
            })?;
            results.push(TxnResult::Check(Arc::clone(row)));
        }
        TxnOperation::Unknown(unknown) => return Err(Refusal::new(unknown.to_string())),
        TxnOperation::Kv(command) => {
            let key = &command.key;
            return Err(Refusal::new(format!("cannot change {key:?} while reading")));
        }
    }
    Ok(())
}

fn check_index<'i>(image: &'i Image, key: &str, index: u64) -> Result<&'i KvRow, Refusal> {
    let Some(row) = image.kv.get(key) else {
        return Err(Refusal::new(format!(
            "failed to check index, key {key:?} doesn't exist"
        )));
    };
    let current = row.indexes.modify;
    if current == index {
        return Ok(row);
    }
    Err(Refusal::new(format!(
        "failed index check for key {key:?}, current modify index {current} != {index}"
    )))
}

fn check_session<'i>(image: &'i Image, key: &str, session: &str) -> Result<&'i KvRow, Refusal> {
    let Some(row) = image.kv.get(key) else {
        return Err(Refusal::new(format!(
            "failed to check session, key {key:?} doesn't exist"
        )));
    };
    let current = row.session.as_deref().unwrap_or_default();
    if current == session {
        return Ok(row);
    }
    Err(Refusal::new(format!(
        "failed session check for key {key:?}, current session {current:?} != {session:?}"
    )))
}

fn change_key(
    draft: &mut Draft<'_>,
    command: &KvCommand,
    results: &mut Vec<TxnResult>,
) -> Result<(), Refusal> {
    let key = &command.key;
    let held = kv::apply(draft, command)?;
    let failed = match &command.verb {
        _ if held => None,
        KvVerb::Cas(_) => Some(format!("failed to set key {key:?}, index is stale")),
        KvVerb::DeleteCas(_) => Some(format!("failed to delete key {key:?}, index is stale")),
        KvVerb::Lock(_) => Some(format!("failed to lock key {key:?}, lock is already held")),
        _ => Some(format!(
            "failed to unlock key {key:?}, lock isn't held, or is held by another session"
        )),
    };
    if let Some(words) = failed {
        return Err(Refusal::new(words));
    }
    let tells = !matches!(
        command.verb,
        KvVerb::Delete | KvVerb::DeleteCas(_) | KvVerb::DeleteTree
    );
    if tells && let Some(row) = kv::get(draft, key) {
        results.push(TxnResult::Kv(without_value(&row)));
    }
    Ok(())
}

fn without_value(row: &KvRow) -> Arc<KvRow> {
    Arc::new(KvRow {
        value: Bytes::new(),
        ..row.clone()
    })
}

fn change_node(
    draft: &mut Draft<'_>,
    verb: CatalogVerb,
    input: &NodeInput,
    results: &mut Vec<TxnResult>,
) -> Result<(), Refusal> {
    let folded = lookup(&input.name);
    let name = &input.name;
    // Consul finds a node by its id first, if one is given.
    let found = node::by_id(draft, &input.id)
        .or_else(|| draft.image.catalog.node(&folded).cloned())
        .map(|row| row.indexes.modify);
    match verb {
        CatalogVerb::Cas if !matches(found, input.modify_index) => Err(Refusal::new(format!(
            "failed to set node {name:?}, index is stale"
        ))),
        CatalogVerb::DeleteCas if found != Some(input.modify_index) => Err(Refusal::new(format!(
            "failed to delete node {name:?}, index is stale"
        ))),
        CatalogVerb::Delete | CatalogVerb::DeleteCas => {
            node::delete(draft, &folded);
            Ok(())
        }
        CatalogVerb::Set | CatalogVerb::Cas | CatalogVerb::Get => {
            let row = node::ensure(draft, input)?;
            results.push(TxnResult::Node(row));
            Ok(())
        }
    }
}

fn change_service(
    draft: &mut Draft<'_>,
    verb: CatalogVerb,
    node: &str,
    input: &ServiceInput,
    results: &mut Vec<TxnResult>,
) -> Result<(), Refusal> {
    let (folded, id) = (lookup(node), lookup(&input.id));
    let found = draft
        .image
        .catalog
        .service(&folded, &id)
        .map(|row| row.indexes.modify);
    let name = &input.id;
    match verb {
        CatalogVerb::Cas if !matches(found, input.modify_index) => Err(Refusal::new(format!(
            "failed to set service {name:?} on node {node:?}, index is stale"
        ))),
        CatalogVerb::DeleteCas if found != Some(input.modify_index) => Err(Refusal::new(format!(
            "failed to delete service {name:?} on node {node:?}, index is stale"
        ))),
        CatalogVerb::Delete | CatalogVerb::DeleteCas => {
            service::delete(draft, &folded, &id);
            Ok(())
        }
        CatalogVerb::Set | CatalogVerb::Cas | CatalogVerb::Get => {
            let row = service::ensure(draft, &folded, input)?;
            results.push(TxnResult::Service(row));
            Ok(())
        }
    }
}

fn change_check(
    draft: &mut Draft<'_>,
    verb: CatalogVerb,
    input: &CheckInput,
    results: &mut Vec<TxnResult>,
) -> Result<(), Refusal> {
    let (folded, id) = (lookup(&input.node), lookup(&input.id));
    let found = draft
        .image
        .catalog
        .check(&folded, &id)
        .map(|row| row.indexes.modify);
    let (name, node) = (&input.id, &input.node);
    match verb {
        CatalogVerb::Cas if !matches(found, input.modify_index) => Err(Refusal::new(format!(
            "failed to set check {name:?} on node {node:?}, index is stale"
        ))),
        CatalogVerb::DeleteCas if found != Some(input.modify_index) => Err(Refusal::new(format!(
            "failed to delete check {name:?} on node {node:?}, index is stale"
        ))),
        CatalogVerb::Delete | CatalogVerb::DeleteCas => {
            check::delete(draft, &folded, &id);
            Ok(())
        }
        CatalogVerb::Set | CatalogVerb::Cas | CatalogVerb::Get => {
            let row = check::register(draft, &folded, input)?;
            results.push(TxnResult::Check(row));
            Ok(())
        }
    }
}

/// An expected index of 0 means: not there yet.
fn matches(found: Option<u64>, expected: u64) -> bool {
    found.unwrap_or(0) == expected
}
