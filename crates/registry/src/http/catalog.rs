//! `/v1/catalog/`: nodes and services as they are registered.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Request;

use super::answer::{self, Answer};
use super::catalog_input::{DeregisterBody, RegisterBody};
use super::decode;
use super::query::{ReadOptions, check_datacenter};
use super::read;
use super::refusal::Refusal;
use super::routes::Call;
use super::views::{InstanceView, NodeServiceListView, NodeServicesView, NodeView, ServiceView};
use crate::command::Command;
use crate::image::{Catalog, Image};
use crate::rows::{NodeRow, ServiceRow, has_tags};
use crate::watch::Topic;
use catalog::lookup;

/// The shortest beginning of an id by which a node is found.
const SHORTEST_ID: usize = 2;

pub(super) async fn register(call: Call, request: Request) -> Answer {
    let settings = call.registry.settings();
    check_datacenter(&call.query, settings)?;
    let body: RegisterBody = decode::json(request, "Request decode failed").await?;
    let register = body.input(settings)?;
    let command = Command::Register(Box::new(register));
    call.change(command).await?;
    answer::json(&true, call.query.form())
}

pub(super) async fn deregister(call: Call, request: Request) -> Answer {
    let settings = call.registry.settings();
    check_datacenter(&call.query, settings)?;
    let body: DeregisterBody = decode::json(request, "Request decode failed").await?;
    let deregister = body.input(settings)?;
    call.change(Command::Deregister(deregister)).await?;
    answer::json(&true, call.query.form())
}

pub(super) fn datacenters(call: &Call) -> Answer {
    let datacenter = &call.registry.settings().datacenter;
    answer::json(&[datacenter], call.query.form())
}

pub(super) async fn nodes(call: Call) -> Answer {
    let options = options_of(&call)?;
    let topics = || vec![Topic::Nodes];
    let index_of = |image: &Image| image.catalog.nodes_index;
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    let datacenter = &call.registry.settings().datacenter;
    let nodes: Vec<NodeView<'_>> = image
        .catalog
        .nodes()
        .filter(|row| has_meta(row, &options))
        .map(|row| NodeView::new(row, datacenter))
        .collect();
    marked(answer::json(&nodes, options.form), index, &options)
}

pub(super) async fn services(call: Call) -> Answer {
    let options = options_of(&call)?;
    let by_meta = !options.node_meta.is_empty();
    let topics = || match by_meta {
        true => vec![Topic::Services, Topic::Nodes],
        false => vec![Topic::Services],
    };
    let index_of = |image: &Image| match by_meta {
        true => image.catalog.index_of_nodes_and_services(),
        false => image.catalog.services_index,
    };
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    read::render(image.catalog.service_count(), move || {
        let names = image.catalog.names_and_tags(|node| {
            let row = || image.catalog.node(node);
            !by_meta || row().is_some_and(|row| has_meta(row, &options))
        });
        let names: BTreeMap<&str, Vec<&str>> = names
            .iter()
            .map(|(name, tags)| (&**name, tags.iter().map(|tag| &**tag).collect()))
            .collect();
        marked_cacheable(answer::json(&names, options.form), index, &options)
    })
    .await
}

pub(super) async fn service(call: Call) -> Answer {
    let name = named(&call.rest, "service name")?;
    let options = options_of(&call)?;
    let topics = || vec![Topic::Instances(Arc::clone(&name))];
    let index_of = |image: &Image| image.catalog.index_of_instances(&name);
    let (image, index) = read::settled(&call, &options, topics, index_of).await?;
    read::render(image.catalog.service_count(), move || {
        let tags: Vec<&str> = tags_of(&call);
        let datacenter = &call.registry.settings().datacenter;
        let instances: Vec<InstanceView<'_>> = with_node(&image.catalog, &name)
            .filter(|(node, row)| has_tags(row, &tags) && has_meta(node, &options))
            .map(|(node, row)| InstanceView::new(node, row, datacenter))
            .collect();
        let answer = answer::json(&instances, options.form);
        marked_cacheable(answer, index, &options)
    })
    .await
}

pub(super) async fn node(call: Call) -> Answer {
    let (image, index, options) = settled_node(&call).await?;
    read::render(image.catalog.service_count(), move || {
        let datacenter = &call.registry.settings().datacenter;
        let view = find_node(&image.catalog, &call.rest).map(|(folded, row)| {
            let services = image.catalog.services_of(&folded);
            let services = services.map(|row| (&*row.id, ServiceView::new(row)));
            NodeServicesView {
                node: NodeView::new(row, datacenter),
                services: services.collect(),
            }
        });
        marked(answer::json(&view, options.form), index, &options)
    })
    .await
}

pub(super) async fn node_services(call: Call) -> Answer {
    let (image, index, options) = settled_node(&call).await?;
    read::render(image.catalog.service_count(), move || {
        let datacenter = &call.registry.settings().datacenter;
        let found = find_node(&image.catalog, &call.rest);
        let services = found.as_ref().map(|(folded, _)| {
            let services = image.catalog.services_of(folded);
            services.map(|row| ServiceView::new(row)).collect()
        });
        let services = services.filter(|services: &Vec<_>| !services.is_empty());
        let view = NodeServiceListView {
            node: found.map(|(_, row)| NodeView::new(row, datacenter)),
            services,
        };
        marked(answer::json(&view, options.form), index, &options)
    })
    .await
}

type Settled = (Arc<Image>, u64, ReadOptions);

/// A question about one node, once it may be answered.
async fn settled_node(call: &Call) -> Result<Settled, Refusal> {
    let name = named(&call.rest, "node name")?;
    let options = options_of(call)?;
    let current = call.registry.snapshot();
    // Found by its id it is still watched by its name.
    let watched = find_node(&current.catalog, &call.rest).map_or(name, |(folded, _)| folded);
    drop(current);
    let topics = || vec![Topic::Node(watched)];
    let index_of = |image: &Image| match find_node(&image.catalog, &call.rest) {
        Some(_) => image.catalog.index_of_nodes_and_services(),
        None => 0,
    };
    let (image, index) = read::settled(call, &options, topics, index_of).await?;
    Ok((image, index, options))
}

/// A node by its name, or by the beginning of its id if there is only one.
fn find_node<'c>(catalog: &'c Catalog, asked: &str) -> Option<(Arc<str>, &'c Arc<NodeRow>)> {
    let asked = lookup(asked);
    if let Some(row) = catalog.node(&asked) {
        return Some((asked, row));
    }
    if asked.len() < SHORTEST_ID {
        return None;
    }
    let mut found = catalog
        .node_ids
        .starting_at(&asked)
        .take_while(|(id, _)| id.starts_with(&*asked));
    let (_, name) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    catalog.node(name).map(|row| (Arc::clone(name), row))
}

/// The instances of a service with their nodes.
pub(super) fn with_node<'c>(
    catalog: &'c Catalog,
    name: &Arc<str>,
) -> impl Iterator<Item = (&'c Arc<NodeRow>, &'c Arc<ServiceRow>)> {
    catalog
        .instances_with_node(name)
        .filter_map(|(node, row)| Some((catalog.node(node)?, row)))
}

/// The options of a question about the catalog.
pub(super) fn options_of(call: &Call) -> Result<ReadOptions, Refusal> {
    ReadOptions::read(&call.query, call.registry.settings()).map_err(Refusal::of_question)
}

pub(super) fn named(name: &str, what: &str) -> Result<Arc<str>, Refusal> {
    if name.is_empty() {
        return Err(Refusal::bad(format!("Missing {what}")));
    }
    Ok(lookup(name))
}

pub(super) fn tags_of(call: &Call) -> Vec<&str> {
    call.query
        .all("tag")
        .filter(|tag| !tag.is_empty())
        .collect()
}

pub(super) fn has_meta(row: &NodeRow, options: &ReadOptions) -> bool {
    options.node_meta.iter().all(|(key, value)| {
        let meta = row.meta.as_ref();
        meta.and_then(|meta| meta.get(key))
            .is_some_and(|found| **found == **value)
    })
}

pub(super) fn marked(answer: Answer, index: u64, options: &ReadOptions) -> Answer {
    let mut response = answer?;
    answer::mark(&mut response, index);
    answer::mark_consistency(&mut response, options);
    Ok(response)
}

/// The same for what Consul also keeps for `?cached`.
pub(super) fn marked_cacheable(answer: Answer, index: u64, options: &ReadOptions) -> Answer {
    let mut response = marked(answer, index, options)?;
    answer::mark_cache(&mut response, options);
    Ok(response)
}
