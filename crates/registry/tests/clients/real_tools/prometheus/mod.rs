//! Prometheus, which discovers from Consul (2.24.1) and by HTTP (2.42).

mod consul_sd;
mod http_sd;
mod labels;
mod targets;
