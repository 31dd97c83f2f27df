//! Gathers what every source says about every key, and the problems on the way.

use std::collections::BTreeMap;

use toml_edit::Value;

use super::kind::Kind;
use super::problem::{Place, Places, Problem};
use super::sections::keys;

#[derive(Debug)]
enum Raw {
    Text(String),
    Toml(Value),
}

#[derive(Debug, Default)]
pub(super) struct Reader {
    /// By key, the source that counts most last.
    given: BTreeMap<String, Vec<(Place, Raw)>>,
    pub(super) problems: Vec<Problem>,
    pub(super) places: Places,
}

impl Reader {
    pub(super) fn text(&mut self, key: &str, place: Place, value: String) {
        self.give(key, place, Raw::Text(value));
    }

    pub(super) fn toml(&mut self, key: &str, place: Place, value: Value) {
        self.give(key, place, Raw::Toml(value));
    }

    /// Whether some source says something about a key.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.given.contains_key(key)
    }

    fn give(&mut self, key: &str, place: Place, raw: Raw) {
        self.given
            .entry(key.to_owned())
            .or_default()
            .push((place, raw));
    }

    pub(super) fn problem(&mut self, place: Place, key: &str, what: String, remedy: String) {
        self.problems.push(Problem {
            place,
            key: key.to_owned(),
            what,
            remedy,
        });
    }

    /// The value of a key: of the source that counts most, or the default. Every source
    /// is judged, also where another one counts more.
    pub(super) fn value<T: Kind>(&mut self, key: &str, default: T) -> T {
        let mut chosen = default;
        let given = self.given.remove(key).unwrap_or_default();
        self.twice(key, &given);
        for (place, raw) in given {
            let read = match &raw {
                Raw::Text(text) => T::from_text(text),
                Raw::Toml(value) => T::from_toml(value),
            };
            match read {
                Ok(value) => {
                    chosen = value;
                    self.places.set(key, place);
                }
                Err(found) => {
                    let remedy = format!("give {}", T::NAME);
                    // Of a secret, `found` tells its length or its type.
                    self.problem(place, key, found, remedy);
                }
            }
        }
        chosen
    }

    /// A key that one source sets twice: a secret, by itself and by its file. Which of them
    /// counts would be anybody's guess.
    fn twice(&mut self, key: &str, given: &[(Place, Raw)]) {
        for pair in given.windows(2) {
            let [(first, _), (second, _)] = pair else {
                continue;
            };
            let (what, remedy) = match (first, second) {
                (Place::File { .. }, Place::File { .. }) => (
                    format!("{key} and {key}_file are both set"),
                    "keep one of the two".to_owned(),
                ),
                (Place::Variable(first), Place::Variable(second)) => {
                    let (first, second) = (first.min(second), first.max(second));
                    let what = format!("{first} and {second} are both set");
                    (what, "keep one of the two".to_owned())
                }
                _ => continue,
            };
            self.problem(second.clone(), key, what, remedy);
        }
    }
}

/// The setting or section with the name nearest to one that does not exist: some letters
/// of its last part are wrong, or it stands in another section.
pub(super) fn nearest(path: &str) -> Option<&'static str> {
    let distance = strsim::damerau_levenshtein;
    let last = path.rsplit('.').next().unwrap_or(path);
    let near = keys()
        .iter()
        .flat_map(|key| {
            let elsewhere = distance(last, key.name) + 1;
            [
                (distance(path, key.path).min(elsewhere), key.path),
                (distance(path, key.section), key.section),
            ]
        })
        .min_by_key(|(distance, _)| *distance)?;
    let close_enough = near.0 <= 1 + last.chars().count() / 3;
    close_enough.then_some(near.1)
}

/// What to do about a name that does not exist.
pub(super) fn remedy_for(name: &str, written: impl Fn(&str) -> String) -> String {
    match nearest(name) {
        Some(known) => format!("did you mean {}?", written(known)),
        None => "remove it; `skills-eye config-reference` lists all settings".to_owned(),
    }
}
