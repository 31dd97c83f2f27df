//! How a registry is set up.

use std::time::Duration;

use crate::error::OpenError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What `agent/self` answers, which Prometheus asks first.
    pub datacenter: String,
    /// The name of the registry's own node.
    pub node_name: String,
    /// Its address.
    pub node_address: String,
    /// The UUID of its node; nothing for none.
    pub node_id: String,
    /// The version that `agent/self` tells, of the Consul that the API is that of.
    pub consul_version: String,
    /// The file never grows beyond this.
    pub most_bytes: u64,
    /// The shortest TTL of a session.
    pub session_ttl_min: Duration,
    /// The shortest time after which a critical service is deregistered.
    pub deregister_after_min: Duration,
    /// How long a question may wait whose asker does not say.
    pub default_wait: Duration,
    /// How long any question may wait.
    pub longest_wait: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            datacenter: "dc1".to_owned(),
            node_name: "skills-eye".to_owned(),
            node_address: "127.0.0.1".to_owned(),
            node_id: String::new(),
            consul_version: "1.8.7".to_owned(),
            most_bytes: 8 * 1_024 * 1_024 * 1_024,
            session_ttl_min: Duration::from_secs(10),
            deregister_after_min: Duration::from_secs(60),
            default_wait: Duration::from_secs(300),
            longest_wait: Duration::from_secs(600),
        }
    }
}

impl Settings {
    pub(crate) fn check(&self) -> Result<(), OpenError> {
        let wrong = |words: String| Err(OpenError::Setting { words });
        if self.node_name.is_empty() {
            return wrong("the registry's own node needs a name".to_owned());
        }
        let valid = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if self.datacenter.is_empty() || !self.datacenter.chars().all(valid) {
            return wrong(format!(
                "a datacenter is letters, digits, - and _: {:?}",
                self.datacenter
            ));
        }
        Ok(())
    }
}
