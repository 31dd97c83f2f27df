//! `/v1/txn`: several operations, all or none.

use axum::extract::Request;
use http::StatusCode;
use serde::Serialize;

use super::answer::{self, Answer, Leader};
use super::decode;
use super::query::{ReadOptions, check_datacenter};
use super::refusal::Refusal;
use super::routes::Call;
use super::txn_input::{self, OperationBody, Operations};
use super::views::{CheckView, KvView, NodeView, ServiceView};
use crate::command::{
    Command, KvCommand, KvVerb, Outcome, TxnCommand, TxnFailure, TxnOperation, TxnResult,
    read as read_txn,
};
use crate::limits;

pub(super) async fn handle(call: Call, request: Request) -> Answer {
    let settings = call.registry.settings();
    check_datacenter(&call.query, settings)?;
    let bodies: Vec<OperationBody> = decode::json(request, "Failed to parse body").await?;
    let count = bodies.len();
    if count > limits::OPERATIONS {
        let most = limits::OPERATIONS;
        return Err(Refusal::too_large(format!(
            "Transaction contains too many operations ({count} > {most})"
        )));
    }
    let Operations {
        operations,
        failures,
    } = txn_input::read(bodies, settings)?;
    if operations
        .iter()
        .any(|operation| is_denied(&call, operation))
    {
        return Err(Refusal::denied());
    }
    let reads = !operations.iter().any(TxnOperation::writes);
    let outcome = if !failures.is_empty() {
        Err(failures)
    } else if reads {
        ReadOptions::read(&call.query, settings)?;
        read_txn(&call.registry.snapshot(), &operations)
    } else {
        let command = Command::Txn(TxnCommand { operations });
        match call.change(command).await? {
            Outcome::Txn(outcome) => outcome,
            _ => Ok(Vec::new()),
        }
    };
    tell(&call, &outcome, reads.then(ReadView::default))
}

/// Whether an operation names what is hidden, or removes it with a tree.
fn is_denied(call: &Call, operation: &TxnOperation) -> bool {
    match operation {
        TxnOperation::Kv(command) if command.verb == KvVerb::DeleteTree => {
            call.hides_some_below(&command.key)
        }
        TxnOperation::Kv(KvCommand { key, .. })
        | TxnOperation::KvGet(key)
        | TxnOperation::KvGetTree(key)
        | TxnOperation::KvCheckIndex(key, _)
        | TxnOperation::KvCheckSession(key, _)
        | TxnOperation::KvCheckNotExists(key) => call.hides(key),
        TxnOperation::Node(..)
        | TxnOperation::Service(..)
        | TxnOperation::Check(..)
        | TxnOperation::Unknown(_) => false,
    }
}

fn is_hidden(call: &Call, result: &TxnResult) -> bool {
    matches!(result, TxnResult::Kv(row) if call.hides(&row.key))
}

fn tell(
    call: &Call,
    outcome: &Result<Vec<TxnResult>, Vec<TxnFailure>>,
    read: Option<ReadView>,
) -> Answer {
    let datacenter = &call.registry.settings().datacenter;
    let (results, errors, status) = match outcome {
        Ok(results) => {
            let results = results.iter().filter(|result| !is_hidden(call, result));
            let results = results.map(|result| view(result, datacenter));
            (Some(results.collect()), None, StatusCode::OK)
        }
        Err(failures) => {
            let errors = failures.iter().map(ErrorView::from).collect();
            (None, Some(errors), StatusCode::CONFLICT)
        }
    };
    let reads = read.is_some();
    let body = TxnView {
        results,
        errors,
        read,
    };
    let mut response = answer::json_with(status, &body, call.query.form())?;
    if reads {
        answer::mark_leader(&mut response, Leader::Known);
    }
    Ok(response)
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TxnView<'a> {
    results: Option<Vec<ResultView<'a>>>,
    errors: Option<Vec<ErrorView<'a>>>,
    #[serde(flatten)]
    read: Option<ReadView>,
}

/// What Consul adds to a transaction that only reads.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ReadView {
    index: u64,
    last_contact: u64,
    known_leader: bool,
    consistency_level: &'static str,
}

impl Default for ReadView {
    fn default() -> Self {
        Self {
            index: 0,
            last_contact: 0,
            known_leader: true,
            consistency_level: "",
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ErrorView<'a> {
    op_index: usize,
    what: &'a str,
}

impl<'a> From<&'a TxnFailure> for ErrorView<'a> {
    fn from(failure: &'a TxnFailure) -> Self {
        Self {
            op_index: failure.operation,
            what: &failure.words,
        }
    }
}

#[derive(Serialize)]
enum ResultView<'a> {
    #[serde(rename = "KV")]
    Kv(KvView<'a>),
    Node(NodeView<'a>),
    Service(ServiceView<'a>),
    Check(CheckView<'a>),
}

fn view<'a>(result: &'a TxnResult, datacenter: &'a str) -> ResultView<'a> {
    match result {
        TxnResult::Kv(row) => ResultView::Kv((&**row).into()),
        TxnResult::Node(row) => ResultView::Node(NodeView::new(row, datacenter)),
        TxnResult::Service(row) => ResultView::Service(ServiceView::as_stored(row)),
        TxnResult::Check(row) => ResultView::Check(CheckView::as_stored(row)),
    }
}
