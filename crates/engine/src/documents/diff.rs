//! What is different between two values, by where it is.

use serde::Serialize;
use serde_json::{Map, Value};

use super::merge::identity;

/// More are counted as "and more".
pub const MOST_DIFFERENCES: usize = 1_000;

/// Something that one of the two values does not have, or has otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `/fields/[name=company]/order`; elements without a name by their place.
    pub path: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Differences {
    pub found: Vec<Difference>,
    /// There are more than [`MOST_DIFFERENCES`].
    pub more: bool,
}

/// `identities` are the members that tell which element of a list is which.
pub fn between(before: &Value, after: &Value, identities: &[&str]) -> Differences {
    let mut walk = Walk {
        identities,
        differences: Differences::default(),
    };
    walk.values("", before, after);
    walk.differences
}

struct Walk<'a> {
    identities: &'a [&'a str],
    differences: Differences,
}

impl Walk<'_> {
    fn say(&mut self, path: &str, before: Option<&Value>, after: Option<&Value>) {
        if self.differences.found.len() == MOST_DIFFERENCES {
            self.differences.more = true;
            return;
        }
        self.differences.found.push(Difference {
            path: path.to_owned(),
            before: before.cloned(),
            after: after.cloned(),
        });
    }

    fn values(&mut self, path: &str, before: &Value, after: &Value) {
        match (before, after) {
            (before, after) if before == after => {}
            (Value::Object(before), Value::Object(after)) => self.objects(path, before, after),
            (Value::Array(before), Value::Array(after)) => self.lists(path, before, after),
            _ => self.say(path, Some(before), Some(after)),
        }
    }

    fn objects(&mut self, path: &str, before: &Map<String, Value>, after: &Map<String, Value>) {
        for (name, value) in before {
            let path = format!("{path}/{}", escaped(name));
            match after.get(name) {
                Some(after) => self.values(&path, value, after),
                None => self.say(&path, Some(value), None),
            }
        }
        for (name, value) in after {
            if !before.contains_key(name) {
                self.say(&format!("{path}/{}", escaped(name)), None, Some(value));
            }
        }
    }

    fn lists(&mut self, path: &str, before: &[Value], after: &[Value]) {
        match (self.names(before), self.names(after)) {
            (Some(old), Some(new)) => self.named(path, (before, &old), (after, &new)),
            _ => self.placed(path, before, after),
        }
    }

    /// The names of the elements, where each has one of its own.
    fn names(&self, list: &[Value]) -> Option<Vec<String>> {
        let mut names = Vec::with_capacity(list.len());
        for value in list {
            let (rank, value) = identity(value, self.identities)?;
            let name = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            names.push(format!("[{}={}]", self.identities[rank], escaped(&name)));
        }
        let mut sorted: Vec<&String> = names.iter().collect();
        sorted.sort();
        let unique = sorted.windows(2).all(|pair| pair[0] != pair[1]);
        unique.then_some(names)
    }

    fn named(&mut self, path: &str, old: (&[Value], &[String]), new: (&[Value], &[String])) {
        let place = |names: &[String], name| names.iter().position(|one| one == name);
        for (value, name) in old.0.iter().zip(old.1) {
            let path = format!("{path}/{name}");
            match place(new.1, name) {
                Some(at) => self.values(&path, value, &new.0[at]),
                None => self.say(&path, Some(value), None),
            }
        }
        for (value, name) in new.0.iter().zip(new.1) {
            if place(old.1, name).is_none() {
                self.say(&format!("{path}/{name}"), None, Some(value));
            }
        }
        let stayed = |names: &[String], others: &[String]| -> Vec<String> {
            let stays = names.iter().filter(|name| others.contains(name));
            stays.cloned().collect()
        };
        let (old_order, new_order) = (stayed(old.1, new.1), stayed(new.1, old.1));
        if old_order != new_order {
            let order = |names: Vec<String>| Value::from(names);
            let path = format!("{path}/order()");
            self.say(&path, Some(&order(old_order)), Some(&order(new_order)));
        }
    }

    /// What is the same at both ends does not count.
    fn placed(&mut self, path: &str, before: &[Value], after: &[Value]) {
        let same = |pair: &(&Value, &Value)| pair.0 == pair.1;
        let first = before.iter().zip(after).take_while(same).count();
        let (before, after) = (&before[first..], &after[first..]);
        let ends = before.iter().rev().zip(after.iter().rev());
        let last = ends.take_while(same).count();
        let (before, after) = (&before[..before.len() - last], &after[..after.len() - last]);
        for at in 0..before.len().max(after.len()) {
            let path = format!("{path}/{}", first + at);
            match (before.get(at), after.get(at)) {
                (Some(before), Some(after)) => self.values(&path, before, after),
                (before, after) => self.say(&path, before, after),
            }
        }
    }
}

/// As JSON pointers write it.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check([before, after]: [Value; 2], expected: &[(&str, Option<Value>, Option<Value>)]) {
        let found = between(&before, &after, &["id"]).found;
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.path.as_str(), one.before.clone(), one.after.clone()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn members_are_compared_by_name() {
        check(
            [
                json!({"a": 1, "b": {"c": 2}, "x/y": 1}),
                json!({"a": 1, "b": {"c": 3}, "z": null}),
            ],
            &[
                ("/b/c", Some(json!(2)), Some(json!(3))),
                ("/x~1y", Some(json!(1)), None),
                ("/z", None, Some(json!(null))),
            ],
        );
        check(
            [json!(1), json!([1])],
            &[("", Some(json!(1)), Some(json!([1])))],
        );
        check([json!({}), json!({})], &[]);
    }

    #[test]
    fn elements_are_compared_by_their_name_or_place() {
        check(
            [
                json!([{"id": "a", "n": 1}, {"id": "b", "n": 2}]),
                json!([{"id": "c"}, {"id": "b", "n": 3}]),
            ],
            &[
                ("/[id=a]", Some(json!({"id": "a", "n": 1})), None),
                ("/[id=b]/n", Some(json!(2)), Some(json!(3))),
                ("/[id=c]", None, Some(json!({"id": "c"}))),
            ],
        );
        check(
            [
                json!([{"id": "a"}, {"id": "b"}]),
                json!([{"id": "b"}, {"id": "a"}]),
            ],
            &[(
                "/order()",
                Some(json!(["[id=a]", "[id=b]"])),
                Some(json!(["[id=b]", "[id=a]"])),
            )],
        );
        check(
            [json!([1, 2, 3]), json!([1, 9, 2, 3])],
            &[("/1", None, Some(json!(9)))],
        );
    }

    #[test]
    fn there_is_an_end_to_it_that_is_said() {
        let list = |first: usize| Value::from((first..first + 5_000).collect::<Vec<_>>());
        let differences = between(&list(0), &list(10_000), &[]);
        assert_eq!(differences.found.len(), MOST_DIFFERENCES);
        assert!(differences.more);
    }
}
