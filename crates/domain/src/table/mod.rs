//! The contract of the data table: columns that are data, a question, a window of answers.
//!
//! The browser asks for a [`Window`] of the rows that a [`Query`] selects, and for the
//! [`Facet`] of one column; it never holds the whole. The same query is the address of the
//! page, see [`address`].

pub mod address;
mod column;
mod condition;
mod query;
mod row;
mod window;

pub use column::{Align, Column, ColumnKind, Label, Tone, ValueStyle};
pub use condition::{Condition, MAX_CONDITION_DEPTH, MAX_CONDITION_TESTS, Operator};
pub use query::{Direction, Filter, Query, QueryLimits, Sort};
pub use row::{Cell, Row};
pub use window::{
    ExportFormat, ExportRequest, Facet, FacetRequest, FacetValue, RowSet, TableChange, Window,
    WindowRequest,
};
