//! Pieces of an answer: a window of rows, the facet of a column, what changed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::query::Query;
use super::row::Row;

/// Rows `offset..offset + limit` of what the query selects.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WindowRequest {
    #[serde(default)]
    pub query: Query,
    #[serde(default)]
    pub offset: u64,
    pub limit: u32,
    /// The order the reader already sees: rows then keep their places although values
    /// change. Forgotten orders are answered with a new one, which [`Window::version`] tells.
    #[serde(default)]
    pub at: Option<u64>,
}

impl WindowRequest {
    /// More rows than this in one answer are refused.
    pub const MOST_ROWS: u32 = 1_000;
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Of the order that answered; two windows of one version fit together.
    pub version: u64,
    /// When a column that the query is about last changed; greater than `version` when the
    /// answer or its order may be another one now.
    pub latest: u64,
    /// Rows that the query selects.
    pub total: u64,
    /// Rows that there are.
    pub all: u64,
    pub offset: u64,
    pub rows: Vec<Row>,
}

/// The values of one column among the rows that all *other* filters select.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FacetRequest {
    #[serde(default)]
    pub query: Query,
    pub column: String,
    /// Only values that contain this text.
    #[serde(default)]
    pub search: String,
    pub limit: u32,
}

impl FacetRequest {
    pub const MOST_VALUES: u32 = 1_000;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// An empty text stands for "has none".
    pub value: String,
    pub count: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    pub version: u64,
    /// Most frequent first; equal counts by value.
    pub values: Vec<FacetValue>,
    /// Values that matched and are not in the list.
    pub more: u64,
}

/// The data of a table event: which rows are new to a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableChange {
    pub version: u64,
    /// Ids of rows.
    pub changed: Vec<String>,
    /// Keys of the columns in which they changed.
    pub columns: Vec<String>,
}

/// What to put into a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    #[serde(default)]
    pub query: Query,
    /// Keys in the order wanted; none means all as they are.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Which rows of the answer; none means all.
    #[serde(default)]
    pub rows: Option<RowSet>,
    pub format: ExportFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    #[default]
    Csv,
    Xlsx,
}

/// Named rows, or every row of the answer but the named ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSet {
    pub all: bool,
    pub named: BTreeSet<String>,
}

impl RowSet {
    pub fn has(&self, id: &str) -> bool {
        self.named.contains(id) != self.all
    }

    pub fn count(&self, total: u64) -> u64 {
        let named = self.named.len() as u64;
        if self.all {
            total.saturating_sub(named)
        } else {
            named
        }
    }

    pub fn is_empty(&self) -> bool {
        !self.all && self.named.is_empty()
    }

    pub fn set(&mut self, id: &str, chosen: bool) {
        if chosen == self.all {
            self.named.remove(id);
        } else {
            self.named.insert(id.to_owned());
        }
    }

    pub fn toggle(&mut self, id: &str) {
        self.set(id, !self.has(id));
    }

    pub fn every(&mut self) {
        *self = Self {
            all: true,
            named: BTreeSet::new(),
        };
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_a_few() {
        let mut rows = RowSet::default();
        rows.toggle("a");
        assert!(rows.has("a"));
        assert_eq!(rows.count(10), 1);
        rows.every();
        rows.toggle("b");
        assert!(!rows.has("b") && rows.has("a"));
        assert_eq!(rows.count(10), 9);
        rows.toggle("b");
        assert_eq!(rows.count(10), 10);
        rows.clear();
        assert!(rows.is_empty());
    }
}
