//! The names under which this server may be spoken to.

use std::net::{IpAddr, SocketAddr};

use crate::config::Config;

#[derive(Clone, Debug)]
pub(crate) struct Hosts {
    loopback: bool,
    names: Vec<String>,
}

impl Hosts {
    pub(crate) fn new(config: &Config, bound: SocketAddr) -> Self {
        let mut names: Vec<_> = config
            .http
            .allowed_hosts
            .iter()
            .map(|name| name.as_str().to_owned())
            .collect();
        if let Some(url) = &config.http.public_url {
            names.push(url.host().to_owned());
        }
        Self {
            loopback: bound.ip().is_loopback(),
            names,
        }
    }

    /// `authority` is what the client wrote: a name or an address, perhaps with a port.
    pub(crate) fn allow(&self, authority: &str) -> bool {
        let Some(name) = name_of(authority) else {
            return false;
        };
        if self
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
        {
            return true;
        }
        if self.loopback {
            return is_loopback(name);
        }
        self.names.is_empty()
    }
}

/// Without the port, and without the brackets of an IPv6 address. Nothing when more stands
/// there than these.
pub(crate) fn name_of(authority: &str) -> Option<&str> {
    let (name, rest) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let is_port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port);
    is_whole.then_some(name)
}

pub(crate) fn is_loopback(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(bound: &str, allowed: &str) -> Hosts {
        let mut config = Config::default();
        config.http.allowed_hosts = crate::config::Kind::from_text(allowed).unwrap();
        config.http.public_url = crate::config::Kind::from_text("https://public.example:8443").ok();
        Hosts::new(&config, bound.parse().unwrap())
    }

    #[test]
    fn on_loopback_only_its_own_names_and_the_listed_ones() {
        let hosts = hosts("127.0.0.1:8080", "eye.example");
        for ours in [
            "localhost",
            "LOCALHOST:8080",
            "a.localhost:1",
            "127.0.0.1:8080",
            "127.8.9.1",
            "[::1]:8080",
            "Eye.example:99",
            "public.example:8443",
        ] {
            assert!(hosts.allow(ours), "{ours}");
        }
        for foreign in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.1.2",
            "notlocalhost",
            "[::1]evil.example",
            "[::1",
            "127.0.0.1:x@evil.example",
            "localhost:80:80",
            "user@localhost",
        ] {
            assert!(!hosts.allow(foreign), "{foreign}");
        }
    }
}
