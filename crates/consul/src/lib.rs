//! The client of Consul's HTTP API.
