//! A key with its value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer};

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Entry {
    pub key: String,
    #[serde(default)]
    pub flags: u64,
    #[serde(default, deserialize_with = "from_base64")]
    pub value: Vec<u8>,
    pub create_index: u64,
    /// What compare-and-set compares.
    pub modify_index: u64,
    #[serde(default)]
    pub lock_index: u64,
    /// The session that holds the lock.
    #[serde(default)]
    pub session: Option<String>,
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    match Option::<std::borrow::Cow<'de, str>>::deserialize(deserializer)? {
        None => Ok(Vec::new()),
        Some(text) => STANDARD
            .decode(text.as_bytes())
            .map_err(serde::de::Error::custom),
    }
}

/// As values travel inside JSON.
pub(crate) fn to_base64(value: &[u8]) -> String {
    STANDARD.encode(value)
}
