//! Serving: configuration, routes, middleware.

mod assets;
