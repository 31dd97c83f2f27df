//! Agents by their node, each with a client of its own.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use consul::observe::{Observer, Unobserved};
use consul::wire::{AgentService, HostFacts, Member};
use consul::{Client, Kind};
use domain::error::{AppError, ErrorCode, Reason};
use secrecy::SecretString;

use super::settings::TargetSettings;
use super::words;

/// How agents are reached; kept as long as the process.
pub struct Targets {
    settings: TargetSettings,
    /// What all agents' clients have in common; its servers do not count.
    common: consul::Settings,
    observer: Arc<dyn Observer>,
    clients: Mutex<HashMap<String, Client>>,
}

/// The agent of one node.
#[derive(Debug)]
pub(super) struct NodeAgent {
    pub(super) client: Client,
    address: String,
    setting: String,
}

impl Default for Targets {
    fn default() -> Self {
        let common = consul::Settings::default();
        Self::new(TargetSettings::default(), common, Arc::new(Unobserved))
    }
}

impl Targets {
    pub fn new(
        settings: TargetSettings,
        common: consul::Settings,
        observer: Arc<dyn Observer>,
    ) -> Self {
        Self {
            settings,
            common,
            observer,
            clients: Mutex::default(),
        }
    }

    /// The key below which claims are.
    pub(super) fn claims(&self) -> String {
        format!("{}/v2/claims", self.settings.prefix)
    }

    /// The machine under a member's agent.
    pub(crate) async fn host(&self, member: &Member) -> Result<HostFacts, AppError> {
        // To the reader it is the agent that fails, not what everything is kept in.
        let failed = |error: AppError| AppError {
            code: ErrorCode::AgentFailed,
            ..error
        };
        let agent = self.of(member).map_err(failed)?;
        agent.ask_who(&member.name).await.map_err(failed)?;
        let facts = agent.client.agent().host().await;
        let facts = facts.map_err(|error| failed(agent.silent(&error, &member.name)))?;
        Ok(facts.value)
    }

    /// A client of its own for a configured server, with another token.
    pub(crate) fn server(
        &self,
        place: usize,
        token: Option<SecretString>,
    ) -> Result<Client, AppError> {
        let server = self.common.servers.get(place).cloned();
        self.client(server.unwrap_or_default(), token)
    }

    /// The same for the agent of a member, where agents commonly listen.
    pub(crate) fn agent(
        &self,
        member: &Member,
        token: Option<SecretString>,
    ) -> Result<Client, AppError> {
        self.client(self.known(&member.address), token)
    }

    /// The one server that is named in the settings with this host listens where they say;
    /// everybody else where agents commonly do.
    fn known(&self, host: &str) -> String {
        let servers = self.common.servers.iter();
        let mut named = servers.filter(|server| host_of(server) == host);
        match (named.next(), named.next()) {
            (Some(one), None) => one.clone(),
            _ => join(host, self.settings.agent_port),
        }
    }

    fn client(&self, address: String, token: Option<SecretString>) -> Result<Client, AppError> {
        let what = address.clone();
        let settings = consul::Settings {
            servers: vec![address],
            token: token.or_else(|| self.common.token.clone()),
            ..self.common.clone()
        };
        let client = Client::new(settings, Arc::clone(&self.observer));
        client.map_err(|problems| AppError::bad_parameter("host", &what, problems))
    }

    pub(super) fn of(&self, member: &Member) -> Result<NodeAgent, AppError> {
        let own = self.settings.per_node.get(&member.name);
        let host = own.and_then(|own| own.address.as_deref());
        let port = own.and_then(|own| own.port);
        let address = match (host, port) {
            (None, None) => self.known(&member.address),
            (host, port) => join(
                host.unwrap_or(&member.address),
                port.unwrap_or(self.settings.agent_port),
            ),
        };
        let setting = "agents.addresses".to_owned();
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let client = match clients.get(&address) {
            Some(client) => client.clone(),
            None => {
                let token = own.and_then(|own| own.token.clone());
                let settings = consul::Settings {
                    servers: vec![address.clone()],
                    token: token.or_else(|| self.common.token.clone()),
                    ..self.common.clone()
                };
                let client = Client::new(settings, Arc::clone(&self.observer));
                let client = client.map_err(|problems| {
                    AppError::new(ErrorCode::Unavailable)
                        .with("what", &member.name)
                        .with("reason", Reason::AgentSilent)
                        .with("address", &address)
                        .with("setting", &setting)
                        .with("why", problems)
                })?;
                clients.insert(address.clone(), client.clone());
                client
            }
        };
        Ok(NodeAgent {
            client,
            address,
            setting,
        })
    }
}

impl NodeAgent {
    /// Writing to another node's agent would put the target on that node.
    pub(super) async fn ask_who(&self, node: &str) -> Result<(), AppError> {
        let about = self.client.agent().about().await;
        let about = about.map_err(|error| self.silent(&error, node))?;
        let name = about.value.config.node_name;
        if catalog::lookup(&name) == catalog::lookup(node) {
            return Ok(());
        }
        Err(AppError::new(ErrorCode::Unavailable)
            .with("what", node)
            .with("reason", Reason::WrongAgent)
            .with("address", &self.address)
            .with("node", name)
            .with("setting", &self.setting))
    }

    pub(super) async fn service(&self, id: &str) -> Result<Option<AgentService>, AppError> {
        let service = self.client.agent().service(id).await;
        let service = service.map_err(|error| self.silent(&error, id))?;
        Ok(service.value)
    }

    /// An agent that cannot be reached is a matter of its address, not of Consul.
    pub(super) fn silent(&self, error: &consul::Error, what: &str) -> AppError {
        match error.kind {
            Kind::Unreachable { .. } | Kind::Failed { .. } | Kind::Forbidden { .. } => {
                AppError::new(ErrorCode::Unavailable)
                    .with("what", what)
                    .with("reason", Reason::AgentSilent)
                    .with("address", &self.address)
                    .with("setting", &self.setting)
                    .with("why", error)
            }
            _ => words::of(error, what),
        }
    }
}

/// The host of an address that may have a scheme and a port.
fn host_of(server: &str) -> &str {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let rest = rest.trim_end_matches('/');
    if rest.parse::<std::net::Ipv6Addr>().is_ok() {
        return rest;
    }
    let host = match rest.rsplit_once(':') {
        Some((host, _)) if !rest.ends_with(']') => host,
        _ => rest,
    };
    host.trim_start_matches('[').trim_end_matches(']')
}

fn join(host: &str, port: u16) -> String {
    let is_bare_v6 = host.parse::<std::net::Ipv6Addr>().is_ok();
    if is_bare_v6 {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

impl fmt::Debug for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Targets")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(servers: &[&str], host: &str, expected: &str) {
        let common = consul::Settings {
            servers: servers.iter().map(|&server| server.to_owned()).collect(),
            ..consul::Settings::default()
        };
        let targets = Targets::new(TargetSettings::default(), common, Arc::new(Unobserved));
        assert_eq!(targets.known(host), expected, "{servers:?}");
    }

    #[test]
    fn an_agent_is_asked_where_the_settings_say() {
        check(&["10.0.0.1:28500"], "10.0.0.1", "10.0.0.1:28500");
        check(
            &["https://10.0.0.1:8501/"],
            "10.0.0.1",
            "https://10.0.0.1:8501/",
        );
        check(&["[fe80::1]:28500"], "fe80::1", "[fe80::1]:28500");
        check(&["10.0.0.2:28500"], "10.0.0.1", "10.0.0.1:8500");
        check(&[], "fe80::1", "[fe80::1]:8500");
        // Several on one machine: which of them is meant is not known.
        check(
            &["127.0.0.1:1", "127.0.0.1:2"],
            "127.0.0.1",
            "127.0.0.1:8500",
        );
    }
}
