//! Every address that answers, in one place. Who may use each stands in `access::table`.

use crate::listed::Listed;
use crate::state::Shared;
use crate::{api, assets, middleware, pages};
use axum::Router;
use http::Method;

/// Everything but what answers unknown paths.
pub(crate) fn routes() -> Listed {
    let mut routes = Listed::default()
        // Files of the site
        .get("/assets/{build_id}/{*path}", assets::asset)
        // For machines that watch this one
        .get("/livez", api::health::live)
        .get("/readyz", api::health::ready)
        .get("/metrics", api::metrics::metrics)
        // REST
        .get("/api/v1/version", api::version::version)
        .get("/api/v1/events", api::events::events)
        .get("/api/v1/nodes", api::nodes::nodes)
        .get("/api/v1/nodes/{addr}/services", api::nodes::services)
        .get(
            "/api/v1/nodes/{addr}/service-names",
            api::nodes::service_names,
        )
        .on(
            Method::POST,
            "/api/v1/admin/cache/nodes/flush",
            api::caches::flush,
        )
        .get("/api/v1/admin/cache/nodes/info", api::caches::info)
        .get("/api/v1/cache/stats", api::caches::stats)
        .get("/api/v1/cache/keys", api::caches::keys)
        .get("/api/v1/cache/entry/{key}", api::caches::entry)
        .on(
            Method::POST,
            "/api/v1/cache/invalidate",
            api::caches::invalidate,
        )
        .on(
            Method::POST,
            "/api/v1/cache/invalidate-pattern",
            api::caches::invalidate_pattern,
        )
        .on(Method::POST, "/api/v1/cache/clear", api::caches::clear)
        .get("/api/v1/consul/hosts", api::consul::hosts)
        .get("/api/v1/consul/services/overview", api::consul::overview)
        .get("/api/v1/config/current", api::config::current)
        .get("/api/v1/config/health", api::config::health)
        .get("/api/v1/config/known-nodes", api::config::known_nodes)
        .on(
            Method::POST,
            "/api/v1/config/test-connection",
            api::config::test_connection,
        )
        .get("/api/v1/config/modules", api::config::modules)
        .get("/api/v1/config/service-names", api::config::service_names)
        .get("/api/v1/config/environment-info", api::config::environment)
        .get("/api/v1/settings/naming-config", api::settings::naming)
        .get("/api/v1/settings/sites-config", api::settings::sites)
        .get("/api/v1/health/status", api::wellbeing::status)
        .get("/api/v1/health/connectivity", api::wellbeing::connectivity)
        .get("/api/v1/prometheus-metrics/parsed", api::parsed::parsed)
        .get("/api/v1/prometheus-metrics/summary", api::parsed::summary)
        .get("/api/v1/sd/services", api::discovery::services)
        .get("/api/v1/kv/tree", api::keys::tree)
        .get("/api/v1/kv/value", api::keys::value)
        .on(Method::POST, "/api/v1/kv/value", api::keys::put)
        .on(Method::DELETE, "/api/v1/kv/value", api::keys::delete)
        .get("/api/v1/kv/search", api::keys::search)
        .get("/api/v1/kv/export", api::keys::export)
        .get("/api/v1/kv/history", api::keys::history)
        .get("/api/v1/kv/version", api::keys::version)
        .on(Method::POST, "/api/v1/kv/restore", api::keys::restore)
        .get("/api/openapi.json", api::openapi::document)
        .get("/api/docs", api::docs::page);
    #[cfg(feature = "kit")]
    {
        routes = routes.on(Method::POST, "/api/v1/kit/export", api::kit::export);
    }
    for file in assets::ROOT_FILES {
        routes = routes.get(file, assets::root_file);
    }
    for listing in pages::listings() {
        routes = routes.get(listing.path(), pages::page);
    }
    for (path, method) in server_fn::axum::server_fn_paths() {
        routes = routes.on(method, path, pages::server_function);
    }
    routes
}

pub(crate) fn router(app: &Shared) -> Router {
    assemble(routes(), app)
}

/// Puts the middleware around routes; tests bring routes of their own.
pub(crate) fn assemble(routes: Listed, app: &Shared) -> Router {
    tracing::debug!(routes = routes.routes().len(), "assembled");
    let router = routes
        .into_router()
        .fallback(pages::not_found)
        .with_state(app.clone());
    middleware::surround(router, app)
}
