//! A router that remembers what was put into it, so that it can be compared with the
//! permission table.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use http::Method;

use crate::state::Shared;

#[derive(Default)]
pub(crate) struct Listed {
    router: Router<Shared>,
    routes: Vec<(Method, String)>,
}

impl Listed {
    pub(crate) fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.on(Method::GET, path, handler)
    }

    /// A method that the router does not know is not registered, and so answers nothing.
    pub(crate) fn on<H, T>(mut self, method: Method, path: &str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        if let Ok(filter) = MethodFilter::try_from(method.clone()) {
            self.router = self.router.route(path, on(filter, handler));
            self.routes.push((method, path.to_owned()));
        }
        self
    }

    pub(crate) fn routes(&self) -> &[(Method, String)] {
        &self.routes
    }

    pub(crate) fn into_router(self) -> Router<Shared> {
        self.router
    }
}
