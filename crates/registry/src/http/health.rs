//! `/v1/health/`: checks, and services with theirs.

use std::sync::Arc;

use super::answer::{self, Answer};
use super::catalog::{has_meta, marked, marked_cacheable, named, options_of, tags_of, with_node};
use super::query::ReadOptions;
use super::read;
use super::routes::Call;
use super::views::{CheckView, HealthView, NodeView, ServiceView};
use crate::image::{Catalog, Image, nothing};
use crate::rows::{CheckRow, Status, has_tags};
use crate::watch::Topic;
use catalog::lookup;

/// Checks with any status.
const ANY: &str = "any";

pub(super) async fn node(call: Call) -> Answer {
    let name = named(&call.rest, "node name")?;
    let options = options_of(&call)?;
    let topics = || vec![Topic::NodeChecks(Arc::clone(&name))];
    let index_of = |image: &Image| image.catalog.checks_index;
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    read::render(image.catalog.checks.len(), move || {
        list(image.catalog.checks_of(&name), index, &options)
    })
    .await
}

pub(super) async fn checks(call: Call) -> Answer {
    let name = named(&call.rest, "service name")?;
    let options = options_of(&call)?;
    let by_meta = !options.node_meta.is_empty();
    let topics = || vec![Topic::ServiceChecks(Arc::clone(&name))];
    let index_of = |image: &Image| match by_meta {
        true => image.catalog.index_of_checks(&name),
        false => image.catalog.checks_index,
    };
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    read::render(image.catalog.service_count(), move || {
        let catalog = &image.catalog;
        let mut checks: Vec<&Arc<CheckRow>> = with_node(catalog, &name)
            .filter(|(node, _)| has_meta(node, &options))
            .flat_map(|(node, row)| {
                let (node, id) = (lookup(&node.name), lookup(&row.id));
                let checks: Vec<_> = catalog.checks_of_instance(&node, &id).collect();
                checks
            })
            .collect();
        checks.sort_by(|one, two| (&one.node, &one.id).cmp(&(&two.node, &two.id)));
        list(checks, index, &options)
    })
    .await
}

pub(super) async fn state(call: Call) -> Answer {
    if call.rest.is_empty() {
        return Err(super::refusal::Refusal::bad("Missing check state"));
    }
    let options = options_of(&call)?;
    let status: Arc<str> = call.rest.as_str().into();
    let any = *status == *ANY;
    let by_meta = !options.node_meta.is_empty();
    let topics = || {
        let mut topics = vec![match any {
            true => Topic::Statuses,
            false => Topic::Status(Arc::clone(&status)),
        }];
        if by_meta {
            topics.push(Topic::Nodes);
        }
        topics
    };
    let index_of = |image: &Image| {
        let catalog = &image.catalog;
        match by_meta {
            true => catalog.checks_index.max(catalog.nodes_index),
            false => catalog.checks_index,
        }
    };
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    read::render(image.catalog.checks.len(), move || {
        let catalog = &image.catalog;
        let wanted = |row: &&Arc<CheckRow>| {
            let node = || catalog.node(&lookup(&row.node));
            !by_meta || node().is_some_and(|node| has_meta(node, &options))
        };
        if any {
            list(catalog.checks().filter(wanted), index, &options)
        } else {
            list(catalog.checks_in(&status).filter(wanted), index, &options)
        }
    })
    .await
}

fn list<'r>(
    checks: impl IntoIterator<Item = &'r Arc<CheckRow>>,
    index: u64,
    options: &ReadOptions,
) -> Answer {
    let checks = checks.into_iter().map(|row| CheckView::new(row));
    let checks: Vec<CheckView<'_>> = checks.collect();
    marked(answer::json(&checks, options.form), index, options)
}

pub(super) async fn service(call: Call) -> Answer {
    let name = named(&call.rest, "service name")?;
    let options = options_of(&call)?;
    let which = match call.query.flag("passing")? {
        true => Which::Passing,
        false => Which::All,
    };
    let topics = || vec![Topic::Health(Arc::clone(&name))];
    let index_of = |image: &Image| image.catalog.index_of_health(&name);
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    read::render(image.catalog.service_count(), move || {
        let instances = instances(&image.catalog, &name, &call, &options, which);
        let answer = answer::json(&instances, options.form);
        marked_cacheable(answer, index, &options)
    })
    .await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    /// Those of which every check passes.
    Passing,
}

fn instances<'c>(
    catalog: &'c Catalog,
    name: &Arc<str>,
    call: &'c Call,
    options: &ReadOptions,
    which: Which,
) -> Vec<HealthView<'c>> {
    let tags = tags_of(call);
    let datacenter = &call.registry.settings().datacenter;
    let mut of_nodes = NodeChecks::default();
    let mut instances = Vec::new();
    for (node, row) in with_node(catalog, name) {
        if !has_tags(row, &tags) || !has_meta(node, options) {
            continue;
        }
        let (folded, id) = (lookup(&node.name), lookup(&row.id));
        let of_service = catalog.checks_of_instance(&folded, &id);
        let checks: Vec<&CheckRow> = of_nodes
            .of(catalog, &folded)
            .iter()
            .copied()
            .chain(of_service.map(AsRef::as_ref))
            .collect();
        if which == Which::Passing && !checks.iter().all(|check| check.is(Status::Passing)) {
            continue;
        }
        instances.push(HealthView {
            node: NodeView::new(node, datacenter),
            service: ServiceView::new(row),
            checks: checks.into_iter().map(CheckView::new).collect(),
        });
    }
    instances
}

/// The checks of the last node itself: its instances follow one another.
#[derive(Default)]
struct NodeChecks<'c> {
    node: Option<Arc<str>>,
    checks: Vec<&'c CheckRow>,
}

impl<'c> NodeChecks<'c> {
    fn of(&mut self, catalog: &'c Catalog, node: &Arc<str>) -> &[&'c CheckRow] {
        if self.node.as_ref() != Some(node) {
            let none = nothing();
            let found = catalog.checks_of_instance(node, &none);
            self.checks = found.map(AsRef::as_ref).collect();
            self.node = Some(Arc::clone(node));
        }
        &self.checks
    }
}
