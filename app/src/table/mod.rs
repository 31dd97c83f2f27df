//! The data table.
