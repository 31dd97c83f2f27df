//! Checks.

use serde::{Serialize, Serializer};

use super::List;
use super::service::Nothing;
use crate::rows::{CheckRow, Definition};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::http) struct CheckView<'a> {
    node: &'a str,
    #[serde(rename = "CheckID")]
    id: &'a str,
    name: &'a str,
    status: &'a str,
    notes: &'a str,
    output: &'a str,
    #[serde(rename = "ServiceID")]
    service_id: &'a str,
    service_name: &'a str,
    service_tags: Option<List<'a>>,
    #[serde(rename = "Type")]
    kind: &'a str,
    definition: DefinitionView<'a>,
    create_index: u64,
    modify_index: u64,
}

struct DefinitionView<'a>(Option<&'a Definition>);

impl Serialize for DefinitionView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(definition) => definition.serialize(serializer),
            None => Nothing {}.serialize(serializer),
        }
    }
}

impl<'a> CheckView<'a> {
    pub(in crate::http) fn new(row: &'a CheckRow) -> Self {
        Self {
            service_tags: Some(row.service_tags()),
            ..Self::as_stored(row)
        }
    }

    /// As a transaction tells it: no tags are null.
    pub(in crate::http) fn as_stored(row: &'a CheckRow) -> Self {
        Self {
            node: &row.node,
            id: &row.id,
            name: &row.name,
            status: &row.status,
            notes: &row.notes,
            output: &row.output,
            service_id: &row.service_id,
            service_name: &row.service_name,
            service_tags: row.service_tags.as_deref(),
            kind: &row.kind,
            definition: DefinitionView(row.definition.as_deref()),
            create_index: row.indexes.create,
            modify_index: row.indexes.modify,
        }
    }

    /// As the agent tells it, which knows no indexes.
    pub(in crate::http) fn of_agent(row: &'a CheckRow) -> Self {
        Self {
            create_index: 0,
            modify_index: 0,
            ..Self::new(row)
        }
    }
}
