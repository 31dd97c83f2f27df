//! The configuration: one typed value out of a TOML file, the environment and options.
//!
//! Every problem is collected, so that all are told at once; nothing is guessed and no
//! unknown name is passed over.

mod env;
mod file;
mod kind;
mod kinds;
mod log_filter;
mod old_names;
mod problem;
mod reader;
mod reference;
mod sections;

use std::ffi::OsString;
use std::path::PathBuf;

#[cfg(test)]
pub(crate) use kind::Kind;
pub(crate) use kinds::{ByteSize, LogFormat, Prefix};
pub(crate) use problem::{Place, Problem};
pub(crate) use reference::reference;
pub(crate) use sections::{Config, names};

use reader::Reader;

/// Where settings come from; what stands later counts more.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) file: Option<PathBuf>,
    pub(crate) environment: Vec<(OsString, OsString)>,
    /// Key, option, value.
    pub(crate) options: Vec<(&'static str, &'static str, String)>,
}

/// The environment variable that names the file, when the option does not.
pub(crate) const CONFIG_VARIABLE: &str = "SKILLS_EYE_CONFIG";

impl Config {
    /// The configuration as far as it can be read, with defaults for the rest, and every
    /// problem of every source.
    pub(crate) fn gather(sources: &Sources) -> (Self, Vec<Problem>) {
        let mut reader = Reader::default();
        if let Some(path) = &sources.file {
            file::read(path, &mut reader);
        }
        old_names::read(&sources.environment, &mut reader);
        env::read(&sources.environment, &mut reader);
        for (key, option, value) in &sources.options {
            reader.text(key, Place::Option(option), value.clone());
        }
        old_names::read_last(&sources.environment, &mut reader);
        let config = Self::read(&mut reader);
        config.agree(&mut reader);
        (config, reader.problems)
    }

    /// What no setting can say alone.
    fn agree(&self, reader: &mut Reader) {
        let (present, missing) = match (&self.tls.certificate, &self.tls.key) {
            (Some(_), None) => ("tls.certificate", "tls.key"),
            (None, Some(_)) => ("tls.key", "tls.certificate"),
            _ => return,
        };
        // A key that could not be read has been told already.
        if reader.problems.iter().any(|problem| problem.key == missing) {
            return;
        }
        reader.problems.push(Problem {
            place: self.places.of(present),
            key: missing.to_owned(),
            what: format!("{present} is set and {missing} is not"),
            remedy: "set both for HTTPS, or neither for HTTP".to_owned(),
        });
    }
}
