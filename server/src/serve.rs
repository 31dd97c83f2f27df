//! Listening, answering, stopping.

use std::net::TcpListener;
use std::sync::Arc;

use anyhow::Context as _;
use axum_server::accept::NoDelayAcceptor;
use domain::access::{Actor, Origin, Role};
use domain::bootstrap::Mode;
use engine::Engine;
use engine::events::Limits;

use crate::routes;
use crate::state::App;

pub(crate) async fn serve(listener: TcpListener, mode: Mode) -> anyhow::Result<()> {
    let instance = &uuid::Uuid::now_v7().simple().to_string()[20..];
    let engine = Arc::new(Engine::new(instance, Limits::default()));
    let app = Arc::new(App::new(engine, mode));
    let actor = Actor {
        name: if mode == Mode::Demo { "demo" } else { "admin" }.to_owned(),
        role: Role::Admin,
        origin: if mode == Mode::Demo {
            Origin::Demo
        } else {
            Origin::LocalDevelopment
        },
    };
    let router = routes::router(app).layer(axum::Extension(actor));
    listener.set_nonblocking(true)?;
    axum_server::from_tcp(listener)?
        .acceptor(NoDelayAcceptor::new())
        .serve(router.into_make_service())
        .await
        .context("the server stopped")
}
