//! Sessions, which hold locks.

use std::time::Duration;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

use super::{go_duration, null_is_empty};

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Session {
    #[serde(rename = "ID")]
    pub id: String,
    #[serde(deserialize_with = "null_is_empty")]
    pub name: String,
    pub node: String,
    /// As Go writes it; empty when it never ends by itself.
    #[serde(rename = "TTL", deserialize_with = "null_is_empty")]
    pub ttl: String,
    /// Nanoseconds.
    pub lock_delay: u64,
    pub behavior: Behavior,
    pub create_index: u64,
    pub modify_index: u64,
}

/// What becomes of the locks when the session ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Behavior {
    #[default]
    Release,
    Delete,
}

/// Ends when it is not renewed, and for no other reason: tied to the health of an agent, it
/// would end with the server that happened to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    pub name: String,
    /// Between 10 s and a day.
    pub ttl: Duration,
    /// After it ended by itself, nobody gets its locks for this long.
    pub lock_delay: Duration,
    pub behavior: Behavior,
}

impl Serialize for NewSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut session = serializer.serialize_struct("NewSession", 5)?;
        session.serialize_field("Name", &self.name)?;
        session.serialize_field("TTL", &go_duration(self.ttl))?;
        session.serialize_field("LockDelay", &go_duration(self.lock_delay))?;
        session.serialize_field("Behavior", &self.behavior)?;
        session.serialize_field("NodeChecks", &[""; 0])?;
        session.end()
    }
}
