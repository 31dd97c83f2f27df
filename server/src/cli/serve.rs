//! `skills-eye serve`

use domain::bootstrap::Mode;
use tracing::warn;

use super::arguments::Arguments;
use super::failure::Failure;
use super::start::{Start, start};
use crate::config::{Config, Problem};
use crate::{data, logging, net};

const EVERYBODY: &str = "everybody who reaches this server is its administrator, because accounts \
                         do not exist yet; it listens on loopback only";

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = Config::load(&arguments.common.sources())?;
    only_loopback(&config)?;
    let tls = net::load(&config)?;
    data::prepare(&config)?;
    let listener = net::listen(&config)?;
    logging::start(&config);
    warn!(mode = "local_development", "{EVERYBODY}");
    start(Start {
        config,
        mode: Mode::LocalDevelopment,
        listener,
        tls,
        words: Vec::new(),
    })
}

/// Without accounts, who reaches the server may do everything.
pub(super) fn only_loopback(config: &Config) -> Result<(), Problem> {
    let address = config.http.listen;
    if address.ip().is_loopback() {
        return Ok(());
    }
    Err(Problem {
        place: config.places.of("http.listen"),
        key: "http.listen".to_owned(),
        what: format!(
            "{} can be reached from other machines, and accounts do not exist yet: everybody \
             there would be administrator",
            address.ip()
        ),
        remedy: format!(
            "listen on 127.0.0.1:{port} or [::1]:{port}, and come through an SSH tunnel",
            port = address.port()
        ),
    })
}
