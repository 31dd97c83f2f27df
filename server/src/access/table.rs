//! The permission table: every route, page and server function, and who may use it.
//!
//! A route that is not here is denied to everybody, and a test fails.

use domain::access::Permission;
use http::Method;

/// What an address asks of who uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Anybody, also without an account.
    Public,
    Needs(Permission),
}

/// One line: a method, the pattern of a path as the router writes it, and its access.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
}

const fn get(path: &'static str, access: Access) -> Entry {
    Entry {
        method: Method::GET,
        path,
        access,
    }
}

/// A page of the application; to look is enough.
const fn page(path: &'static str) -> Entry {
    get(path, Access::Needs(Permission::ViewPages))
}

/// For administrators.
const fn administer(method: Method, path: &'static str) -> Entry {
    Entry {
        method,
        path,
        access: Access::Needs(Permission::Administer),
    }
}

/// A server function that only reads.
#[cfg(feature = "kit")]
const fn read(path: &'static str) -> Entry {
    Entry {
        method: Method::POST,
        path,
        access: Access::Needs(Permission::ViewPages),
    }
}

const TABLE: &[Entry] = &[
    // Files of the site: the same for everybody, and the sign-in page needs them.
    get("/assets/{build_id}/{*path}", Access::Public),
    get("/favicon.ico", Access::Public),
    get("/favicon.svg", Access::Public),
    get("/robots.txt", Access::Public),
    // For machines that watch this one; they have no account.
    get("/livez", Access::Public),
    get("/readyz", Access::Public),
    get("/metrics", Access::Public),
    // REST
    get("/api/v1/version", Access::Public),
    get("/api/v1/events", Access::Needs(Permission::FollowEvents)),
    page("/api/v1/sd/services"),
    page("/api/v1/nodes"),
    page("/api/v1/nodes/{addr}/services"),
    page("/api/v1/nodes/{addr}/service-names"),
    page("/api/v1/consul/hosts"),
    page("/api/v1/consul/services/overview"),
    administer(Method::GET, "/api/v1/admin/cache/nodes/info"),
    administer(Method::POST, "/api/v1/admin/cache/nodes/flush"),
    administer(Method::GET, "/api/v1/cache/stats"),
    administer(Method::GET, "/api/v1/cache/keys"),
    administer(Method::GET, "/api/v1/cache/entry/{key}"),
    administer(Method::POST, "/api/v1/cache/invalidate"),
    administer(Method::POST, "/api/v1/cache/invalidate-pattern"),
    administer(Method::POST, "/api/v1/cache/clear"),
    page("/api/v1/config/current"),
    administer(Method::GET, "/api/v1/config/health"),
    page("/api/v1/config/known-nodes"),
    administer(Method::POST, "/api/v1/config/test-connection"),
    page("/api/v1/config/modules"),
    page("/api/v1/config/service-names"),
    administer(Method::GET, "/api/v1/config/environment-info"),
    page("/api/v1/settings/naming-config"),
    page("/api/v1/settings/sites-config"),
    page("/api/v1/health/status"),
    administer(Method::GET, "/api/v1/health/connectivity"),
    administer(Method::GET, "/api/v1/prometheus-metrics/parsed"),
    administer(Method::GET, "/api/v1/prometheus-metrics/summary"),
    administer(Method::GET, "/api/v1/kv/tree"),
    administer(Method::GET, "/api/v1/kv/value"),
    administer(Method::POST, "/api/v1/kv/value"),
    administer(Method::DELETE, "/api/v1/kv/value"),
    administer(Method::GET, "/api/v1/kv/search"),
    administer(Method::GET, "/api/v1/kv/export"),
    administer(Method::GET, "/api/v1/kv/history"),
    administer(Method::GET, "/api/v1/kv/version"),
    administer(Method::POST, "/api/v1/kv/restore"),
    get("/api/openapi.json", Access::Public),
    get("/api/docs", Access::Needs(Permission::ViewPages)),
    // Server functions
    get("/rpc/v1/about", Access::Needs(Permission::ViewPages)),
    get("/rpc/v1/nodes", Access::Needs(Permission::ViewPages)),
    get("/rpc/v1/node", Access::Needs(Permission::ViewPages)),
    get("/rpc/v1/host", Access::Needs(Permission::ViewPages)),
    administer(Method::GET, "/rpc/v1/caches"),
    administer(Method::POST, "/rpc/v1/caches/read-again"),
    administer(Method::GET, "/rpc/v1/kv/folder"),
    administer(Method::GET, "/rpc/v1/kv/key"),
    administer(Method::GET, "/rpc/v1/kv/version"),
    administer(Method::POST, "/rpc/v1/kv/change"),
    // Pages
    page("/"),
    page("/targets"),
    page("/not-scraped"),
    page("/service-groups"),
    page("/monitoring/network-probes"),
    page("/monitoring/web-probes"),
    page("/monitoring/system-exporters"),
    page("/monitoring/database-exporters"),
    page("/monitoring/infrastructure-exporters"),
    page("/monitoring/hardware-exporters"),
    page("/monitoring/network-devices"),
    page("/monitoring/custom-exporters"),
    page("/metadata-fields"),
    page("/monitoring-types"),
    page("/settings/monitoring-rules"),
    page("/reference-values"),
    page("/sites"),
    page("/prometheus-config"),
    page("/nodes"),
    page("/hosts"),
    page("/installer"),
    page("/audit-log"),
    // Pages for administrators
    administer(Method::GET, "/kv-browser"),
    administer(Method::GET, "/people"),
    administer(Method::GET, "/cache-management"),
    // Addresses of the earlier system, which lead to pages
    page("/dashboard"),
    page("/home"),
    page("/services"),
    page("/exporters"),
    page("/blackbox"),
    page("/blackbox-targets"),
    page("/blackbox-groups"),
    page("/monitoring"),
    page("/settings"),
];

/// Only in builds that have the page of components.
#[cfg(feature = "kit")]
const KIT: &[Entry] = &[
    page("/kit"),
    page("/kit/table"),
    read("/api/v1/kit/export"),
    read("/rpc/v1/kit/first"),
    read("/rpc/v1/kit/window"),
    read("/rpc/v1/kit/facet"),
    read("/rpc/v1/kit/row"),
];

pub(crate) fn entries() -> Vec<Entry> {
    let entries = TABLE.iter().cloned();
    #[cfg(feature = "kit")]
    let entries = entries.chain(KIT.iter().cloned());
    entries.collect()
}
