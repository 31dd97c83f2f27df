//! Writing back what this version does not know.
//!
//! A value goes through a type that may know less than what is stored. What the type left
//! out is found by comparing the stored value with what the type makes of it, and put back
//! where it was.

use serde_json::{Map, Value};

/// `raw` is stored, `seen` is what the type read of it, `wanted` is what shall be there.
pub(super) fn keep_unknown(raw: &Value, seen: &Value, wanted: Value, identities: &[&str]) -> Value {
    match (raw, seen, wanted) {
        (Value::Object(raw), Value::Object(seen), Value::Object(wanted)) => {
            Value::Object(objects(raw, seen, wanted, identities))
        }
        (Value::Array(raw), Value::Array(seen), Value::Array(wanted))
            if raw.len() == seen.len() =>
        {
            Value::Array(lists(raw, seen, wanted, identities))
        }
        // The very same, which the type may write differently: 1 and 1.0, null and nothing.
        (raw, seen, wanted) if *seen == wanted => raw.clone(),
        (_, _, wanted) => wanted,
    }
}

fn objects(
    raw: &Map<String, Value>,
    seen: &Map<String, Value>,
    wanted: Map<String, Value>,
    identities: &[&str],
) -> Map<String, Value> {
    let mut merged = Map::new();
    for (name, value) in wanted {
        let value = match (raw.get(&name), seen.get(&name)) {
            (Some(raw), Some(seen)) => keep_unknown(raw, seen, value, identities),
            _ => value,
        };
        merged.insert(name, value);
    }
    for (name, value) in raw {
        // Known and not wanted any more is gone; never known stays.
        if !seen.contains_key(name) && !merged.contains_key(name) {
            merged.insert(name.clone(), value.clone());
        }
    }
    merged
}

fn lists(raw: &[Value], seen: &[Value], wanted: Vec<Value>, identities: &[&str]) -> Vec<Value> {
    let mut taken = vec![false; seen.len()];
    let mut partners: Vec<Option<usize>> = vec![None; wanted.len()];
    // First who is unchanged, then who has the same name, then who is in the same place.
    let same_length = wanted.len() == seen.len();
    let equal = |old: usize, new: usize| seen[old] == wanted[new];
    let named = |old: usize, new: usize| same_identity(&seen[old], &wanted[new], identities);
    let placed = |old: usize, new: usize| {
        let nameless = identity(&wanted[new], identities).is_none();
        same_length && old == new && nameless && identity(&seen[old], identities).is_none()
    };
    let rules: [&dyn Fn(usize, usize) -> bool; 3] = [&equal, &named, &placed];
    for rule in rules {
        for (new, partner) in partners.iter_mut().enumerate() {
            if partner.is_some() {
                continue;
            }
            // Beginning at its own place keeps a list of a thousand equal ones quick.
            let order = (new..seen.len()).chain(0..new.min(seen.len()));
            let found = order
                .into_iter()
                .find(|old| !taken[*old] && rule(*old, new));
            if let Some(old) = found {
                taken[old] = true;
                *partner = Some(old);
            }
        }
    }
    let pairs = wanted.into_iter().zip(partners);
    let merged = pairs.map(|(value, partner)| match partner {
        Some(old) => keep_unknown(&raw[old], &seen[old], value, identities),
        None => value,
    });
    merged.collect()
}

/// The first of the members that tell elements apart, with its value.
pub(super) fn identity<'a>(value: &'a Value, identities: &[&str]) -> Option<(usize, &'a Value)> {
    let map = value.as_object()?;
    let tells = |value: &Value| value.is_string() || value.is_number();
    let known = identities.iter().enumerate();
    known
        .filter_map(|(rank, name)| Some((rank, map.get(*name)?)))
        .find(|(_, value)| tells(value))
}

fn same_identity(one: &Value, other: &Value, identities: &[&str]) -> bool {
    let one = identity(one, identities);
    one.is_some() && one == identity(other, identities)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check([raw, seen, wanted, expected]: [Value; 4]) {
        assert_eq!(keep_unknown(&raw, &seen, wanted, &["id"]), expected);
    }

    #[test]
    fn unknown_members_stay_and_known_ones_follow_the_change() {
        check([
            json!({"a": 1, "b": 2, "new": {"x": [1]}}),
            json!({"a": 1, "b": 2}),
            json!({"a": 9}),
            json!({"a": 9, "new": {"x": [1]}}),
        ]);
        check([
            json!({"n": 1}),
            json!({"n": 1.0}),
            json!({"n": 1.0}),
            json!({"n": 1}),
        ]);
    }

    #[test]
    fn elements_keep_what_belongs_to_them_wherever_they_go() {
        let raw = json!([{"id": "a", "n": 1, "new": "A"}, {"id": "b", "n": 2, "new": "B"}]);
        let seen = json!([{"id": "a", "n": 1}, {"id": "b", "n": 2}]);
        check([
            raw.clone(),
            seen.clone(),
            json!([{"id": "c", "n": 3}, {"id": "b", "n": 7}, {"id": "a", "n": 1}]),
            json!([{"id": "c", "n": 3}, {"id": "b", "n": 7, "new": "B"},
                   {"id": "a", "n": 1, "new": "A"}]),
        ]);
        check([
            raw,
            seen,
            json!([{"id": "b", "n": 2}]),
            json!([{"id": "b", "n": 2, "new": "B"}]),
        ]);
    }

    #[test]
    fn elements_without_a_name_are_found_by_their_place() {
        check([
            json!([{"n": 1, "new": "A"}, {"n": 2, "new": "B"}]),
            json!([{"n": 1}, {"n": 2}]),
            json!([{"n": 1}, {"n": 5}]),
            json!([{"n": 1, "new": "A"}, {"n": 5, "new": "B"}]),
        ]);
    }

    #[test]
    fn a_new_element_inherits_nothing() {
        check([
            json!([{"id": "a", "new": "A"}]),
            json!([{"id": "a"}]),
            json!([{"id": "z"}]),
            json!([{"id": "z"}]),
        ]);
    }
}
