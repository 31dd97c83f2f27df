//! Operations as they travel.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::operation::{KvVerb, Operation};
use crate::wire::kv::to_base64;
use crate::wire::{AgentService, Check, Node};

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut operation = serializer.serialize_struct("Operation", 1)?;
        match self {
            Self::Kv { key, verb } => operation.serialize_field("KV", &Kv::of(key, verb))?,
            Self::Node { node, verb } => operation.serialize_field(
                "Node",
                &OfNode {
                    verb: verb.as_str(),
                    node,
                },
            )?,
            Self::Service {
                node,
                service,
                verb,
            } => operation.serialize_field(
                "Service",
                &OfService {
                    verb: verb.as_str(),
                    node,
                    service,
                },
            )?,
            Self::Check { check, verb } => operation.serialize_field(
                "Check",
                &OfCheck {
                    verb: verb.as_str(),
                    check,
                },
            )?,
        }
        operation.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Kv<'a> {
    verb: &'static str,
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a str>,
}

impl<'a> Kv<'a> {
    fn of(key: &'a str, verb: &'a KvVerb) -> Self {
        let (value, index, session) = match verb {
            KvVerb::Set { value, flags } => (Some((value, flags)), None, None),
            KvVerb::SetUnchanged {
                value,
                flags,
                index,
            } => (Some((value, flags)), Some(*index), None),
            KvVerb::Lock {
                value,
                flags,
                session,
            }
            | KvVerb::Unlock {
                value,
                flags,
                session,
            } => (Some((value, flags)), None, Some(session.as_str())),
            KvVerb::CheckIndex { index } | KvVerb::DeleteUnchanged { index } => {
                (None, Some(*index), None)
            }
            KvVerb::CheckSession { session } => (None, None, Some(session.as_str())),
            KvVerb::Get
            | KvVerb::GetTree
            | KvVerb::CheckNotExists
            | KvVerb::Delete
            | KvVerb::DeleteTree => (None, None, None),
        };
        Self {
            verb: verb.as_str(),
            key,
            value: value.map(|(value, _)| to_base64(value)),
            flags: value.map(|(_, flags)| *flags),
            index,
            session,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OfNode<'a> {
    verb: &'static str,
    node: &'a Node,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OfService<'a> {
    verb: &'static str,
    node: &'a str,
    service: &'a AgentService,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OfCheck<'a> {
    verb: &'static str,
    check: &'a Check,
}
