//! One agent: what it says about itself, and the services it takes care of.

use std::collections::BTreeMap;

use http::{Method, StatusCode};

use crate::answer::Answer;
use crate::call::{Call, Effect};
use crate::client::Client;
use crate::error::{Error, Kind};
use crate::path;
use crate::query::{self, Query};
use crate::wire::{About, AgentRegistration, AgentService, HostFacts, Member};

/// Without a place, questions that any agent can answer fail over; all that concerns one
/// agent's own state goes to the first server alone.
#[derive(Clone, Copy, Debug)]
pub struct Agent<'a> {
    client: &'a Client,
    place: Option<usize>,
}

const NOT_THERE: &[StatusCode] = &[StatusCode::NOT_FOUND];

impl<'a> Agent<'a> {
    pub(crate) fn new(client: &'a Client, place: Option<usize>) -> Self {
        Self { client, place }
    }

    /// Version, name and datacenter.
    ///
    /// # Errors
    ///
    /// When no server answers.
    pub async fn about(self) -> Result<Answer<About>, Error> {
        let path = Ok("/v1/agent/self".to_owned());
        let query = Query::new("agent_self", path, query::json);
        self.client.read_local(&query, self.place).await
    }

    /// The members of the cluster as this agent sees them. It has no index.
    ///
    /// # Errors
    ///
    /// When no server answers.
    pub async fn members(self) -> Result<Answer<Vec<Member>>, Error> {
        let path = Ok("/v1/agent/members".to_owned());
        let query = Query::new("agent_members", path, query::json_or_default);
        self.client.read_local(&query, self.place).await
    }

    /// The services that were registered with this agent, by ID.
    ///
    /// # Errors
    ///
    /// When the agent does not answer.
    pub async fn services(self) -> Result<Answer<BTreeMap<String, AgentService>>, Error> {
        let path = Ok("/v1/agent/services".to_owned());
        let query = Query::new("agent_services", path, query::json_or_default);
        self.client.read_local(&query, self.own()).await
    }

    /// One of its services; nothing when it has no such one.
    ///
    /// # Errors
    ///
    /// When the agent does not answer, or the ID cannot travel.
    pub async fn service(self, id: &str) -> Result<Answer<Option<AgentService>>, Error> {
        let path = at("/v1/agent/service", id);
        let query = Query::new("agent_service", path, query::json_if_found).meaning(NOT_THERE);
        self.client.read_local(&query, self.own()).await
    }

    /// The machine it runs on.
    ///
    /// # Errors
    ///
    /// When the agent does not answer.
    pub async fn host(self) -> Result<Answer<HostFacts>, Error> {
        let path = Ok("/v1/agent/host".to_owned());
        let query = Query::new("agent_host", path, query::json);
        self.client.read_local(&query, self.own()).await
    }

    /// Registers a service, or changes one.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsure`] when it may have been done, [`Kind::UnsafeName`] for an ID that
    /// could not be removed again; see [`Error`] for the others.
    pub async fn register(self, service: &AgentRegistration) -> Result<(), Error> {
        const OPERATION: &str = "agent_register";
        let id = if service.id.is_empty() {
            &service.name
        } else {
            &service.id
        };
        path::segment(id).map_err(|kind| Error::new(OPERATION, kind))?;
        let call = self.write(OPERATION, Ok("/v1/agent/service/register".to_owned()))?;
        self.client.run(&call.json(service)?).await.map(drop)
    }

    /// Removes a service, whether it is there or not.
    ///
    /// # Errors
    ///
    /// As [`Agent::register`].
    pub async fn deregister(self, id: &str) -> Result<(), Error> {
        let path = at("/v1/agent/service/deregister", id);
        let call = self.write("agent_deregister", path)?;
        // Newer agents answer 404 for what is not there.
        let call = call.meaning(NOT_THERE);
        self.client.run(&call).await.map(drop)
    }

    /// Takes the whole node out of service with a reason, or back into it without one.
    ///
    /// # Errors
    ///
    /// As [`Agent::register`].
    pub async fn maintain_node(self, reason: Option<&str>) -> Result<(), Error> {
        let path = Ok("/v1/agent/maintenance".to_owned());
        let call = self.write("agent_maintenance", path)?;
        self.client.run(&maintenance(call, reason)).await.map(drop)
    }

    /// Takes one service out of service with a reason, or back into it without one.
    ///
    /// # Errors
    ///
    /// [`Kind::NotFound`] when the agent has no such service; else as [`Agent::register`].
    pub async fn maintain_service(self, id: &str, reason: Option<&str>) -> Result<(), Error> {
        let path = at("/v1/agent/service/maintenance", id);
        let call = self.write("agent_service_maintenance", path)?;
        self.client.run(&maintenance(call, reason)).await.map(drop)
    }

    /// What belongs to one agent is asked of one agent.
    fn own(self) -> Option<usize> {
        Some(self.place.unwrap_or(0))
    }

    fn write(self, operation: &'static str, path: Result<String, Kind>) -> Result<Call, Error> {
        let path = path.map_err(|kind| Error::new(operation, kind))?;
        Ok(Call::new(operation, Method::PUT, path, Effect::WriteAgent).only(self.own()))
    }
}

fn at(path: &str, id: &str) -> Result<String, Kind> {
    Ok(format!("{path}/{}", path::segment(id)?))
}

fn maintenance(call: Call, reason: Option<&str>) -> Call {
    match reason {
        Some(reason) => call.with("enable", "true").with("reason", reason),
        None => call.with("enable", "false"),
    }
}
