//! What the whole cluster knows: nodes and services.

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::call::{Call, Effect};
use crate::client::Client;
use crate::error::{Error, Kind};
use crate::path;
use crate::query::{self, Query};
use crate::wire::{
    AgentService, CatalogRegistration, CatalogService, Deregistration, Node, NodeServices,
};

/// Every service's name with the tags it has anywhere.
pub fn services() -> Query<BTreeMap<String, Vec<String>>> {
    let path = Ok("/v1/catalog/services".to_owned());
    Query::new("catalog_services", path, query::json_or_default)
}

/// Where a service runs.
pub fn service(name: &str) -> Query<Vec<CatalogService>> {
    let path = below("service", name);
    Query::new("catalog_service", path, query::json_or_default)
}

pub fn nodes() -> Query<Vec<Node>> {
    let path = Ok("/v1/catalog/nodes".to_owned());
    Query::new("catalog_nodes", path, query::json_or_default)
}

/// A node with its services by ID; nothing when there is no such node.
pub fn node(name: &str) -> Query<Option<NodeServices>> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Body {
        node: Option<Node>,
        services: Option<BTreeMap<String, AgentService>>,
    }
    Query::new("catalog_node", below("node", name), |raw| {
        let body: Option<Body> = query::json(raw)?;
        Ok(body.and_then(|body| {
            let services = body.services.unwrap_or_default().into_values().collect();
            body.node.map(|node| NodeServices { node, services })
        }))
    })
}

/// A node with its services as a list, which is half the bytes of [`node`]. Older Consuls
/// do not know it; see [`crate::Capabilities`].
pub fn node_services(name: &str) -> Query<Option<NodeServices>> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Body {
        node: Option<Node>,
        services: Option<Vec<AgentService>>,
    }
    Query::new(
        "catalog_node_services",
        below("node-services", name),
        |raw| {
            let body: Body = query::json(raw)?;
            let services = body.services.unwrap_or_default();
            Ok(body.node.map(|node| NodeServices { node, services }))
        },
    )
}

fn below(kind: &str, name: &str) -> Result<String, Kind> {
    Ok(format!("/v1/catalog/{kind}/{}", path::segment(name)?))
}

#[derive(Clone, Copy, Debug)]
pub struct Catalog<'a> {
    client: &'a Client,
}

impl<'a> Catalog<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// # Errors
    ///
    /// When no server answers.
    pub async fn datacenters(self) -> Result<Answer<Vec<String>>, Error> {
        let path = Ok("/v1/catalog/datacenters".to_owned());
        let query = Query::new("catalog_datacenters", path, query::json_or_default);
        self.client.read_local(&query, None).await
    }

    /// Writes a node, with a service and checks. A node that has an agent undoes it: write
    /// such a node's services through [`crate::agent::Agent::register`].
    ///
    /// # Errors
    ///
    /// [`Kind::Unsure`] when it may have been done; see [`Error`] for the others.
    pub async fn register(self, registration: &CatalogRegistration) -> Result<(), Error> {
        self.write("catalog_register", "/v1/catalog/register", registration)
            .await
    }

    /// Writes a service with all it has to a node that is there; the node stays as it is. In
    /// a transaction older Consuls drop what only proxies have, and tagged addresses.
    ///
    /// # Errors
    ///
    /// As [`Catalog::register`].
    pub async fn register_service(self, node: &str, service: &AgentService) -> Result<(), Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct Body<'a> {
            node: &'a str,
            service: &'a AgentService,
            skip_node_update: bool,
        }
        let body = Body {
            node,
            service,
            skip_node_update: true,
        };
        self.write("catalog_register", "/v1/catalog/register", &body)
            .await
    }

    /// Removes a node, or a service or a check of it. What an agent still has comes back.
    ///
    /// # Errors
    ///
    /// As [`Catalog::register`].
    pub async fn deregister(self, what: &Deregistration) -> Result<(), Error> {
        self.write("catalog_deregister", "/v1/catalog/deregister", what)
            .await
    }

    async fn write(
        self,
        operation: &'static str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<(), Error> {
        let call = Call::new(operation, Method::PUT, path.to_owned(), Effect::WriteOnce);
        self.client.run(&call.json(body)?).await.map(drop)
    }
}

/// Whether a status says that an endpoint is not there.
pub(crate) fn is_missing(status: StatusCode) -> bool {
    status == StatusCode::NOT_FOUND || status == StatusCode::NOT_IMPLEMENTED
}
