//! What tests are run against, and which version of it: all of it here.

use super::foreign::{Foreign, Source};
use super::older::Package;

/// Newer releases of Debian have none; this is the version that must work.
const CONSUL: Package = Package {
    release: "bullseye",
    name: "consul",
    version: "1.8.7",
};

/// The last Prometheus of Debian that was built with the discovery of Consul.
const PROMETHEUS_2_24: Package = Package {
    release: "bullseye",
    name: "prometheus",
    version: "2.24.1",
};

/// Discovers by `http_sd`, and not from Consul.
const PROMETHEUS_2_42: Package = Package {
    release: "bookworm",
    name: "prometheus",
    version: "2.42.0",
};

/// A client of Consul's API from PyPI, and what it needs.
const PY_CONSUL: &[&str] = &[
    "py-consul==1.8.0",
    "requests==2.34.2",
    "certifi==2026.10.18",
    "charset-normalizer==3.5.2",
    "idna==3.20",
    "urllib3==2.8.0",
];

pub(crate) const FOREIGN: [Foreign; 5] = [
    Foreign {
        name: "consul",
        variable: "CONSUL_BIN",
        tests: "real_tools::consul",
        on_path: Some("consul"),
        source: Source::Debian(&CONSUL, "usr/bin/consul"),
    },
    Foreign {
        name: "prometheus 2.42",
        variable: "PROMETHEUS_BIN",
        tests: "real_tools::prometheus",
        on_path: None,
        source: Source::Debian(&PROMETHEUS_2_42, "usr/bin/prometheus"),
    },
    Foreign {
        name: "prometheus 2.24",
        variable: "PROMETHEUS_OLD_BIN",
        tests: "real_tools::prometheus",
        on_path: None,
        source: Source::Debian(&PROMETHEUS_2_24, "usr/bin/prometheus"),
    },
    Foreign {
        name: "promtool",
        variable: "PROMTOOL_BIN",
        tests: "real_tools::promtool",
        on_path: None,
        // A newer one calls what names Consul wrong.
        source: Source::Debian(&PROMETHEUS_2_24, "usr/bin/promtool"),
    },
    Foreign {
        name: "py-consul",
        variable: "PY_CONSUL_PATH",
        tests: "real_tools::py_consul",
        on_path: None,
        source: Source::PyPi(PY_CONSUL),
    },
];
