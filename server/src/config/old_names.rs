//! Variables of the earlier system that still work.

use std::ffi::OsString;

use super::problem::Place;
use super::reader::Reader;

/// How the earlier system wrote a value.
#[derive(Clone, Copy, Debug)]
enum Written {
    AsWeDo,
    /// `2.0`
    Seconds,
    /// How often a call is tried again; ours counts the first time as well.
    Retries,
}

const NAMES: [(&str, &str, Written); 7] = [
    ("CONSUL_SERVERS", SERVERS, Written::AsWeDo),
    ("CONSUL_TOKEN", "consul.token", Written::AsWeDo),
    ("CONSUL_CATALOG_TIMEOUT", "consul.timeout", Written::Seconds),
    ("CONSUL_SEMAPHORE_LIMIT", "consul.parallel", Written::AsWeDo),
    ("CONSUL_MAX_RETRIES", "consul.attempts", Written::Retries),
    ("CONSUL_RETRY_DELAY", "consul.retry_delay", Written::Seconds),
    ("SITES_CACHE_TTL", "sites.names_lifetime", Written::Seconds),
];

const SERVERS: &str = "consul.servers";
const HOST: &str = "CONSUL_HOST";
const PORT: &str = "CONSUL_PORT";
const USUAL_PORT: &str = "8500";

/// Each with the setting that it gives and how it is written.
pub(super) fn described() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let known = NAMES.into_iter().map(|(name, key, written)| {
        let written = match written {
            Written::AsWeDo => "as ours",
            Written::Seconds => "seconds such as 2 or 0.5",
            Written::Retries => "tries after the first",
        };
        (name, key, written)
    });
    known.chain([
        (
            HOST,
            SERVERS,
            "a name or address; only when no servers are given",
        ),
        (PORT, SERVERS, "the port that goes with it, else 8500"),
    ])
}

/// They count less than ours, so they are read before; empty ones count as absent, as they
/// did.
pub(super) fn read(environment: &[(OsString, OsString)], reader: &mut Reader) {
    for (name, key, written) in NAMES {
        if let Some(value) = text(environment, name) {
            let place = Place::Variable(name.to_owned());
            match converted(value, written) {
                Ok(value) => reader.text(key, place, value),
                Err(remedy) => {
                    reader.problem(place, key, format!("found {value:?}"), remedy.to_owned());
                }
            }
        }
    }
}

/// The last resort: a host without a list of servers.
pub(super) fn read_last(environment: &[(OsString, OsString)], reader: &mut Reader) {
    if reader.knows(SERVERS) {
        return;
    }
    if let Some(host) = text(environment, HOST) {
        let port = text(environment, PORT).unwrap_or(USUAL_PORT);
        // An address of IPv6 needs its brackets before a port.
        let server = match host.contains(':') && !host.starts_with('[') {
            true => format!("[{host}]:{port}"),
            false => format!("{host}:{port}"),
        };
        reader.text(SERVERS, Place::Variable(HOST.to_owned()), server);
    }
}

fn text<'e>(environment: &'e [(OsString, OsString)], name: &str) -> Option<&'e str> {
    let (_, value) = environment.iter().find(|(known, _)| known == name)?;
    value
        .to_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn converted(text: &str, written: Written) -> Result<String, &'static str> {
    match written {
        Written::AsWeDo => Ok(text.to_owned()),
        Written::Seconds => text
            .parse::<f64>()
            .ok()
            .filter(|seconds| seconds.is_finite() && (0.001..1e9).contains(seconds))
            .map(|seconds| format!("{} ms", (seconds * 1_000.0).round()))
            .ok_or("give seconds such as 2 or 0.5"),
        Written::Retries => text
            .parse::<u32>()
            .ok()
            .and_then(|retries| retries.checked_add(1))
            .map(|attempts| attempts.to_string())
            .ok_or("give a whole number such as 1"),
    }
}
