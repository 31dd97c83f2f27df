//! Prometheus, Blackbox, Alertmanager and rule files: read, understood, edited. Pure.
