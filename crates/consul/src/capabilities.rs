//! What the Consul at hand can do: asked, never assumed.

use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use crate::catalog;
use crate::client::Client;
use crate::error::{Error, Kind};

/// A node that nobody has: the answer is small.
const NOBODY: &str = "skills-eye-asks-what-you-know";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Whose they are.
    pub server: Arc<str>,
    /// Absent when the token may not ask.
    pub version: Option<Version>,
    /// [`catalog::node_services`] can be used.
    pub node_services: bool,
    /// [`Client::changes`] can be used.
    pub changes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

impl Version {
    /// Reads `1.8.7`, also with what follows it (`1.16.0+ent`, `1.18.0-rc1`).
    pub fn parse(text: &str) -> Option<Self> {
        let numbers = text.split(['+', '-', ':']).next()?;
        let mut parts = numbers.split('.').map(str::parse::<u32>);
        let version = Self {
            major: parts.next()?.ok()?,
            minor: parts.next()?.ok()?,
            patch: parts.next().unwrap_or(Ok(0)).ok()?,
        };
        parts.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

const MISSING: &[StatusCode] = &[
    StatusCode::NOT_FOUND,
    StatusCode::METHOD_NOT_ALLOWED,
    StatusCode::NOT_IMPLEMENTED,
    StatusCode::FORBIDDEN,
];

impl Client {
    /// Asks the first server that answers what it is and knows.
    ///
    /// # Errors
    ///
    /// When no server answers.
    pub async fn capabilities(&self) -> Result<Capabilities, Error> {
        let version = match self.agent().about().await {
            Ok(about) => Version::parse(&about.value.config.version),
            Err(error) if matches!(error.kind, Kind::Forbidden { .. }) => None,
            Err(error) => return Err(error),
        };
        let node_services = catalog::node_services(NOBODY).local_call(None)?;
        let asked = self.run(&node_services.meaning(MISSING)).await?;
        Ok(Capabilities {
            server: asked.raw.meta.server,
            version,
            node_services: !catalog::is_missing(asked.raw.status),
            changes: self.has_changes().await?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared() {
        let check = |text, expected: Option<(u32, u32, u32)>| {
            let version = Version::parse(text).map(|v| (v.major, v.minor, v.patch));
            assert_eq!(version, expected, "{text}");
        };
        check("1.8.7", Some((1, 8, 7)));
        check("1.16.0+ent", Some((1, 16, 0)));
        check("1.18.0-rc1", Some((1, 18, 0)));
        check("1.22", Some((1, 22, 0)));
        check("v1", None);
        check("", None);
        check("1.2.3.4", None);
        assert!(Version::parse("1.10.0") > Version::parse("1.9.9"));
    }
}
