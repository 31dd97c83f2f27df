//! Numbers about what everything is kept in, under the names that dashboards of the earlier
//! system know.

use std::time::Duration;

use consul::Health;
use consul::observe::Finished;
use engine::Store;
use engine::sites::CacheStatus;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// From a registry in this process to a server that is about to be given up.
const BUCKETS: [f64; 11] = [
    0.000_25, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 15.0,
];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    server: String,
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FallbackLabels {
    from: String,
    to: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StatusLabel {
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabel {
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ServerLabel {
    server: String,
}

#[derive(Debug)]
pub(crate) struct StoreMetrics {
    requests: Family<RequestLabels, Counter>,
    durations: Family<RequestLabels, Histogram>,
    fallbacks: Family<FallbackLabels, Counter>,
    node_failures: Family<ReasonLabel, Counter>,
    node_durations: Histogram,
    site_names: Family<StatusLabel, Counter>,
    servers_up: Family<ServerLabel, Gauge>,
    nodes: Family<StatusLabel, Gauge>,
    services: Gauge,
    mirror_age: Gauge<f64, std::sync::atomic::AtomicU64>,
    mirror_failing: Gauge,
    restores: Counter,
    conflicts: Counter,
}

impl StoreMetrics {
    pub(crate) fn register(registry: &mut Registry) -> Self {
        let new = Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            fallbacks: Family::default(),
            node_failures: Family::default(),
            node_durations: Histogram::new(BUCKETS),
            site_names: Family::default(),
            servers_up: Family::default(),
            nodes: Family::default(),
            services: Gauge::default(),
            mirror_age: Gauge::default(),
            mirror_failing: Gauge::default(),
            restores: Counter::default(),
            conflicts: Counter::default(),
        };
        registry.register(
            "consul_requests",
            "Requests to Consul, or to the registry of this process",
            new.requests.clone(),
        );
        registry.register_with_unit(
            "consul_request_duration",
            "Time of a request; those that waited for a change are left out",
            Unit::Seconds,
            new.durations.clone(),
        );
        registry.register(
            "consul_server_fallback",
            "Answers of another server than the one before",
            new.fallbacks.clone(),
        );
        registry.register(
            "consul_node_enrich_failures",
            "Nodes that could not be read",
            new.node_failures.clone(),
        );
        registry.register_with_unit(
            "consul_node_enrich_duration",
            "Time until what an answer said is visible",
            Unit::Seconds,
            new.node_durations.clone(),
        );
        registry.register(
            "consul_sites_cache_status",
            "Readings of the names of sites, by what came of them",
            new.site_names.clone(),
        );
        registry.register(
            "consul_server_up",
            "1 while a server is asked, 0 while it is left alone after failures",
            new.servers_up.clone(),
        );
        registry.register(
            "skills_eye_nodes",
            "Nodes by how well they are known",
            new.nodes.clone(),
        );
        registry.register(
            "skills_eye_services",
            "Services in the mirror, Consul's own left out",
            new.services.clone(),
        );
        registry.register_with_unit(
            "skills_eye_mirror_age",
            "Since somebody last confirmed the list of nodes",
            Unit::Seconds,
            new.mirror_age.clone(),
        );
        registry.register(
            "skills_eye_mirror_failing",
            "1 while the list of nodes cannot be read",
            new.mirror_failing.clone(),
        );
        registry.register(
            "skills_eye_document_restores",
            "Documents that were gone or broken and came back from their history",
            new.restores.clone(),
        );
        registry.register(
            "skills_eye_document_conflicts",
            "Changes of a document that were made again, because somebody else was quicker",
            new.conflicts.clone(),
        );
        new.begin();
        new
    }

    /// A counter that appears with its first event hides that event from `increase()`.
    fn begin(&self) {
        for status in CacheStatus::ALL {
            let label = StatusLabel {
                status: status.as_str(),
            };
            let _ = self.site_names.get_or_create(&label);
        }
        let none = ReasonLabel { reason: "silent" };
        let _ = self.node_failures.get_or_create(&none);
    }

    /// The servers that there are, for the same reason.
    pub(super) fn expect(&self, servers: &[consul::ServerState]) {
        for from in servers {
            for to in servers.iter().filter(|to| to.name != from.name) {
                let labels = FallbackLabels {
                    from: from.name.to_string(),
                    to: to.name.to_string(),
                };
                let _ = self.fallbacks.get_or_create(&labels);
            }
            let label = ServerLabel {
                server: from.name.to_string(),
            };
            self.servers_up.get_or_create(&label).set(1);
        }
    }

    /// What is only measured when somebody asks.
    pub(crate) fn measure(&self, store: &Store) {
        let image = store.mirror.image();
        let failing = image
            .nodes()
            .filter(|shard| shard.pulse().standing().is_failing())
            .count();
        for (status, count) in [("ok", image.node_count() - failing), ("error", failing)] {
            self.nodes
                .get_or_create(&StatusLabel { status })
                .set(gauge(count));
        }
        self.services.set(gauge(image.service_count()));
        let standing = store.mirror.standing();
        self.mirror_failing.set(i64::from(standing.is_failing()));
        // Before the first answer it has no age, and 0 would look fresh.
        let age = standing.age().map_or(f64::NAN, |age| age.as_secs_f64());
        self.mirror_age.set(age);
    }
}

fn gauge(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl consul::observe::Observer for StoreMetrics {
    fn finished(&self, request: &Finished<'_>) {
        let labels = RequestLabels {
            server: request.server.to_owned(),
            operation: request.operation,
            outcome: request.outcome.as_str(),
        };
        self.requests.get_or_create(&labels).inc();
        if !request.blocking {
            let took = request.took.as_secs_f64();
            self.durations.get_or_create(&labels).observe(took);
        }
    }

    fn fell_over(&self, _operation: &'static str, from: &str, to: &str) {
        let labels = FallbackLabels {
            from: from.to_owned(),
            to: to.to_owned(),
        };
        self.fallbacks.get_or_create(&labels).inc();
    }

    fn health(&self, server: &str, health: Health) {
        let label = ServerLabel {
            server: server.to_owned(),
        };
        let is_up = i64::from(health != Health::Resting);
        self.servers_up.get_or_create(&label).set(is_up);
    }
}

impl engine::mirror::Observer for StoreMetrics {
    fn node_failed(&self, _node: &str, code: &'static str) {
        let label = ReasonLabel { reason: code };
        self.node_failures.get_or_create(&label).inc();
    }

    fn refreshed(&self, took: Duration) {
        self.node_durations.observe(took.as_secs_f64());
    }

    fn site_names(&self, status: CacheStatus) {
        let label = StatusLabel {
            status: status.as_str(),
        };
        self.site_names.get_or_create(&label).inc();
    }
}

impl engine::documents::observe::Observer for StoreMetrics {
    fn conflicted(&self, _name: &str) {
        self.conflicts.inc();
    }

    fn restored(&self, _name: &str) {
        self.restores.inc();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use consul::observe::Unobserved;
    use consul::{Client, Settings};
    use prometheus_client::encoding::text::encode;

    use super::*;

    #[test]
    fn what_dashboards_ask_for_is_there_from_the_beginning() {
        let settings = Settings {
            servers: vec!["10.0.0.1:8500".to_owned(), "10.0.0.2:8500".to_owned()],
            ..Settings::default()
        };
        let client = Client::new(settings, Arc::new(Unobserved)).unwrap();
        let mut registry = Registry::default();
        let metrics = StoreMetrics::register(&mut registry);
        metrics.expect(&client.servers());
        let mut text = String::new();
        encode(&mut text, &registry).unwrap();
        for line in [
            "consul_server_fallback_total{from=\"10.0.0.1:8500\",to=\"10.0.0.2:8500\"} 0",
            "consul_server_up{server=\"10.0.0.2:8500\"} 1",
            "consul_node_enrich_failures_total{reason=\"silent\"} 0",
            "consul_node_enrich_duration_seconds_count 0",
            "consul_sites_cache_status_total{status=\"fresh\"} 0",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
