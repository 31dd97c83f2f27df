//! The pretended fleet behind the table of the component page.

use domain::table::{Facet, FacetRequest, Row, Window, WindowRequest};
use leptos::prelude::*;

use super::Failure;
use crate::table::First;

#[server(
    prefix = "/rpc/v1",
    endpoint = "kit/first",
    input = leptos::server_fn::codec::Json,
    client = super::Browser
)]
pub async fn kit_first(request: WindowRequest) -> Result<First, Failure> {
    super::answer(on_server::first(&request))
}

#[server(
    prefix = "/rpc/v1",
    endpoint = "kit/window",
    input = leptos::server_fn::codec::Json,
    client = super::Browser
)]
pub async fn kit_window(request: WindowRequest) -> Result<Window, Failure> {
    super::answer(on_server::with_kit(|kit, actor| {
        kit.grid().window(actor, &request)
    }))
}

#[server(
    prefix = "/rpc/v1",
    endpoint = "kit/facet",
    input = leptos::server_fn::codec::Json,
    client = super::Browser
)]
pub async fn kit_facet(request: FacetRequest) -> Result<Facet, Failure> {
    super::answer(on_server::with_kit(|kit, actor| {
        kit.grid().facet(actor, &request)
    }))
}

#[server(
    prefix = "/rpc/v1",
    endpoint = "kit/row",
    input = leptos::server_fn::codec::Json,
    client = super::Browser
)]
pub async fn kit_row(id: String) -> Result<Row, Failure> {
    super::answer(on_server::with_kit(|kit, actor| {
        kit.grid().find(actor, &id)
    }))
}

#[cfg(feature = "ssr")]
pub(crate) mod on_server {
    use std::sync::Arc;

    use domain::access::Actor;
    use domain::error::{AppError, ErrorCode};
    use domain::table::WindowRequest;
    use engine::Engine;
    use engine::kit::Kit;
    use leptos::prelude::use_context;

    use crate::table::First;

    pub(crate) fn with_kit<T>(
        ask: impl FnOnce(&Kit, &Actor) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let engine = use_context::<Arc<Engine>>();
        let actor = use_context::<Actor>();
        match (engine, actor) {
            (Some(engine), Some(actor)) => ask(engine.kit(), &actor),
            (_, None) => Err(AppError::new(ErrorCode::SignInNeeded)),
            (None, _) => Err(AppError::new(ErrorCode::Internal)),
        }
    }

    pub(crate) fn first(request: &WindowRequest) -> Result<First, AppError> {
        with_kit(|kit, actor| {
            let grid = kit.grid();
            let window = grid.window(actor, request)?;
            Ok(First {
                columns: grid.columns().to_vec(),
                window,
            })
        })
    }
}
