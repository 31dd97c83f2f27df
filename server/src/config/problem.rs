//! What is wrong with the configuration, where, and what to do.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    File { path: PathBuf, line: Option<usize> },
    Variable(String),
    Credential(PathBuf),
    Option(&'static str),
    Default,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File {
                path,
                line: Some(line),
            } => write!(f, "{} line {line}", path.display()),
            Self::File { path, line: None } => path.display().fmt(f),
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::Credential(path) => write!(f, "credential {}", path.display()),
            Self::Option(name) => write!(f, "option {name}"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One message; it never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) place: Place,
    /// Empty when the text cannot be read at all.
    pub(crate) key: String,
    pub(crate) what: String,
    pub(crate) remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        write!(f, "{}; {}", self.what, self.remedy)
    }
}

/// From where each setting has its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(BTreeMap<String, Place>);

impl Places {
    pub(super) fn set(&mut self, key: &str, place: Place) {
        self.0.insert(key.to_owned(), place);
    }

    pub(crate) fn of(&self, key: &str) -> Place {
        self.0.get(key).cloned().unwrap_or(Place::Default)
    }
}
