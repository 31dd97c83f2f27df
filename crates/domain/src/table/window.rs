//! Pieces of an answer: a window of rows, the facet of a column, what changed.

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
    /// Of the data now; greater than `version` when the order may have changed since.
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
    pub changed: Vec<String>,
}
