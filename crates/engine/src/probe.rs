//! Whether a server of Consul answers, and what it says about itself. Only what is configured
//! or a member of the cluster is asked, so that nobody examines the network from here.

use std::time::Duration;

use consul::Client;
use consul::wire::Member;
use domain::access::{Actor, Permission};
use domain::error::{AppError, ErrorCode, Reason};
use secrecy::SecretString;
use tokio::time::timeout;

use crate::Engine;
use crate::store::Store;

/// What is to be asked. Without a host, the first server.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub host: String,
    pub port: Option<u16>,
    /// In the place of ours.
    pub token: Option<SecretString>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub server: String,
    pub version: String,
    pub node: String,
    pub datacenter: String,
    pub members: usize,
    /// Nothing while there is none.
    pub leader: Option<String>,
}

/// Where a member's agent listens when nothing else is said.
const PORT: u16 = 8500;

impl Engine {
    /// Asks one server, within this time.
    ///
    /// # Errors
    ///
    /// When the actor may not, the address is not one that may be asked, or nobody answers.
    pub async fn probe(
        &self,
        actor: &Actor,
        question: &Question,
        within: Duration,
    ) -> Result<Answered, AppError> {
        actor.require(Permission::Administer)?;
        let store = self.store()?;
        let whom = whom(store, question)?;
        let name = whom.name(store);
        let other = match (&whom, &question.token) {
            (Whom::Server(_), None) => None,
            // Another token, or another agent, is a matter of a client of its own.
            (_, token) => Some(self.client_of(&whom, token.clone(), &name)?),
        };
        let asked = match (&other, &whom) {
            (Some(client), _) => timeout(within, ask(client, 0)).await,
            (None, Whom::Server(place)) => timeout(within, ask(&store.client, *place)).await,
            (None, Whom::Member(_)) => return Err(not_configured(&name)),
        };
        let failed = |why: String| {
            AppError::new(ErrorCode::AgentFailed)
                .with("what", &name)
                .with("reason", Reason::AgentSilent)
                .with("address", &name)
                .with("setting", "consul.servers")
                .with("why", why)
        };
        match asked {
            Ok(Ok(answered)) => Ok(Answered {
                server: name,
                ..answered
            }),
            Ok(Err(error)) => Err(failed(error.to_string())),
            Err(_) => Err(failed(format!("no answer in {} s", within.as_secs()))),
        }
    }

    /// The servers in their order; none when everything is kept in the registry of this
    /// process.
    ///
    /// # Errors
    ///
    /// When the actor may not, or there is no store.
    pub fn servers(&self, actor: &Actor) -> Result<Vec<String>, AppError> {
        actor.require(Permission::ViewPages)?;
        let store = self.store()?;
        if store.registry.is_some() {
            return Ok(Vec::new());
        }
        let servers = store.client.servers().into_iter();
        Ok(servers.map(|server| server.name.to_string()).collect())
    }

    fn client_of(
        &self,
        whom: &Whom,
        token: Option<SecretString>,
        name: &str,
    ) -> Result<Client, AppError> {
        let Some(targets) = self.targets.get() else {
            return Err(not_configured(name));
        };
        match whom {
            Whom::Server(place) => targets.server(*place, token),
            Whom::Member(member) => targets.agent(member, token),
        }
    }
}

/// One that may be asked.
#[derive(Clone, Debug)]
enum Whom {
    /// By its place among the configured ones.
    Server(usize),
    Member(Member),
}

impl Whom {
    fn name(&self, store: &Store) -> String {
        match self {
            Self::Server(place) => {
                let servers = store.client.servers();
                let server = servers.get(*place);
                server.map_or_else(String::new, |server| server.name.to_string())
            }
            Self::Member(member) => member.address.clone(),
        }
    }
}

fn whom(store: &Store, question: &Question) -> Result<Whom, AppError> {
    if question.host.is_empty() {
        return Ok(Whom::Server(0));
    }
    let port = question.port.unwrap_or(PORT);
    let host = &question.host;
    let name = format!("{host}:{port}");
    let servers = store.client.servers();
    if let Some(place) = servers.iter().position(|server| *server.name == *name) {
        return Ok(Whom::Server(place));
    }
    let members = store.mirror.members();
    let is_it = |member: &&Member| member.address == *host || member.name == *host;
    match members.list.iter().find(is_it) {
        Some(member) if port == PORT => Ok(Whom::Member(member.clone())),
        _ => Err(not_configured(&name)),
    }
}

fn not_configured(address: &str) -> AppError {
    AppError::bad_parameter("host", address, Reason::NotConfigured)
}

async fn ask(client: &Client, place: usize) -> Result<Answered, consul::Error> {
    let agent = || client.agent_at(place).unwrap_or_else(|| client.agent());
    let about = agent().about().await?.value.config;
    let members = agent().members().await?.value.len();
    let leader = client.status().leader().await?.value;
    Ok(Answered {
        server: String::new(),
        version: about.version,
        node: about.node_name,
        datacenter: about.datacenter,
        members,
        leader,
    })
}
