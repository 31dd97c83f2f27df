//! A Prometheus host, over SSH or local.
