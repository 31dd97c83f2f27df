//! The table of the component page: 100,000 rows of a fleet that does not exist.

use std::sync::Arc;

use domain::error::AppError;
use domain::event::Topic;
use domain::table::{Facet, FacetRequest, Row, Window, WindowRequest};
use leptos::prelude::*;

use super::DataTable;
use super::source::{Answer, First, TableSource};
use crate::rpc::call;
use crate::rpc::kit::{kit_facet, kit_first, kit_row, kit_window};

struct KitSource;

impl TableSource for KitSource {
    fn name(&self) -> &'static str {
        "kit"
    }

    #[cfg(feature = "ssr")]
    fn now(&self, request: &WindowRequest) -> Option<Result<First, AppError>> {
        Some(crate::rpc::kit::on_server::first(request))
    }

    #[cfg(not(feature = "ssr"))]
    fn now(&self, _: &WindowRequest) -> Option<Result<First, AppError>> {
        None
    }

    #[cfg(feature = "ssr")]
    fn now_row(&self, id: &str) -> Option<Row> {
        crate::rpc::kit::on_server::with_kit(|kit, actor| kit.grid().find(actor, id)).ok()
    }

    #[cfg(not(feature = "ssr"))]
    fn now_row(&self, _: &str) -> Option<Row> {
        None
    }

    fn first(&self, request: WindowRequest) -> Answer<First> {
        Box::pin(call(kit_first(request)))
    }

    fn window(&self, request: WindowRequest) -> Answer<Window> {
        Box::pin(call(kit_window(request)))
    }

    fn facet(&self, request: FacetRequest) -> Answer<Facet> {
        Box::pin(call(kit_facet(request)))
    }

    fn find(&self, id: String) -> Answer<Row> {
        Box::pin(call(kit_row(id)))
    }

    fn export_address(&self) -> &'static str {
        "/api/v1/kit/export"
    }

    fn topic(&self) -> Option<Topic> {
        Some(Topic::Kit)
    }
}

#[component]
pub fn KitTable() -> impl IntoView {
    view! { <DataTable source=Arc::new(KitSource) label=|c| c.table.kit_label /> }
}
