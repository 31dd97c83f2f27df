//! The client's settings out of ours.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use consul::observe::Unobserved;
use consul::{BreakerSettings, Pool, Retry, Settings};
use engine::documents::Layout;
use engine::targets::AgentAddress;
use engine::{StoreSettings, keys, mirror};

use crate::config::{Config, Problem};

/// # Errors
///
/// When the file of authorities cannot be read.
pub(super) fn settings(config: &Config) -> anyhow::Result<Settings> {
    let ca = match &config.consul.ca {
        Some(path) => {
            let bytes = std::fs::read(path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            Some(bytes)
        }
        None => None,
    };
    let servers = config.consul.servers.iter();
    Ok(Settings {
        servers: servers.map(|server| server.0.clone()).collect(),
        token: config.consul.token.as_ref().map(|token| token.0.clone()),
        ca,
        ..in_process(config)
    })
}

pub(super) fn in_process(config: &Config) -> Settings {
    let consul = &config.consul;
    Settings {
        servers: Vec::new(),
        token: None,
        ca: None,
        pool: Pool {
            idle: consul.idle_connections.get(),
            connections: consul.connections.get(),
            idle_for: consul.idle_time.get(),
        },
        connect_timeout: consul.connect_timeout.get(),
        timeout: consul.timeout.get(),
        retry: Retry {
            attempts: u32::try_from(consul.attempts.get()).unwrap_or(1),
            delay: consul.retry_delay.get(),
        },
        parallel: consul.parallel.get(),
        hold: consul.hold.get(),
        breaker: BreakerSettings {
            ..Settings::default().breaker
        },
        ..Settings::default()
    }
}

pub(super) fn store_settings(config: &Config) -> StoreSettings {
    StoreSettings {
        layout: layout(config),
        keys: keys::Settings {
            readable: config.kv.readable.iter().map(|one| one.0.clone()).collect(),
        },
        mirror: mirror::Settings {
            wait: config.consul.wait.get(),
            followed_nodes: config.consul.followed_nodes.get(),
            turn: config.consul.turn.get(),
            ..mirror::Settings::default()
        },
        site_names: config.sites.names_lifetime.get(),
    }
}

/// What is known of single agents.
pub(super) fn agents(config: &Config) -> BTreeMap<String, AgentAddress> {
    let mut agents = BTreeMap::<String, AgentAddress>::new();
    for place in &config.agents.addresses {
        let agent = agents.entry(place.node.clone()).or_default();
        agent.address = Some(place.host.clone());
        agent.port = place.port;
    }
    for (node, token) in config.agents.tokens.iter().flat_map(|tokens| &tokens.0) {
        let agent = agents.entry(node.clone()).or_default();
        agent.token = Some(token.clone());
    }
    agents
}

/// Where everything of ours lies.
pub(super) fn layout(config: &Config) -> Layout {
    // It was read as a prefix, so it is one.
    Layout::new(&config.kv.prefix.0).unwrap_or_default()
}

/// What the client will not take.
pub(crate) fn problems(config: &Config) -> Vec<Problem> {
    let problem = |setting: &str, what: String| {
        let key = format!("consul.{}", our_name(setting));
        Problem {
            place: config.places.of(&key),
            key,
            what,
            remedy: "correct it, or leave it out for the default".to_owned(),
        }
    };
    if config.consul.servers.is_empty() {
        return Vec::new();
    }
    let settings = match settings(config) {
        Ok(settings) => settings,
        Err(error) => return vec![problem("ca", format!("{error:#}"))],
    };
    match consul::Client::new(settings, Arc::new(Unobserved)) {
        Ok(_) => Vec::new(),
        Err(problems) => {
            let problems = problems.0.into_iter();
            problems
                .map(|found| problem(found.setting, found.why))
                .collect()
        }
    }
}

fn our_name(setting: &str) -> &str {
    match setting {
        "pool.connections" => "connections",
        "retry.attempts" => "attempts",
        "retry.delay" => "retry_delay",
        other => other,
    }
}
