//! The options of a request.

use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use super::answer::Form;
use super::refusal::Refusal;
use crate::duration;
use crate::settings::Settings;

/// What is escaped in an option that is repeated to who gave it.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The pairs behind the question mark, decoded.
#[derive(Debug, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn read(raw: Option<&str>) -> Self {
        let pairs = raw.unwrap_or_default().split('&');
        let pairs = pairs.filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(candidate, _)| candidate == name)
    }

    pub(super) fn has_in_any_case(&self, name: &str) -> bool {
        let mut names = self.0.iter().map(|(candidate, _)| candidate);
        names.any(|candidate| candidate.eq_ignore_ascii_case(name))
    }

    /// The first value of an option, even an empty one.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(candidate, _)| candidate == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self
            .0
            .iter()
            .filter(move |(candidate, _)| candidate == name);
        named.map(|(_, value)| value.as_str())
    }

    /// A number, refused in Consul's words if it is none.
    pub(super) fn number(&self, name: &str) -> Result<Option<u64>, Refusal> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            Refusal::failed(format!(
                "strconv.ParseUint: parsing {text:?}: invalid syntax"
            ))
        })
    }

    /// An option that counts as given even without a value.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.get(name) {
            None => Ok(false),
            Some("") => Ok(true),
            Some(text) => {
                truth(text).ok_or_else(|| Refusal::bad(format!("Invalid value for ?{name}")))
            }
        }
    }

    /// Options of which no two go together.
    pub(super) fn refuse_together(&self, names: &[&str]) -> Result<(), Refusal> {
        let given = names.iter().filter(|name| self.has(name)).count();
        if given < 2 {
            return Ok(());
        }
        Err(Refusal::bad(format!(
            "Conflicting flags: {}",
            self.encode()
        )))
    }

    pub(super) fn form(&self) -> Form {
        if self.has("pretty") {
            Form::Indented
        } else {
            Form::Compact
        }
    }

    /// Sorted by name, as Consul repeats what it was asked.
    fn encode(&self) -> String {
        let mut pairs: Vec<_> = self.0.iter().collect();
        pairs.sort_by_key(|(name, _)| name);
        let encode = |text: &str| {
            utf8_percent_encode(text, ESCAPED)
                .to_string()
                .replace("%20", "+")
        };
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        pairs.join("&")
    }
}

/// Yes or no in any of the ways that Consul's language knows.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode(spaced.as_bytes())
        .decode_utf8_lossy()
        .into_owned()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consistency {
    Leader,
    Stale,
    Consistent,
}

impl Consistency {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Stale => "stale",
            Self::Consistent => "consistent",
        }
    }
}

/// How a question is to be answered.
#[derive(Debug)]
pub(super) struct ReadOptions {
    /// Only once there is something newer than this; 0: at once.
    pub(super) index: u64,
    pub(super) wait: Option<Duration>,
    pub(super) consistency: Consistency,
    pub(super) cached: bool,
    pub(super) form: Form,
    /// What the Meta of a node must have.
    pub(super) node_meta: Vec<(String, String)>,
}

impl ReadOptions {
    pub(super) fn read(query: &Query, settings: &Settings) -> Result<Self, Refusal> {
        let wait = query.get("wait").filter(|text| !text.is_empty());
        let wait = wait
            .map(duration::parse)
            .transpose()
            .map_err(|_| Refusal::bad("Invalid wait time"))?;
        let index = query.get("index").filter(|text| !text.is_empty());
        let index = index
            .map(str::parse)
            .transpose()
            .map_err(|_| Refusal::bad("Invalid index"))?;
        let consistency = match (query.has("stale"), query.has("consistent")) {
            (true, true) => {
                return Err(Refusal::bad(
                    "Cannot specify ?stale with ?consistent, conflicting semantics.",
                ));
            }
            (true, false) => Consistency::Stale,
            (false, true) => Consistency::Consistent,
            (false, false) => Consistency::Leader,
        };
        check_datacenter(query, settings)?;
        if query.get("filter").is_some_and(|text| !text.is_empty()) {
            return Err(Refusal::left_out("?filter"));
        }
        let pairs = query.all("node-meta");
        let pairs = pairs.map(|pair| pair.split_once(':').unwrap_or((pair, "")));
        Ok(Self {
            index: index.unwrap_or(0),
            wait,
            consistency,
            cached: query.has("cached"),
            form: query.form(),
            node_meta: pairs
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
        })
    }
}

/// There is one datacenter here.
pub(super) fn check_datacenter(query: &Query, settings: &Settings) -> Result<(), Refusal> {
    let asked = query.get("dc").unwrap_or_default();
    is_here(asked, settings)
}

pub(super) fn is_here(datacenter: &str, settings: &Settings) -> Result<(), Refusal> {
    if datacenter.is_empty() || datacenter == settings.datacenter {
        return Ok(());
    }
    Err(Refusal::failed("No path to datacenter"))
}

/// Namespaces are a matter of Consul's other edition.
pub(super) fn refuse_namespace(query: &Query) -> Result<(), Refusal> {
    if query.get("ns").is_none_or(str::is_empty) {
        return Ok(());
    }
    Err(Refusal::bad(
        "Bad request: Invalid query parameter: \"ns\" - Namespaces are a Consul Enterprise feature",
    ))
}
