//! `skills-eye serve`

use anyhow::Context as _;
use domain::bootstrap::Mode;
use tracing::warn;

use super::agreement;
use super::arguments::Arguments;
use super::failure::Failure;
use super::start::{Start, start};
use crate::config::{Config, Problem, Sources};
use crate::{data, logging, net, store};

const EVERYBODY: &str = "everybody who reaches this server is its administrator, because accounts \
                         do not exist yet; it listens on loopback only";

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = configuration(&arguments.common.sources())?;
    if let Some(problem) = agreement::port_without_registry(&config) {
        return Err(problem.into());
    }
    let tls = net::load(&config)?;
    data::prepare(&config)?;
    let listener = net::listen(&config)?;
    let registry = net::listen_for_registry(&config)?;
    let _flush = logging::start(&config).context("cannot start a thread for the log")?;
    warn!(mode = "local_development", "{EVERYBODY}");
    start(Start {
        config,
        mode: Mode::LocalDevelopment,
        listener,
        registry,
        tls,
        words: Vec::new(),
    })
}

/// # Errors
///
/// Every problem that reading alone can find.
pub(super) fn configuration(sources: &Sources) -> Result<Config, Vec<Problem>> {
    let (config, problems) = gather(sources);
    if problems.is_empty() {
        Ok(config)
    } else {
        Err(problems)
    }
}

/// The configuration as far as it can be read, and all that is wrong with it.
pub(super) fn gather(sources: &Sources) -> (Config, Vec<Problem>) {
    let (config, mut problems) = Config::gather(sources);
    problems.extend(store::problems(&config));
    problems.extend(agreement::problems(&config));
    (config, problems)
}
