//! `skills-eye demo`

use anyhow::Context as _;
use domain::bootstrap::Mode;

use super::arguments::Arguments;
use super::failure::Failure;
use super::serve::configuration;
use super::start::{Start, start};
use crate::config::{Config, Place, Prefix, Problem};
use crate::data::Temporary;
use crate::{demo, logging, net};

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut config = configuration(&arguments.common.sources())?;
    nothing_stays(&config)?;
    let tls = net::load(&config)?;
    let chosen = config.places.of("http.listen") != Place::Default;
    let (listener, as_asked) = if chosen {
        (net::listen(&config)?, true)
    } else {
        net::listen_nearby(&config)?
    };
    let registry = net::listen_for_registry(&config)?;
    let folder = Temporary::new().context("no temporary folder can be made")?;
    config.data.folder = folder.path().to_owned();
    if config.places.of("kv.readable") == Place::Default {
        config.kv.readable.push(Prefix::new(demo::OTHERS));
    }
    let _flush = logging::start(&config).context("cannot start a thread for the log")?;
    let mut words = vec![
        "You are signed in as the administrator “demo”; only this machine can reach it.".to_owned(),
        "Everything is kept in a temporary folder and gone when you press Ctrl+C.".to_owned(),
    ];
    if !as_asked {
        let taken = config.http.listen.port();
        words.push(format!(
            "Port {taken} is taken by another program, so a free one was chosen."
        ));
    }
    start(Start {
        config,
        mode: Mode::Demo,
        listener,
        registry,
        tls,
        words,
    })
}

/// Who names a folder expects to find something in it. One of the configuration is meant
/// for `serve`.
fn nothing_stays(config: &Config) -> Result<(), Problem> {
    const KEY: &str = "data.folder";
    match config.places.of(KEY) {
        place @ Place::Option(_) => Err(Problem {
            place,
            key: KEY.to_owned(),
            what: "the demo keeps everything in a temporary folder".to_owned(),
            remedy: "leave the option out, or use `skills-eye serve`".to_owned(),
        }),
        _ => Ok(()),
    }
}
