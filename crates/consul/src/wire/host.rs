//! The machine under an agent.

use serde::Deserialize;

use super::null_is_empty;

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct HostFacts {
    #[serde(deserialize_with = "null_is_empty")]
    pub memory: Memory,
    #[serde(rename = "CPU", deserialize_with = "null_is_empty")]
    pub processors: Vec<Processor>,
    #[serde(deserialize_with = "null_is_empty")]
    pub host: Host,
    #[serde(deserialize_with = "null_is_empty")]
    pub disk: Disk,
    /// Nanoseconds since 1970.
    pub collection_time: i64,
    /// What could not be found out.
    #[serde(deserialize_with = "null_is_empty")]
    pub errors: Vec<serde_json::Value>,
}

/// Bytes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Memory {
    pub total: u64,
    pub available: u64,
    pub used: u64,
    pub used_percent: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Processor {
    pub vendor_id: String,
    pub model_name: String,
    pub cores: i64,
    pub mhz: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Host {
    pub hostname: String,
    /// Seconds.
    pub uptime: u64,
    pub os: String,
    pub platform: String,
    pub platform_version: String,
    pub kernel_version: String,
    pub kernel_arch: String,
}

/// Bytes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Disk {
    pub path: String,
    pub total: u64,
    pub free: u64,
    pub used: u64,
    pub used_percent: f64,
}
