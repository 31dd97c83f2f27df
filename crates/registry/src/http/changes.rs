//! `/v1/internal/skills-eye/changes`: what changed in the catalog since an index.
//!
//! Consul has no such call and answers 404, so that a client can find out by asking. The
//! answer has the rows as they are now, and the identities of those that are gone; the next
//! question goes on from its `Index`. `Reset` means that too much has changed since, or
//! that the index is of another registry: read everything and go on from there.

use std::collections::BTreeSet;

use serde::Serialize;

use super::answer::{self, Answer};
use super::query::ReadOptions;
use super::read;
use super::refusal::Refusal;
use super::routes::Call;
use super::views::{CheckView, NodeView, ServiceView};
use crate::image::Image;
use crate::rows::RowKey;
use crate::watch::Topic;

/// Changes told in one answer; who is further behind is better off reading everything.
const MOST_CHANGES: usize = 20_000;

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ChangesView<'a> {
    index: u64,
    reset: bool,
    nodes: Vec<NodeView<'a>>,
    services: Vec<OnNode<'a, ServiceView<'a>>>,
    checks: Vec<CheckView<'a>>,
    removed_nodes: Vec<&'a str>,
    removed_services: Vec<Removed<'a>>,
    removed_checks: Vec<Removed<'a>>,
}

/// A service does not say on which node it is.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OnNode<'a, T> {
    node: &'a str,
    service: T,
}

/// Names in the folded form: what is gone cannot tell how it was written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Removed<'a> {
    node: &'a str,
    #[serde(rename = "ID")]
    id: &'a str,
}

pub(super) async fn handle(call: Call) -> Answer {
    let mut options = ReadOptions::read(&call.query, call.registry.settings())?;
    let since = call
        .query
        .number("since")?
        .ok_or_else(|| Refusal::bad("Missing ?since=<index>"))?;
    let current = call.registry.snapshot().catalog.index();
    // 0 asks to be told where to begin; an index from the future is of another registry.
    let reset = since == 0 || since > current;
    options.index = if reset { 0 } else { since };
    let topics = || vec![Topic::Changes];
    let index_of = |image: &Image| image.catalog.index();
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    let changed = match reset {
        true => None,
        false => call.registry.feed().since(since, MOST_CHANGES),
    };
    let rows = changed.as_ref().map_or(0, BTreeSet::len);
    read::render(rows, move || {
        let view = match &changed {
            Some(rows) => view_of(&image, rows, &call.registry.settings().datacenter),
            None => ChangesView {
                reset: true,
                ..ChangesView::default()
            },
        };
        let view = ChangesView { index, ..view };
        let mut response = answer::json(&view, options.form)?;
        answer::mark(&mut response, index);
        Ok(response)
    })
    .await
}

fn view_of<'a>(
    image: &'a Image,
    rows: impl IntoIterator<Item = &'a RowKey>,
    datacenter: &'a str,
) -> ChangesView<'a> {
    let catalog = &image.catalog;
    let mut view = ChangesView::default();
    for row in rows {
        match row {
            RowKey::Node(name) => match catalog.node(name) {
                Some(row) => view.nodes.push(NodeView::new(row, datacenter)),
                None => view.removed_nodes.push(name),
            },
            RowKey::Service { node, id } => match catalog.service(node, id) {
                Some(row) => view.services.push(OnNode {
                    node: &row.node,
                    service: ServiceView::new(row),
                }),
                None => view.removed_services.push(Removed { node, id }),
            },
            RowKey::Check { node, id } => match catalog.check(node, id) {
                Some(row) => view.checks.push(CheckView::new(row)),
                None => view.removed_checks.push(Removed { node, id }),
            },
            RowKey::Kv(_) | RowKey::Session(_) => {}
        }
    }
    view
}
