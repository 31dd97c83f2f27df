//! What somebody wants a place to hold, and what it must be like before.

use consul::wire::AgentService;
use domain::target::{Target, TargetKey};
use serde_json::Value;

use super::outcome::Refused;

#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) key: TargetKey,
    /// Nothing for what is to be gone.
    target: Option<Target>,
    /// The index that the catalog must still show; 0 where nothing must be.
    pub(super) expected: u64,
    /// What a new service takes its other fields from.
    base: Option<AgentService>,
}

/// How a place is, seen from a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// As it was expected: the wish can come true.
    Untouched,
    /// The wish has come true.
    Done,
    /// Somebody else was here.
    Other,
}

impl Wish {
    pub(super) fn create(target: Target, base: Option<AgentService>) -> Result<Self, Refused> {
        Self::valid(target, 0, base)
    }

    pub(super) fn update(target: Target, expected: u64) -> Result<Self, Refused> {
        Self::valid(target, expected.max(1), None)
    }

    pub(super) fn remove(key: TargetKey, expected: u64) -> Self {
        Self {
            key,
            target: None,
            expected: expected.max(1),
            base: None,
        }
    }

    fn valid(target: Target, expected: u64, base: Option<AgentService>) -> Result<Self, Refused> {
        let violations = target.violations();
        if !violations.is_empty() {
            return Err(Refused::Invalid(violations));
        }
        Ok(Self {
            key: target.key(),
            target: Some(target),
            expected,
            base,
        })
    }

    pub(super) fn creates(&self) -> bool {
        self.expected == 0
    }

    pub(super) fn removes(&self) -> bool {
        self.target.is_none()
    }

    pub(super) fn wants(&self, target: &Target) -> bool {
        self.target.as_ref() == Some(target)
    }

    /// The whole service that is to be there. What a target does not say stays as it is.
    pub(super) fn service(&self, current: Option<&AgentService>) -> Option<AgentService> {
        let target = self.target.as_ref()?;
        let old = current.or(self.base.as_ref()).cloned().unwrap_or_default();
        let tagged = old.tagged_addresses.clone();
        Some(AgentService {
            id: target.id.clone(),
            name: target.name.clone(),
            tags: target.tags.clone(),
            address: target.address.clone(),
            port: target.port,
            meta: target.meta.clone(),
            tagged_addresses: tagged.and_then(|tagged| follow(tagged, &old, target)),
            modify_index: self.expected,
            ..old
        })
    }

    /// Of a place in the catalog, whose index tells whether somebody wrote.
    pub(super) fn look(&self, there: Option<&AgentService>) -> Seen {
        let index = there.map_or(0, |service| service.modify_index);
        if index == self.expected {
            return Seen::Untouched;
        }
        if self.is_done(there) {
            Seen::Done
        } else {
            Seen::Other
        }
    }

    pub(super) fn is_done(&self, there: Option<&AgentService>) -> bool {
        match (&self.target, there) {
            (None, None) => true,
            (Some(wanted), Some(there)) => *wanted == target(&wanted.node, there),
            _ => false,
        }
    }
}

pub(super) fn target(node: &str, service: &AgentService) -> Target {
    Target {
        node: node.to_owned(),
        id: service.id.clone(),
        name: service.name.clone(),
        tags: service.tags.clone(),
        address: service.address.clone(),
        port: service.port,
        meta: service.meta.clone(),
    }
}

/// An agent notes a service's address under several names; those follow it, the others are
/// somebody's own.
fn follow(tagged: Value, old: &AgentService, new: &Target) -> Option<Value> {
    let Value::Object(mut places) = tagged else {
        return Some(tagged);
    };
    let is_copy = |place: &Value| {
        place["Address"] == old.address.as_str() && place["Port"].as_i64().unwrap_or(0) == old.port
    };
    places.retain(|_, place| {
        let is_copy = is_copy(place);
        if is_copy {
            place["Address"] = new.address.as_str().into();
            place["Port"] = new.port.into();
        }
        !(is_copy && new.address.is_empty())
    });
    (!places.is_empty()).then_some(Value::Object(places))
}
