//! The machines of the catalog with what is on them. Nothing here waits for Consul: it is
//! what the mirror has heard.

mod announce;
mod checks;
mod list;
mod overview;
mod services;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::access::{Actor, Permission};
use domain::error::{AppError, ErrorCode, Reason};
use domain::node::NodeList;

use registry::Discovery;

pub use announce::announce;
pub use checks::{Checks, ChecksByState};
pub use overview::{CheckCounts, ServiceOverview};
pub use services::{NodeServices, ServiceBrief};

use crate::Engine;
use crate::store::Store;

impl Engine {
    /// All nodes, with what is known of each and how well.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no store.
    pub fn nodes(&self, actor: &Actor) -> Result<NodeList, AppError> {
        actor.require(Permission::ViewPages)?;
        Ok(list::of(self.store()?))
    }

    /// The services on a node, by id; the node by name or by address.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no such node.
    pub fn node_services(&self, actor: &Actor, node: &str) -> Result<NodeServices, AppError> {
        actor.require(Permission::ViewPages)?;
        services::on(self.store()?, node)
    }

    /// The services of all nodes by name, Consul's own included.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no store.
    pub fn services_overview(&self, actor: &Actor) -> Result<Vec<ServiceOverview>, AppError> {
        actor.require(Permission::ViewPages)?;
        Ok(overview::of(&self.store()?.mirror.image()))
    }

    /// All checks by their state.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no store.
    pub fn checks(&self, actor: &Actor) -> Result<ChecksByState, AppError> {
        actor.require(Permission::ViewPages)?;
        Ok(checks::of(&self.store()?.mirror.image()))
    }

    /// The values that services have under a key of their Meta, each with how many have it.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no store.
    pub fn meta_values(
        &self,
        actor: &Actor,
        key: &str,
    ) -> Result<BTreeMap<Arc<str>, usize>, AppError> {
        actor.require(Permission::ViewPages)?;
        Ok(checks::values(&self.store()?.mirror.image(), key))
    }

    /// The services of the registry as targets for Prometheus, in JSON; with many of them it
    /// takes a while and belongs outside of asynchronous code. Nothing when everything is
    /// kept in a Consul, which Prometheus asks itself.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no store.
    pub fn discover(
        &self,
        actor: &Actor,
        services: Vec<String>,
        tags: Vec<String>,
    ) -> Result<Option<Vec<u8>>, AppError> {
        actor.require(Permission::ViewPages)?;
        let registry = self.store()?.registry.as_ref();
        let made = registry.map(|registry| {
            let discovery = Discovery {
                services,
                tags,
                datacenter: registry.settings().datacenter.clone(),
            };
            registry::http_sd(&registry.snapshot(), &discovery)
        });
        made.transpose()
            .map_err(|error| AppError::new(ErrorCode::Internal).with("cause", error))
    }

    /// The server that answers now, by name.
    pub fn active_server(&self) -> Option<String> {
        let members = self.store().ok()?.mirror.members();
        members.server.as_deref().map(str::to_owned)
    }
}

/// While the catalog has not been read, nobody can say that a node is not there.
fn no_such_node(store: &Store, node: &str) -> AppError {
    if store.mirror.image().complete {
        AppError::new(ErrorCode::NotFound).with("what", node)
    } else {
        AppError::new(ErrorCode::Unavailable)
            .with("what", "store")
            .with("reason", Reason::Stopping)
    }
}
