//! What a transaction can do.

use crate::wire::{AgentService, Check, Node};

#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Kv {
        key: String,
        verb: KvVerb,
    },
    Node {
        node: Node,
        verb: NodeVerb,
    },
    Service {
        node: String,
        service: Box<AgentService>,
        verb: ServiceVerb,
    },
    Check {
        check: Box<Check>,
        verb: CheckVerb,
    },
}

/// `index` is the ModifyIndex that must still be true; 0 stands for a key that is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KvVerb {
    Set {
        value: Vec<u8>,
        flags: u64,
    },
    SetUnchanged {
        value: Vec<u8>,
        flags: u64,
        index: u64,
    },
    Lock {
        value: Vec<u8>,
        flags: u64,
        session: String,
    },
    Unlock {
        value: Vec<u8>,
        flags: u64,
        session: String,
    },
    Get,
    GetTree,
    CheckIndex {
        index: u64,
    },
    CheckSession {
        session: String,
    },
    CheckNotExists,
    Delete,
    DeleteTree,
    DeleteUnchanged {
        index: u64,
    },
}

/// The `Unchanged` ones compare the ModifyIndex that the node carries; 0 stands for absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeVerb {
    Get,
    Set,
    SetUnchanged,
    Delete,
    DeleteUnchanged,
}

/// As [`NodeVerb`], of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceVerb {
    Get,
    Set,
    SetUnchanged,
    Delete,
    DeleteUnchanged,
}

/// As [`NodeVerb`], of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckVerb {
    Get,
    Set,
    SetUnchanged,
    Delete,
    DeleteUnchanged,
}

macro_rules! catalog_verbs {
    ($($Verb:ident)+) => {$(
        impl $Verb {
            pub(super) fn as_str(self) -> &'static str {
                match self {
                    Self::Get => "get",
                    Self::Set => "set",
                    Self::SetUnchanged => "cas",
                    Self::Delete => "delete",
                    Self::DeleteUnchanged => "delete-cas",
                }
            }

            fn is_guarded(self) -> bool {
                matches!(self, Self::SetUnchanged | Self::DeleteUnchanged)
            }
        }
    )+};
}

catalog_verbs! { NodeVerb ServiceVerb CheckVerb }

impl KvVerb {
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Set { .. } => "set",
            Self::SetUnchanged { .. } => "cas",
            Self::Lock { .. } => "lock",
            Self::Unlock { .. } => "unlock",
            Self::Get => "get",
            Self::GetTree => "get-tree",
            Self::CheckIndex { .. } => "check-index",
            Self::CheckSession { .. } => "check-session",
            Self::CheckNotExists => "check-not-exists",
            Self::Delete => "delete",
            Self::DeleteTree => "delete-tree",
            Self::DeleteUnchanged { .. } => "delete-cas",
        }
    }
}

impl Operation {
    pub fn kv(key: impl Into<String>, verb: KvVerb) -> Self {
        let key = key.into();
        Self::Kv { key, verb }
    }

    /// Creates a key; the transaction fails when it is there.
    pub fn kv_create(key: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        let verb = KvVerb::SetUnchanged {
            value: value.into(),
            flags: 0,
            index: 0,
        };
        Self::kv(key, verb)
    }

    pub fn node(verb: NodeVerb, node: Node) -> Self {
        Self::Node { node, verb }
    }

    pub fn service(verb: ServiceVerb, node: impl Into<String>, service: AgentService) -> Self {
        Self::Service {
            node: node.into(),
            service: Box::new(service),
            verb,
        }
    }

    pub fn check(verb: CheckVerb, check: Check) -> Self {
        Self::Check {
            check: Box::new(check),
            verb,
        }
    }

    pub(super) fn only_reads(&self) -> bool {
        match self {
            Self::Kv { verb, .. } => matches!(
                verb,
                KvVerb::Get
                    | KvVerb::GetTree
                    | KvVerb::CheckIndex { .. }
                    | KvVerb::CheckSession { .. }
                    | KvVerb::CheckNotExists
            ),
            Self::Node { verb, .. } => *verb == NodeVerb::Get,
            Self::Service { verb, .. } => *verb == ServiceVerb::Get,
            Self::Check { verb, .. } => *verb == CheckVerb::Get,
        }
    }

    /// Whether a second time the condition cannot hold any more.
    pub(super) fn fails_when_repeated(&self) -> bool {
        match self {
            Self::Kv { verb, .. } => matches!(
                verb,
                KvVerb::SetUnchanged { .. } | KvVerb::DeleteUnchanged { .. }
            ),
            Self::Node { verb, .. } => verb.is_guarded(),
            Self::Service { verb, .. } => verb.is_guarded(),
            Self::Check { verb, .. } => verb.is_guarded(),
        }
    }
}
