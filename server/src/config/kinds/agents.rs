//! Agents of nodes, by the name of the node.

use std::collections::BTreeMap;

use secrecy::SecretString;
use toml_edit::Value;

use super::Port;
use crate::config::kind::{Kind, found};

/// Where the agent of one node listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AgentPlace {
    pub(crate) node: String,
    /// A host, or one with `https://` before it.
    pub(crate) host: String,
    pub(crate) port: Option<u16>,
}

impl AgentPlace {
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("found {text:?}");
        let (node, address) = text.split_once('=').ok_or_else(wrong)?;
        let (node, address) = (node.trim(), address.trim());
        let (scheme, rest) = match address.split_once("://") {
            Some(("https", rest)) => ("https://", rest),
            Some(("http", rest)) => ("", rest),
            Some(_) => return Err(wrong()),
            None => ("", address),
        };
        // The colons of a bare IPv6 address are no port.
        let is_bare_v6 = rest.parse::<std::net::Ipv6Addr>().is_ok();
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !is_bare_v6 && !rest.ends_with(']') => {
                (host, Some(Port::from_text(port)?.number()))
            }
            _ => (rest, None),
        };
        if node.is_empty() || host.is_empty() || host.contains(['/', '@', ' ']) {
            return Err(wrong());
        }
        Ok(Self {
            node: node.to_owned(),
            host: format!("{scheme}{host}"),
            port,
        })
    }

    fn shown(&self) -> String {
        match self.port {
            Some(port) => format!("\"{}={}:{port}\"", self.node, self.host),
            None => format!("\"{}={}\"", self.node, self.host),
        }
    }
}

impl Kind for Vec<AgentPlace> {
    const NAME: &'static str = "a list of nodes and addresses such as [\"web-1=10.0.0.9:8501\"]";

    /// In a variable, separated by commas.
    fn from_text(text: &str) -> Result<Self, String> {
        let places = text.split(',').map(str::trim);
        let places = places.filter(|place| !place.is_empty());
        places.map(AgentPlace::parse).collect()
    }

    fn from_toml(value: &Value) -> Result<Self, String> {
        let list = value.as_array().ok_or_else(|| found(value))?;
        list.iter()
            .map(|item| match item.as_str() {
                Some(place) => AgentPlace::parse(place),
                None => Err(found(item)),
            })
            .collect()
    }

    fn show(&self) -> Option<String> {
        let places: Vec<_> = self.iter().map(AgentPlace::shown).collect();
        Some(format!("[{}]", places.join(", ")))
    }
}

/// ACL tokens by the name of the node.
#[derive(Clone, Debug, Default)]
pub(crate) struct AgentTokens(pub(crate) BTreeMap<String, SecretString>);

impl Kind for AgentTokens {
    const NAME: &'static str = "lines such as web-1=TOKEN, one a node";
    const SECRET: bool = true;

    fn from_text(text: &str) -> Result<Self, String> {
        let mut tokens = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            // What stands there may be a token: only where is told.
            let wrong = || format!("line {} of it has no node and token", number + 1);
            let (node, token) = line.split_once('=').ok_or_else(wrong)?;
            let (node, token) = (node.trim(), token.trim());
            if node.is_empty() || token.is_empty() {
                return Err(wrong());
            }
            tokens.insert(node.to_owned(), SecretString::from(token));
        }
        Ok(Self(tokens))
    }

    fn show(&self) -> Option<String> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_have_a_scheme_and_a_port() {
        let check = |text: &str, host: &str, port| {
            let found = AgentPlace::parse(text).unwrap();
            let (found_host, found_port) = (found.host.as_str(), found.port);
            assert_eq!(
                (found.node.as_str(), found_host, found_port),
                ("n", host, port)
            );
        };
        check("n=10.0.0.9", "10.0.0.9", None);
        check(
            " n = agent.example.com:28500",
            "agent.example.com",
            Some(28_500),
        );
        check("n=https://10.0.0.9:8501", "https://10.0.0.9", Some(8_501));
        check("n=http://10.0.0.9", "10.0.0.9", None);
        check("n=fe80::1", "fe80::1", None);
        check("n=[fe80::1]:8500", "[fe80::1]", Some(8_500));
        check("n=[fe80::1]", "[fe80::1]", None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "n",
            "n=",
            "=host",
            "n=ftp://host",
            "n=host:0",
            "n=host:port",
            "n=a/b",
        ] {
            assert!(AgentPlace::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_token_is_told_to_nobody() {
        let tokens = AgentTokens::from_text("# ours\nweb-1 = abc\n\nweb-2=d=e\n").unwrap();
        assert_eq!(tokens.0.keys().collect::<Vec<_>>(), ["web-1", "web-2"]);
        assert!(!format!("{tokens:?}").contains("abc"));
        let wrong = AgentTokens::from_text("web-1=abc\nsecret-without-node").unwrap_err();
        assert_eq!(wrong, "line 2 of it has no node and token");
    }
}
