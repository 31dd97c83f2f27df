//! Against a real Consul.

mod documents;
