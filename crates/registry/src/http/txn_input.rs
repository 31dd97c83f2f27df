//! What Consul takes for the operations of a transaction.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Deserialize;

use super::catalog_input::{
    CheckBody, NodeBody, ServiceBody, check_node, check_service, refuse_namespace,
};
use super::refusal::Refusal;
use crate::command::{
    CatalogVerb, KvCommand, KvVerb, ServiceInput, TxnFailure, TxnOperation, Unknown,
};
use crate::limits;
use crate::settings::Settings;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct OperationBody {
    #[serde(rename = "KV")]
    kv: Option<KvBody>,
    node: Option<NodeOperation>,
    service: Option<ServiceOperation>,
    check: Option<CheckOperation>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct KvBody {
    verb: String,
    key: String,
    value: String,
    flags: u64,
    index: u64,
    session: String,
    namespace: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct NodeOperation {
    verb: String,
    node: NodeBody,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct ServiceOperation {
    verb: String,
    node: String,
    service: ServiceBody,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct CheckOperation {
    verb: String,
    check: CheckBody,
}

/// The operations, and what is wrong with them before any is tried.
pub(super) struct Operations {
    pub(super) operations: Vec<TxnOperation>,
    pub(super) failures: Vec<TxnFailure>,
}

pub(super) fn read(bodies: Vec<OperationBody>, settings: &Settings) -> Result<Operations, Refusal> {
    let mut read = Operations {
        operations: Vec::new(),
        failures: Vec::new(),
    };
    for body in bodies {
        let Some((operation, wrong)) = operation(body, settings)? else {
            continue;
        };
        if let Some(words) = wrong {
            let operation = read.operations.len();
            read.failures.push(TxnFailure { operation, words });
        }
        read.operations.push(operation);
    }
    Ok(read)
}

type Read = Option<(TxnOperation, Option<String>)>;

fn operation(body: OperationBody, settings: &Settings) -> Result<Read, Refusal> {
    if let Some(kv) = body.kv {
        return key(kv).map(Some);
    }
    if let Some(NodeOperation { verb, node }) = body.node {
        let input = node.input(settings)?;
        return Ok(Some(match catalog_verb(&verb, "Node") {
            Err(unknown) => (TxnOperation::Unknown(unknown), check_node(&input).err()),
            Ok(CatalogVerb::Get) => (TxnOperation::Node(CatalogVerb::Get, input), None),
            Ok(verb) => {
                let wrong = check_node(&input).err();
                (TxnOperation::Node(verb, input), wrong)
            }
        }));
    }
    if let Some(ServiceOperation {
        verb,
        node,
        service,
    }) = body.service
    {
        let input: ServiceInput = service.input()?;
        return Ok(Some(match catalog_verb(&verb, "Service") {
            Err(unknown) => (TxnOperation::Unknown(unknown), check_service(&input).err()),
            Ok(CatalogVerb::Get) => {
                let operation = TxnOperation::Service(CatalogVerb::Get, node, input);
                (operation, None)
            }
            Ok(verb) => {
                let wrong = check_service(&input).err();
                (TxnOperation::Service(verb, node, input), wrong)
            }
        }));
    }
    if let Some(CheckOperation { verb, check }) = body.check {
        let input = check.input();
        return Ok(Some(match catalog_verb(&verb, "Check") {
            Err(unknown) => (TxnOperation::Unknown(unknown), None),
            Ok(verb) => (TxnOperation::Check(verb, input), None),
        }));
    }
    Ok(None)
}

fn key(body: KvBody) -> Result<(TxnOperation, Option<String>), Refusal> {
    refuse_namespace(&body.namespace)?;
    let value = STANDARD.decode(&body.value).map_err(|error| {
        Refusal::bad(format!(
            "Failed to parse body: illegal base64 data: {error}"
        ))
    })?;
    if value.len() > limits::VALUE_BYTES {
        return Err(Refusal::too_large(format!(
            "Value for key {:?} is too large ({} > {} bytes)",
            body.key,
            value.len(),
            limits::VALUE_BYTES
        )));
    }
    let key: Arc<str> = body.key.into();
    let session: Arc<str> = body.session.into();
    let nameless = key.is_empty() && body.verb != "delete-tree";
    let change = |verb, key| {
        TxnOperation::Kv(KvCommand {
            verb,
            key,
            value: Bytes::from(value),
            flags: body.flags,
        })
    };
    let operation = match body.verb.as_str() {
        "get" => TxnOperation::KvGet(key),
        "get-tree" => TxnOperation::KvGetTree(key),
        "check-index" => TxnOperation::KvCheckIndex(key, body.index),
        "check-session" => TxnOperation::KvCheckSession(key, session),
        "check-not-exists" => TxnOperation::KvCheckNotExists(key),
        "set" => change(KvVerb::Set, key),
        "cas" => change(KvVerb::Cas(body.index), key),
        "lock" => change(KvVerb::Lock(session), key),
        "unlock" => change(KvVerb::Unlock(session), key),
        "delete" => change(KvVerb::Delete, key),
        "delete-cas" => change(KvVerb::DeleteCas(body.index), key),
        "delete-tree" => change(KvVerb::DeleteTree, key),
        other => TxnOperation::Unknown(Unknown::Kv(other.to_owned())),
    };
    Ok((operation, nameless.then(|| "Must provide key".to_owned())))
}

fn catalog_verb(verb: &str, of: &'static str) -> Result<CatalogVerb, Unknown> {
    match verb {
        "get" => Ok(CatalogVerb::Get),
        "set" => Ok(CatalogVerb::Set),
        "cas" => Ok(CatalogVerb::Cas),
        "delete" => Ok(CatalogVerb::Delete),
        "delete-cas" => Ok(CatalogVerb::DeleteCas),
        other => Err(Unknown::Catalog(of, other.to_owned())),
    }
}
