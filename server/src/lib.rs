//! Serving: configuration, routes, middleware.
