//! Where the rows of a table come from.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use domain::error::AppError;
use domain::event::Topic;
use domain::table::{Column, Facet, FacetRequest, Row, Window, WindowRequest};
use serde::{Deserialize, Serialize};

/// An answer that is on its way.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, AppError>>>>;

/// The columns and the first rows: what a page is rendered with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct First {
    pub columns: Vec<Column>,
    pub window: Window,
}

pub trait TableSource: Send + Sync {
    /// Stable name: of stored layouts and views.
    fn name(&self) -> &'static str;

    /// Read from memory while the server renders; `None` in the browser, which asks.
    fn now(&self, request: &WindowRequest) -> Option<Result<First, AppError>>;

    /// One row, read from memory while the server renders.
    fn now_row(&self, id: &str) -> Option<Row>;

    fn first(&self, request: WindowRequest) -> Answer<First>;

    fn window(&self, request: WindowRequest) -> Answer<Window>;

    fn facet(&self, request: FacetRequest) -> Answer<Facet>;

    fn find(&self, id: String) -> Answer<Row>;

    /// Takes a posted [`ExportRequest`](domain::table::ExportRequest) and answers with a file.
    fn export_address(&self) -> &'static str;

    /// Events with a [`TableChange`](domain::table::TableChange), if rows change by themselves.
    fn topic(&self) -> Option<Topic>;
}

pub type Source = Arc<dyn TableSource>;
