//! What every request may use, made once at start.

use std::sync::Arc;

use domain::bootstrap::Mode;
use engine::Engine;

use crate::assets;

pub(crate) struct App {
    pub(crate) engine: Arc<Engine>,
    pub(crate) mode: Mode,
    pub(crate) build: &'static str,
    /// `/assets/{build}`
    pub(crate) assets: String,
}

pub(crate) type Shared = Arc<App>;

impl App {
    pub(crate) fn new(engine: Arc<Engine>, mode: Mode) -> Self {
        Self {
            engine,
            mode,
            build: assets::BUILD_ID,
            assets: format!("/{}", assets::prefix()),
        }
    }
}
