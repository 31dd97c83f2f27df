//! Registering and deregistering through the catalog.

use std::sync::Arc;

use super::{Draft, Refusal, check, node, service};
use crate::rows::{Definition, Expiry, Weights};
use catalog::lookup;

#[derive(Clone, Debug, Default)]
pub(crate) struct NodeInput {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) address: String,
    pub(crate) tagged_addresses: Option<Vec<(String, String)>>,
    pub(crate) meta: Option<Vec<(String, String)>>,
    /// The index that a compare-and-set expects.
    pub(crate) modify_index: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceInput {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) address: String,
    pub(crate) tagged_addresses: Option<Vec<(String, String, i32)>>,
    pub(crate) meta: Option<Vec<(String, String)>>,
    pub(crate) port: i32,
    pub(crate) weights: Weights,
    pub(crate) enable_tag_override: bool,
    pub(crate) modify_index: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct CheckInput {
    pub(crate) node: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) notes: String,
    pub(crate) output: String,
    pub(crate) service_id: String,
    pub(crate) service_name: String,
    pub(crate) service_tags: Option<Vec<String>>,
    pub(crate) kind: String,
    pub(crate) definition: Option<Arc<Definition>>,
    pub(crate) expiry: Option<Expiry>,
    pub(crate) modify_index: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Register {
    pub(crate) node: NodeInput,
    pub(crate) skip_node_update: bool,
    pub(crate) service: Option<ServiceInput>,
    pub(crate) checks: Vec<CheckInput>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Deregister {
    pub(crate) node: String,
    pub(crate) service_id: String,
    pub(crate) check_id: String,
}

pub(super) fn register(draft: &mut Draft<'_>, register: &Register) -> Result<(), Refusal> {
    let folded = lookup(&register.node.name);
    let there = draft.image.catalog.node(&folded).is_some();
    if !there || !register.skip_node_update {
        node::ensure(draft, &register.node)
            .map_err(|refusal| Refusal::new(format!("failed inserting node: {}", refusal.words)))?;
    }
    if let Some(input) = &register.service {
        service::ensure(draft, &folded, input).map_err(|refusal| {
            Refusal::new(format!("failed inserting service: {}", refusal.words))
        })?;
    }
    for input in &register.checks {
        if lookup(&input.node) != folded {
            return Err(Refusal::new(format!(
                "check node {:?} does not match node {:?}",
                input.node, register.node.name
            )));
        }
        check::register(draft, &folded, input).map_err(|refusal| {
            let (words, node) = (refusal.words, &register.node.name);
            Refusal::new(format!("failed inserting check: {words} on node {node:?}"))
        })?;
    }
    Ok(())
}

/// What is not there is deregistered already.
pub(super) fn deregister(draft: &mut Draft<'_>, deregister: &Deregister) {
    let folded = lookup(&deregister.node);
    if !deregister.service_id.is_empty() {
        service::delete(draft, &folded, &lookup(&deregister.service_id));
    } else if !deregister.check_id.is_empty() {
        check::delete(draft, &folded, &lookup(&deregister.check_id));
    } else {
        node::delete(draft, &folded);
    }
}
