//! Each against the registry, and against a real Consul as well where both must do the same.

mod consul;
mod prometheus;
mod promtool;
mod py_consul;
