//! `skills-eye serve`

use anyhow::Context as _;
use domain::bootstrap::Mode;
use tracing::warn;

use super::arguments::Arguments;
use super::failure::Failure;
use super::start::{Start, start};
use crate::config::{Config, Problem, Sources};
use crate::{data, logging, net, store};

const EVERYBODY: &str = "everybody who reaches this server is its administrator, because accounts \
                         do not exist yet; it listens on loopback only";

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = configuration(&arguments.common.sources())?;
    let tls = net::load(&config)?;
    data::prepare(&config)?;
    let listener = net::listen(&config)?;
    let registry = store::listen(&config)?;
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
    problems.extend(open_to_others(&config));
    problems.extend(store::problems(&config));
    problems.extend(port_without_token(&config));
    (config, problems)
}

/// On another address the registry's port takes nothing without a token.
fn port_without_token(config: &Config) -> Option<Problem> {
    const KEY: &str = "registry.listen";
    let address = config.registry.listen?;
    let is_closed = !address.ip().is_loopback() && config.access.bootstrap_token.is_none();
    is_closed.then(|| Problem {
        place: config.places.of(KEY),
        key: KEY.to_owned(),
        what: format!(
            "{} can be reached from other machines, and no token is set",
            address.ip()
        ),
        remedy: "set SKILLS_EYE_BOOTSTRAP_TOKEN, or listen on loopback".to_owned(),
    })
}

/// Without accounts, who reaches the server may do everything: every setting by which
/// somebody from another machine would.
fn open_to_others(config: &Config) -> Vec<Problem> {
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
    problems
}
