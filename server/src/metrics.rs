//! Numbers about this process, in a registry of their own.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use engine::Engine;
use http::{Method, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::store::StoreMetrics;

/// From a page out of memory to the time-out of a request.
const BUCKETS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    /// The pattern of the route; empty for what matched none.
    path: String,
    /// `2xx`
    status: &'static str,
}

#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RequestLabels, Histogram>,
    subscribers: Gauge,
    resident: Gauge,
    uptime: Gauge,
    started: Instant,
    pub(crate) store: Arc<StoreMetrics>,
}

impl Metrics {
    pub(crate) fn new(build: &'static str) -> Self {
        let mut registry = Registry::default();
        let requests = Family::<RequestLabels, Counter>::default();
        registry.register("http_requests", "Answered requests", requests.clone());
        let durations: Family<RequestLabels, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register_with_unit(
            "http_request_duration",
            "Time until the head of the answer",
            Unit::Seconds,
            durations.clone(),
        );
        let subscribers = Gauge::default();
        registry.register(
            "event_streams",
            "Open streams of live events",
            subscribers.clone(),
        );
        let resident = Gauge::default();
        registry.register_with_unit(
            "process_resident_memory",
            "Memory of this process that is in RAM",
            Unit::Bytes,
            resident.clone(),
        );
        let uptime = Gauge::default();
        registry.register_with_unit(
            "process_uptime",
            "Time since the start of this process",
            Unit::Seconds,
            uptime.clone(),
        );
        let info = Info::new(vec![
            ("version", env!("CARGO_PKG_VERSION")),
            ("build", build),
        ]);
        registry.register("skills_eye_build", "Which build this is", info);
        let store = Arc::new(StoreMetrics::register(&mut registry));
        Self {
            store,
            registry,
            requests,
            durations,
            subscribers,
            resident,
            uptime,
            started: Instant::now(),
        }
    }

    pub(crate) fn request(&self, method: &Method, path: &str, status: StatusCode, took: Duration) {
        let labels = RequestLabels {
            method: known(method),
            path: path.to_owned(),
            status: class(status),
        };
        self.requests.get_or_create(&labels).inc();
        self.durations
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
    }

    /// OpenMetrics text, with what is only measured when somebody asks.
    pub(crate) fn encode(&self, engine: &Engine) -> Result<String, fmt::Error> {
        if let Ok(store) = engine.store() {
            self.store.measure(store);
        }
        let subscribers = engine.events.subscribers();
        self.subscribers.set(to_gauge(subscribers as u64));
        self.uptime.set(to_gauge(self.started.elapsed().as_secs()));
        if let Some(bytes) = resident_bytes() {
            self.resident.set(to_gauge(bytes));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

fn to_gauge(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A client may invent methods; a label may not.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

/// Absent where the system does not tell.
fn resident_bytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}
