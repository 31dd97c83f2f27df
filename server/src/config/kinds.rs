//! The types of our settings.

use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use engine::documents::Layout;
use http::Uri;
use secrecy::{ExposeSecret as _, SecretString};
use toml_edit::Value;

use super::kind::{Kind, found};

pub(super) fn quoted(text: impl fmt::Display) -> Option<String> {
    Some(format!("\"{text}\""))
}

impl Kind for SocketAddr {
    const NAME: &'static str = "an address and port such as 127.0.0.1:8080 or [::1]:8080";

    fn from_text(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| format!("found {text:?}"))
    }

    fn show(&self) -> Option<String> {
        quoted(self)
    }
}

impl Kind for PathBuf {
    const NAME: &'static str = "a path";

    fn from_text(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("found an empty text".to_owned());
        }
        Ok(text.into())
    }

    fn show(&self) -> Option<String> {
        quoted(self.display())
    }
}

/// A number of things that memory is set aside for.
macro_rules! count {
    ($(#[doc = $doc:literal])+ $Name:ident up to $most:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $Name(NonZeroUsize);

        impl $Name {
            const MOST: usize = $most;

            /// Within the bounds, whatever the number.
            pub(crate) const fn new(number: usize) -> Self {
                match NonZeroUsize::new(number) {
                    Some(some) if number <= Self::MOST => Self(some),
                    _ => Self(NonZeroUsize::MIN),
                }
            }

            pub(crate) fn get(self) -> usize {
                self.0.get()
            }
        }

        impl Kind for $Name {
            const NAME: &'static str = concat!("a whole number from 1 to ", $most);

            fn from_text(text: &str) -> Result<Self, String> {
                text.parse::<NonZeroUsize>()
                    .ok()
                    .filter(|number| number.get() <= Self::MOST)
                    .map(Self)
                    .ok_or_else(|| format!("found {text:?}"))
            }

            fn from_toml(value: &Value) -> Result<Self, String> {
                match value.as_integer() {
                    Some(number) => Self::from_text(&number.to_string()),
                    None => Err(found(value)),
                }
            }

            fn show(&self) -> Option<String> {
                Some(self.0.to_string())
            }
        }
    };
}

count! {
    /// Streams at the same time.
    Streams up to 100_000
}

count! {
    /// Events that are kept.
    Replay up to 1_000_000
}

count! {
    /// Connections to one server.
    Connections up to 10_000
}

count! {
    /// Questions that wait at the same time.
    Waiting up to 10_000
}

count! {
    /// Calls at the same time.
    Calls up to 1_000
}

count! {
    /// Tries, the first included.
    Attempts up to 20
}

count! {
    /// Nodes that are followed one by one.
    FollowedNodes up to 1_000
}

/// A count of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ByteSize(usize);

impl ByteSize {
    const UNITS: [(&'static str, usize); 3] = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

    pub(crate) const fn kib(count: usize) -> Self {
        Self(count << 10)
    }

    pub(crate) fn get(self) -> usize {
        self.0
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = Self::UNITS
            .into_iter()
            .find(|(_, size)| self.0.is_multiple_of(*size));
        let (unit, size) = unit.unwrap_or(("B", 1));
        write!(f, "{} {unit}", self.0 / size)
    }
}

impl Kind for ByteSize {
    const NAME: &'static str = "a size such as 256 KiB or 4 MiB";

    fn from_text(text: &str) -> Result<Self, String> {
        let (number, unit) = split(text);
        Self::UNITS
            .into_iter()
            .find(|(name, _)| *name == unit)
            .and_then(|(_, size)| number.parse::<usize>().ok()?.checked_mul(size))
            .filter(|bytes| *bytes > 0)
            .map(Self)
            .ok_or_else(|| format!("found {text:?}"))
    }

    fn show(&self) -> Option<String> {
        quoted(self)
    }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeSpan(Duration);

impl TimeSpan {
    const UNITS: [(&'static str, u64); 4] =
        [("h", 3_600_000), ("min", 60_000), ("s", 1_000), ("ms", 1)];

    pub(crate) const fn seconds(count: u64) -> Self {
        Self(Duration::from_secs(count))
    }

    pub(crate) const fn millis(count: u64) -> Self {
        Self(Duration::from_millis(count))
    }

    pub(crate) fn get(self) -> Duration {
        self.0
    }
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX);
        let unit = Self::UNITS
            .into_iter()
            .find(|(_, size)| millis.is_multiple_of(*size));
        let (unit, size) = unit.unwrap_or(("ms", 1));
        write!(f, "{} {unit}", millis / size)
    }
}

impl Kind for TimeSpan {
    const NAME: &'static str = "a time such as 500 ms, 10 s or 2 min";

    fn from_text(text: &str) -> Result<Self, String> {
        let (number, unit) = split(text);
        Self::UNITS
            .into_iter()
            .find(|(name, _)| *name == unit)
            .and_then(|(_, size)| number.parse::<u64>().ok()?.checked_mul(size))
            .filter(|millis| *millis > 0)
            .map(|millis| Self(Duration::from_millis(millis)))
            .ok_or_else(|| format!("found {text:?}"))
    }

    fn show(&self) -> Option<String> {
        quoted(self)
    }
}

/// `10s` and `10 s` alike.
fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    (number, unit.trim())
}

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// Pretty on a terminal, JSON elsewhere.
    Auto,
    Pretty,
    Json,
}

impl Kind for LogFormat {
    const NAME: &'static str = "auto, pretty or json";

    fn from_text(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "pretty" => Ok(Self::Pretty),
            "json" => Ok(Self::Json),
            _ => Err(format!("found {text:?}")),
        }
    }

    fn show(&self) -> Option<String> {
        quoted(match self {
            Self::Auto => "auto",
            Self::Pretty => "pretty",
            Self::Json => "json",
        })
    }
}

/// A value that is never shown.
#[derive(Clone, Debug)]
pub(crate) struct Secret(pub(crate) SecretString);

impl Kind for Secret {
    const NAME: &'static str = "a secret text of at least 16 characters";
    const SECRET: bool = true;

    fn from_text(text: &str) -> Result<Self, String> {
        const LEAST: usize = 16;
        let secret = SecretString::from(text.trim_end_matches(['\r', '\n']));
        let length = secret.expose_secret().chars().count();
        if length < LEAST {
            return Err(format!("found {length} characters"));
        }
        Ok(Self(secret))
    }

    fn show(&self) -> Option<String> {
        None
    }
}
