//! Rows of the catalog and sessions as JSON, on disk and in an export.
//!
//! A field that is new has a default, so that older rows are read; one that is gone is
//! passed over.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::rows::{
    Behavior, CheckRow, Definition, Expiry, Indexes, NodeRow, Place, ServiceCheck, ServiceRow,
    SessionRow, Weights,
};
use catalog::Names;
use catalog::Pairs;

/// A text that is not copied while reading, unless it has escapes.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a Arc<str>> for Text<'a> {
    fn from(text: &'a Arc<str>) -> Self {
        Self(Cow::Borrowed(text))
    }
}

type StoredPairs<'a> = Option<Vec<(Text<'a>, Text<'a>)>>;
type StoredList<'a> = Option<Vec<Text<'a>>>;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredNode<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    address: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    tagged_addresses: StoredPairs<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    meta: StoredPairs<'a>,
    create: u64,
    modify: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredService<'a> {
    #[serde(borrow)]
    node: Text<'a>,
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    tags: StoredList<'a>,
    #[serde(borrow, default)]
    address: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    tagged_addresses: Option<Vec<(Text<'a>, Text<'a>, i32)>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    meta: StoredPairs<'a>,
    #[serde(default)]
    port: i32,
    /// When passing and when warning.
    #[serde(default = "one_each")]
    weights: (i32, i32),
    #[serde(default)]
    enable_tag_override: bool,
    create: u64,
    modify: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredCheck<'a> {
    #[serde(borrow)]
    node: Text<'a>,
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default)]
    name: Text<'a>,
    #[serde(borrow)]
    status: Text<'a>,
    #[serde(borrow, default)]
    notes: Text<'a>,
    #[serde(borrow, default)]
    output: Text<'a>,
    #[serde(borrow, default)]
    service_id: Text<'a>,
    #[serde(borrow, default)]
    service_name: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    service_tags: StoredList<'a>,
    #[serde(borrow, default)]
    kind: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    definition: Option<Definition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expiry: Option<Expiry>,
    create: u64,
    modify: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredSession<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default)]
    name: Text<'a>,
    #[serde(borrow)]
    node: Text<'a>,
    lock_delay_ns: u64,
    behavior: Behavior,
    #[serde(borrow, default)]
    ttl: Text<'a>,
    #[serde(default)]
    ttl_ms: u64,
    #[serde(borrow, default)]
    node_checks: Vec<Text<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    service_checks: Option<Vec<ServiceCheck>>,
    create: u64,
    modify: u64,
}

fn one_each() -> (i32, i32) {
    (1, 1)
}

fn stored_pairs(pairs: Option<&Pairs>) -> StoredPairs<'_> {
    pairs.map(|pairs| {
        pairs
            .iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect()
    })
}

fn stored_list(list: Option<&Arc<[Arc<str>]>>) -> StoredList<'_> {
    list.map(|list| list.iter().map(Text::from).collect())
}

fn row_pairs(names: &mut Names, pairs: &StoredPairs<'_>) -> Option<Pairs> {
    pairs.as_deref().map(|pairs| names.pairs(pairs))
}

fn row_list(names: &mut Names, list: &StoredList<'_>) -> Option<Arc<[Arc<str>]>> {
    list.as_deref().map(|list| names.list(list))
}

impl<'a> From<&'a NodeRow> for StoredNode<'a> {
    fn from(row: &'a NodeRow) -> Self {
        Self {
            name: (&row.name).into(),
            id: (&row.id).into(),
            address: (&row.address).into(),
            tagged_addresses: stored_pairs(row.tagged_addresses.as_ref()),
            meta: stored_pairs(row.meta.as_ref()),
            create: row.indexes.create,
            modify: row.indexes.modify,
        }
    }
}

impl StoredNode<'_> {
    pub(crate) fn row(&self, names: &mut Names) -> NodeRow {
        NodeRow {
            name: names.text(self.name.as_ref()),
            id: names.text(self.id.as_ref()),
            address: names.text(self.address.as_ref()),
            tagged_addresses: row_pairs(names, &self.tagged_addresses),
            meta: row_pairs(names, &self.meta),
            indexes: indexes(self.create, self.modify),
        }
    }
}

impl<'a> From<&'a ServiceRow> for StoredService<'a> {
    fn from(row: &'a ServiceRow) -> Self {
        let places = row.tagged_addresses.as_deref().map(|places| {
            let stored = |place: &'a Place| {
                let (name, address) = ((&place.name).into(), (&place.address).into());
                (name, address, place.port)
            };
            places.iter().map(stored).collect()
        });
        Self {
            node: (&row.node).into(),
            id: (&row.id).into(),
            name: (&row.name).into(),
            tags: stored_list(row.tags.as_ref()),
            address: (&row.address).into(),
            tagged_addresses: places,
            meta: stored_pairs(row.meta.as_ref()),
            port: row.port,
            weights: (row.weights.passing, row.weights.warning),
            enable_tag_override: row.enable_tag_override,
            create: row.indexes.create,
            modify: row.indexes.modify,
        }
    }
}

impl StoredService<'_> {
    pub(crate) fn row(&self, names: &mut Names) -> ServiceRow {
        let mut place = |(name, address, port): &(Text<'_>, Text<'_>, i32)| Place {
            name: names.text(name.as_ref()),
            address: names.text(address.as_ref()),
            port: *port,
        };
        let places = self
            .tagged_addresses
            .as_ref()
            .map(|places| places.iter().map(&mut place).collect());
        ServiceRow {
            node: names.text(self.node.as_ref()),
            id: names.text(self.id.as_ref()),
            name: names.text(self.name.as_ref()),
            tags: row_list(names, &self.tags),
            address: names.text(self.address.as_ref()),
            tagged_addresses: places,
            meta: row_pairs(names, &self.meta),
            port: self.port,
            weights: Weights {
                passing: self.weights.0,
                warning: self.weights.1,
            },
            enable_tag_override: self.enable_tag_override,
            indexes: indexes(self.create, self.modify),
        }
    }
}

impl<'a> From<&'a CheckRow> for StoredCheck<'a> {
    fn from(row: &'a CheckRow) -> Self {
        Self {
            node: (&row.node).into(),
            id: (&row.id).into(),
            name: (&row.name).into(),
            status: (&row.status).into(),
            notes: (&row.notes).into(),
            output: (&row.output).into(),
            service_id: (&row.service_id).into(),
            service_name: (&row.service_name).into(),
            service_tags: stored_list(row.service_tags.as_ref()),
            kind: (&row.kind).into(),
            definition: row.definition.as_deref().cloned(),
            expiry: row.expiry,
            create: row.indexes.create,
            modify: row.indexes.modify,
        }
    }
}

impl StoredCheck<'_> {
    pub(crate) fn row(&self, names: &mut Names) -> CheckRow {
        CheckRow {
            node: names.text(self.node.as_ref()),
            id: names.text(self.id.as_ref()),
            name: names.text(self.name.as_ref()),
            status: names.text(self.status.as_ref()),
            notes: names.text(self.notes.as_ref()),
            output: names.text(self.output.as_ref()),
            service_id: names.text(self.service_id.as_ref()),
            service_name: names.text(self.service_name.as_ref()),
            service_tags: row_list(names, &self.service_tags),
            kind: names.text(self.kind.as_ref()),
            definition: self.definition.clone().map(Arc::new),
            expiry: self.expiry,
            indexes: indexes(self.create, self.modify),
        }
    }
}

impl<'a> From<&'a SessionRow> for StoredSession<'a> {
    fn from(row: &'a SessionRow) -> Self {
        Self {
            id: (&row.id).into(),
            name: (&row.name).into(),
            node: (&row.node).into(),
            lock_delay_ns: row.lock_delay_ns,
            behavior: row.behavior,
            ttl: (&row.ttl).into(),
            ttl_ms: row.ttl_ms,
            node_checks: row.node_checks.iter().map(Text::from).collect(),
            service_checks: row.service_checks.clone(),
            create: row.indexes.create,
            modify: row.indexes.modify,
        }
    }
}

impl StoredSession<'_> {
    pub(crate) fn row(&self, names: &mut Names) -> SessionRow {
        SessionRow {
            id: names.text(self.id.as_ref()),
            name: names.text(self.name.as_ref()),
            node: names.text(self.node.as_ref()),
            lock_delay_ns: self.lock_delay_ns,
            behavior: self.behavior,
            ttl: names.text(self.ttl.as_ref()),
            ttl_ms: self.ttl_ms,
            node_checks: self
                .node_checks
                .iter()
                .map(|id| names.text(id.as_ref()))
                .collect(),
            service_checks: self.service_checks.clone(),
            indexes: indexes(self.create, self.modify),
        }
    }
}

fn indexes(create: u64, modify: u64) -> Indexes {
    Indexes { create, modify }
}
