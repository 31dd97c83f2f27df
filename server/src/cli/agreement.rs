//! Settings that are fine alone and not together.

use crate::config::{Config, Problem};
use crate::net;

pub(super) fn problems(config: &Config) -> Vec<Problem> {
    let mut problems = open_to_others(config);
    problems.extend(port_without_token(config));
    problems.extend(one_port_for_two(config));
    problems.extend(no_connection_left(config));
    problems
}

fn problem(config: &Config, key: &str, what: String, remedy: &str) -> Problem {
    Problem {
        place: config.places.of(key),
        key: key.to_owned(),
        what,
        remedy: remedy.to_owned(),
    }
}

/// A port that Prometheus was pointed at would not be there. The demo has its registry
/// whatever the settings say of a Consul.
pub(super) fn port_without_registry(config: &Config) -> Option<Problem> {
    let is_wanted = config.registry.listen.is_some() && !config.consul.servers.is_empty();
    is_wanted.then(|| {
        problem(
            config,
            "registry.listen",
            "everything is kept in the Consul of consul.servers, so there is no registry that \
             could listen"
                .to_owned(),
            "leave it out and ask that Consul, or leave consul.servers out",
        )
    })
}

fn one_port_for_two(config: &Config) -> Option<Problem> {
    let address = config.registry.listen?;
    let is_same = address == config.http.listen && address.port() != 0;
    is_same.then(|| {
        problem(
            config,
            "registry.listen",
            format!("{address} is http.listen too"),
            "choose another port for one of the two",
        )
    })
}

/// Who waits must leave a connection to who asks.
fn no_connection_left(config: &Config) -> Option<Problem> {
    let (waiting, all) = (
        config.registry.waiting.get(),
        config.registry.connections.get(),
    );
    (waiting >= all).then(|| {
        problem(
            config,
            "registry.waiting",
            format!("{waiting} may wait, and registry.connections is {all}"),
            "set it lower than registry.connections",
        )
    })
}

/// On another address the registry's port takes nothing without a token.
fn port_without_token(config: &Config) -> Option<Problem> {
    const KEY: &str = "registry.listen";
    let address = config.registry.listen?;
    let is_closed = !address.ip().is_loopback() && config.access.bootstrap_token.is_none();
    is_closed.then(|| Problem {
        place: config.places.of(KEY),
        key: KEY.to_owned(),
        what: format!(
            "{} can be reached from other machines, and no token is set",
            address.ip()
        ),
        remedy: "set SKILLS_EYE_BOOTSTRAP_TOKEN, or listen on loopback".to_owned(),
    })
}

/// Without accounts, who reaches the server may do everything: every setting by which
/// somebody from another machine would.
fn open_to_others(config: &Config) -> Vec<Problem> {
    const WHY: &str = "accounts do not exist yet: everybody there would be administrator";
    const NAME: &str = "use names such as localhost or eye.localhost, put no proxy before this \
                        server, and come through an SSH tunnel";
    let problem = |key: &str, what: String, remedy: String| Problem {
        place: config.places.of(key),
        key: key.to_owned(),
        what,
        remedy,
    };
    let mut problems = Vec::new();
    let http = &config.http;
    if !http.listen.ip().is_loopback() {
        problems.push(problem(
            "http.listen",
            format!(
                "{} can be reached from other machines, and {WHY}",
                http.listen.ip()
            ),
            format!(
                "listen on 127.0.0.1:{port} or [::1]:{port}, and come through an SSH tunnel",
                port = http.listen.port()
            ),
        ));
    }
    let url = http.public_url.iter();
    let url = url.map(|url| ("http.public_url", url.host()));
    let names = http.allowed_hosts.iter();
    let names = names.map(|name| ("http.allowed_hosts", name.as_str()));
    for (key, name) in url.chain(names) {
        if !net::is_loopback(name) {
            let what = format!("{name} is a name for other machines, and {WHY}");
            problems.push(problem(key, what, NAME.to_owned()));
        }
    }
    problems
}
