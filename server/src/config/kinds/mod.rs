//! The types of our settings.

mod agents;
mod count;
mod measure;
mod names;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::{ExposeSecret as _, SecretString};

use super::kind::Kind;

pub(crate) use agents::*;
pub(crate) use count::*;
pub(crate) use measure::*;
pub(crate) use names::*;

pub(in crate::config) fn quoted(text: impl fmt::Display) -> Option<String> {
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
        let length = secret.expose_secret().trim().chars().count();
        if length < LEAST {
            return Err(format!("found {length} characters"));
        }
        Ok(Self(secret))
    }

    fn show(&self) -> Option<String> {
        None
    }
}
