//! Names of hosts, servers, places and folders.

use engine::documents::Layout;
use http::Uri;
use toml_edit::Value;

use super::quoted;
use crate::config::kind::{Kind, found};

/// Where people reach this server: scheme, name and port, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicUrl(String);

impl PublicUrl {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn host(&self) -> &str {
        let authority = self.0.split_once("://").map_or("", |(_, rest)| rest);
        crate::net::name_of(authority).unwrap_or_default()
    }
}

impl Kind for PublicUrl {
    const NAME: &'static str = "an address such as https://eye.example.com";

    fn from_text(text: &str) -> Result<Self, String> {
        let wrong = || format!("found {text:?}");
        let uri: Uri = text.parse().map_err(|_| wrong())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(wrong());
        };
        let plain = matches!(scheme, "http" | "https")
            && matches!(uri.path(), "" | "/")
            && uri.query().is_none()
            && !authority.as_str().contains('@');
        if !plain {
            return Err(wrong());
        }
        let url = format!("{scheme}://{authority}");
        Ok(Self(url.to_ascii_lowercase()))
    }

    fn show(&self) -> Option<String> {
        quoted(&self.0)
    }
}

/// The name of a host, without a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostName(String);

impl HostName {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: &str) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let name = !text.is_empty() && text.chars().all(fits);
        let address = text.parse::<std::net::IpAddr>().is_ok();
        if name || address {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(format!("found {text:?}"))
        }
    }
}

impl Kind for Vec<HostName> {
    const NAME: &'static str = "a list of host names without ports such as [\"eye.example.com\"]";

    /// In a variable, separated by commas.
    fn from_text(text: &str) -> Result<Self, String> {
        let names = text.split(',').map(str::trim);
        names
            .filter(|name| !name.is_empty())
            .map(HostName::parse)
            .collect()
    }

    fn from_toml(value: &Value) -> Result<Self, String> {
        let Some(list) = value.as_array() else {
            return Err(found(value));
        };
        list.iter()
            .map(|item| match item.as_str() {
                Some(name) => HostName::parse(name),
                None => Err(found(item)),
            })
            .collect()
    }

    fn show(&self) -> Option<String> {
        let names: Vec<_> = self.iter().map(|name| format!("{:?}", name.0)).collect();
        Some(format!("[{}]", names.join(", ")))
    }
}

/// The name of a datacenter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DatacenterName(pub(crate) String);

impl Kind for DatacenterName {
    const NAME: &'static str = "a name of small letters, digits, - and _";

    fn from_text(text: &str) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if !text.is_empty() && text.len() <= 64 && text.chars().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("found {text:?}"))
        }
    }

    fn show(&self) -> Option<String> {
        quoted(&self.0)
    }
}

/// A server of Consul, as its client reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConsulServer(pub(crate) String);

impl Kind for Vec<ConsulServer> {
    const NAME: &'static str = "a list of servers such as [\"10.0.0.1:8500\", \
                                \"https://consul.example.com:8501\"]";

    /// In a variable, separated by commas.
    fn from_text(text: &str) -> Result<Self, String> {
        let servers = text.split(',').map(str::trim);
        let servers = servers.filter(|server| !server.is_empty());
        Ok(servers.map(str::to_owned).map(ConsulServer).collect())
    }

    fn from_toml(value: &Value) -> Result<Self, String> {
        let Some(list) = value.as_array() else {
            return Err(found(value));
        };
        list.iter()
            .map(|item| match item.as_str() {
                Some(server) => Ok(ConsulServer(server.to_owned())),
                None => Err(found(item)),
            })
            .collect()
    }

    fn show(&self) -> Option<String> {
        let servers: Vec<_> = self
            .iter()
            .map(|server| format!("{:?}", server.0))
            .collect();
        Some(format!("[{}]", servers.join(", ")))
    }
}

/// A folder of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prefix(pub(crate) String);

impl Prefix {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let prefix = text.trim_end_matches('/');
        match Layout::new(prefix) {
            Ok(_) => Ok(Self::new(prefix)),
            Err(_) => Err(format!("found {text:?}")),
        }
    }
}

impl Kind for Prefix {
    const NAME: &'static str = "a folder such as skills/eye, of letters, digits, '.', '_' and '-'";

    fn from_text(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }

    fn show(&self) -> Option<String> {
        quoted(&self.0)
    }
}

impl Kind for Vec<Prefix> {
    const NAME: &'static str = "a list of folders such as [\"skills/eye\", \"apps\"]";

    /// In a variable, separated by commas.
    fn from_text(text: &str) -> Result<Self, String> {
        let prefixes = text.split(',').map(str::trim);
        let prefixes = prefixes.filter(|prefix| !prefix.is_empty());
        prefixes.map(Prefix::parse).collect()
    }

    fn from_toml(value: &Value) -> Result<Self, String> {
        let Some(list) = value.as_array() else {
            return Err(found(value));
        };
        list.iter()
            .map(|item| match item.as_str() {
                Some(prefix) => Prefix::parse(prefix),
                None => Err(found(item)),
            })
            .collect()
    }

    fn show(&self) -> Option<String> {
        let prefixes = self.iter().map(|prefix| format!("{:?}", prefix.0));
        Some(format!("[{}]", prefixes.collect::<Vec<_>>().join(", ")))
    }
}
