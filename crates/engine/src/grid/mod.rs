//! The query engine behind every table: columns in memory, questions answered in milliseconds.
//!
//! Values are kept once in dictionaries and rows hold their codes, so that a search, a
//! filter or a condition is decided once a *distinct value* and a sort compares integers.
//! Cost of a question over n rows with d distinct values: O(d) matching + O(n) selecting +
//! O(n log n) integer sorting; the order is then remembered, and a window of it costs O(rows
//! shown).

mod column;
mod condition;
mod export;
mod folded;
mod orders;
mod select;
mod sort;

pub use column::{ColumnData, Dictionary, NumberColumn, TagColumn, TextColumn};
pub use export::ExportFailure;

use std::sync::Arc;

use domain::access::{Actor, Permission};
use domain::error::{AppError, Reason};
use domain::table::{
    Cell, Column, Facet, FacetRequest, FacetValue, Query, QueryLimits, Row, TableChange, Window,
    WindowRequest,
};
use domain::text::fold;

use orders::Orders;
use select::Selection;

/// Rows of one kind, by column.
pub struct Grid {
    columns: Vec<Column>,
    data: Vec<ColumnData>,
    ids: Vec<String>,
    row_versions: Vec<u64>,
    /// When each column last changed.
    column_versions: Vec<u64>,
    version: u64,
    orders: Orders,
}

impl Grid {
    /// Each column's data must have one value an id; a shorter one is a defect of the caller.
    pub fn new(columns: Vec<Column>, data: Vec<ColumnData>, ids: Vec<String>) -> Self {
        debug_assert_eq!(columns.len(), data.len());
        let row_versions = vec![1; ids.len()];
        let column_versions = vec![1; columns.len()];
        Self {
            columns,
            data,
            ids,
            row_versions,
            column_versions,
            version: 1,
            orders: Orders::default(),
        }
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn version(&self) -> u64 {
        self.version
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Changes values of rows in some of the columns, and says what an open page must know.
    pub fn change(
        &mut self,
        rows: &[u32],
        columns: &[usize],
        mut edit: impl FnMut(u32, &mut [ColumnData]),
    ) -> TableChange {
        self.version += 1;
        for &column in columns {
            self.column_versions[column] = self.version;
        }
        for &row in rows {
            edit(row, &mut self.data);
            self.row_versions[row as usize] = self.version;
        }
        TableChange {
            version: self.version,
            changed: rows
                .iter()
                .map(|row| self.ids[*row as usize].clone())
                .collect(),
            columns: columns
                .iter()
                .map(|column| self.columns[*column].key.clone())
                .collect(),
        }
    }

    /// The rows at one place of the answer.
    pub fn window(&self, actor: &Actor, request: &WindowRequest) -> Result<Window, AppError> {
        actor.require(Permission::ViewPages)?;
        if request.limit > WindowRequest::MOST_ROWS {
            let (limit, most) = (request.limit as usize, WindowRequest::MOST_ROWS as usize);
            return Err(AppError::over("limit", limit, most));
        }
        let (version, order) = self.order(&request.query, request.at)?;
        let start = usize::try_from(request.offset)
            .unwrap_or(usize::MAX)
            .min(order.len());
        let end = start
            .saturating_add(request.limit as usize)
            .min(order.len());
        Ok(Window {
            version,
            latest: self.latest(&request.query),
            total: order.len() as u64,
            all: self.len() as u64,
            offset: start as u64,
            rows: order[start..end].iter().map(|row| self.row(*row)).collect(),
        })
    }

    /// One row by its id.
    pub fn find(&self, actor: &Actor, id: &str) -> Result<Row, AppError> {
        actor.require(Permission::ViewPages)?;
        let position = self.ids.iter().position(|known| known == id);
        position
            .map(|row| self.row(row as u32))
            .ok_or_else(|| AppError::not_found(id))
    }

    /// How often each value of a column occurs among what the other filters select.
    pub fn facet(&self, actor: &Actor, request: &FacetRequest) -> Result<Facet, AppError> {
        actor.require(Permission::ViewPages)?;
        request.query.check(&QueryLimits::DEFAULT)?;
        let index = self.column_index(&request.column)?;
        let query = request.query.without_filter(&request.column);
        let selection = Selection::of(self, &query)?;
        let counts = self.data[index].count(&selection.rows(self.len()));
        let wanted = fold(&request.search).into_owned();
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .filter(|(value, count)| *count > 0 && fold(value).contains(&wanted))
            .map(|(value, count)| FacetValue {
                value: value.to_owned(),
                count,
            })
            .collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        let limit = request.limit.min(FacetRequest::MOST_VALUES) as usize;
        let more = values.len().saturating_sub(limit) as u64;
        values.truncate(limit);
        Ok(Facet {
            version: self.version,
            values,
            more,
        })
    }

    /// The rows of the answer in their order, and the version of that order.
    fn order(&self, query: &Query, at: Option<u64>) -> Result<(u64, Arc<[u32]>), AppError> {
        query.check(&QueryLimits::DEFAULT)?;
        if let Some(version) = at
            && let Some(order) = self.orders.get(query, version)
        {
            return Ok((version, order));
        }
        if let Some(known) = self.orders.since(query, self.latest(query)) {
            return Ok(known);
        }
        let selection = Selection::of(self, query)?;
        let order: Arc<[u32]> = sort::sorted(self, query, selection.rows(self.len()))?.into();
        self.orders
            .put(query.clone(), self.version, Arc::clone(&order));
        Ok((self.version, order))
    }

    /// When a column that the query is about last changed.
    fn latest(&self, query: &Query) -> u64 {
        let columns = self.columns.iter().zip(&self.column_versions);
        columns
            .filter(|(column, _)| query.depends_on(column))
            .map(|(_, version)| *version)
            .max()
            .unwrap_or(1)
    }

    fn cell(&self, column: usize, row: u32) -> Cell {
        self.data[column].cell(row, &self.data)
    }

    fn row(&self, row: u32) -> Row {
        Row {
            id: self.ids[row as usize].clone(),
            version: self.row_versions[row as usize],
            cells: (0..self.data.len())
                .map(|column| self.cell(column, row))
                .collect(),
        }
    }

    fn column_index(&self, key: &str) -> Result<usize, AppError> {
        self.columns
            .iter()
            .position(|column| column.key == key)
            .ok_or_else(|| AppError::bad_parameter("column", key, Reason::NoSuchColumn))
    }
}

#[cfg(test)]
mod tests;
