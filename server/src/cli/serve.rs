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
///
/// # Errors
///
/// Every setting by which somebody else would.
pub(super) fn only_loopback(config: &Config) -> Result<(), Vec<Problem>> {
    const WHY: &str = "accounts do not exist yet: everybody there would be administrator";
    const NAME: &str = "use names such as localhost or eye.localhost, put no proxy before this \
                        server, and come through an SSH tunnel";
    let problem = |key: &str, what: String, remedy: String| Problem {
        place: config.places.of(key),
        key: key.to_owned(),
        what,
        remedy,
    };
    let mut problems = Vec::new();
    let http = &config.http;
    if !http.listen.ip().is_loopback() {
        problems.push(problem(
            "http.listen",
            format!(
                "{} can be reached from other machines, and {WHY}",
                http.listen.ip()
            ),
            format!(
                "listen on 127.0.0.1:{port} or [::1]:{port}, and come through an SSH tunnel",
                port = http.listen.port()
            ),
        ));
    }
    let url = http.public_url.iter();
    let url = url.map(|url| ("http.public_url", url.host()));
    let names = http.allowed_hosts.iter();
    let names = names.map(|name| ("http.allowed_hosts", name.as_str()));
    for (key, name) in url.chain(names) {
        if !net::is_loopback(name) {
            let what = format!("{name} is a name for other machines, and {WHY}");
            problems.push(problem(key, what, NAME.to_owned()));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}
