//! What this server is.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Failure;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installation {
    pub version: String,
    pub build: String,
    pub uptime_seconds: u64,
}

/// The version and the build that answer now, and for how long they have been up.
#[server(
    prefix = "/rpc/v1",
    endpoint = "about",
    input = leptos::server_fn::codec::GetUrl,
    client = super::Browser
)]
pub async fn about() -> Result<Installation, Failure> {
    use std::sync::Arc;

    use domain::access::{Actor, Permission};
    use domain::bootstrap::Bootstrap;
    use domain::error::{AppError, ErrorCode};

    let told = || {
        let actor = use_context::<Actor>();
        let actor = actor.ok_or_else(|| AppError::new(ErrorCode::SignInNeeded))?;
        actor.require(Permission::ViewPages)?;
        let boot = use_context::<Bootstrap>().unwrap_or_default();
        let engine = use_context::<Arc<engine::Engine>>();
        let engine = engine.ok_or_else(|| AppError::new(ErrorCode::Internal))?;
        Ok(Installation {
            version: boot.version,
            build: boot.build,
            uptime_seconds: engine.uptime().as_secs(),
        })
    };
    super::answer(told())
}
