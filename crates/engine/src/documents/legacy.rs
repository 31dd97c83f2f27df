//! What the earlier system stored, in all the shapes in which it is found.
//!
//! It had two writers. One wrapped values as `{"data": …, "meta": …}`, the other did not
//! know of it, and so values are found plain, wrapped once and wrapped twice.

use serde_json::Value;

/// One earlier value out of a `*.backup.history`.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    /// When it was kept, as the earlier system wrote it.
    pub at: Option<String>,
    pub data: Value,
}

/// The value itself, without what was wrapped around it.
pub fn unwrap(mut value: Value) -> Value {
    loop {
        value = match value {
            Value::Object(mut map) if is_wrapper(&map) => map.remove("data").unwrap_or(Value::Null),
            other => return other,
        };
    }
}

/// Who changed it last, where the value says so.
pub fn updated_by(value: &Value) -> Option<&str> {
    value.get("meta")?.get("updated_by")?.as_str()
}

/// When it was changed last, where the value says so.
pub fn updated_at(value: &Value) -> Option<&str> {
    value.get("meta")?.get("updated_at")?.as_str()
}

/// The backups, the newest first as they were stored. A single backup is a list of one.
pub fn history(value: Value) -> Vec<Backup> {
    match unwrap(value) {
        Value::Array(list) => list.into_iter().filter_map(backup).collect(),
        single => backup(single).into_iter().collect(),
    }
}

/// Only `data`, with or without `meta`, and inside what can be a document.
fn is_wrapper(map: &serde_json::Map<String, Value>) -> bool {
    let holds = matches!(map.get("data"), Some(Value::Object(_) | Value::Array(_)));
    holds && map.keys().all(|name| name == "data" || name == "meta")
}

fn backup(value: Value) -> Option<Backup> {
    let Value::Object(mut map) = unwrap(value) else {
        return None;
    };
    let at = map.get("backup_timestamp").and_then(Value::as_str);
    let at = at.map(str::to_owned);
    let is_kept = |name: &str| name == "data" || name.ends_with("_data");
    let name = map
        .iter()
        .find(|(name, value)| is_kept(name) && (value.is_object() || value.is_array()))
        .map(|(name, _)| name.clone());
    let data = match name {
        Some(name) => unwrap(map.remove(&name)?),
        None => Value::Object(map),
    };
    Some(Backup { at, data })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const VARIANTS: &str = include_str!("../../../../fixtures/kv-variants.json");
    const KV: &str = include_str!("../../../../fixtures/kv.json");

    fn variant(name: &str) -> Value {
        let all: Value = serde_json::from_str(VARIANTS).unwrap();
        all[name].clone()
    }

    #[test]
    fn every_shape_that_was_found_is_the_same_inside() {
        let sites = |value: Value| match value {
            Value::Array(_) => value,
            other => other["sites"].clone(),
        };
        let plain = sites(unwrap(variant("sites_plain")));
        assert_eq!(plain.as_array().unwrap().len(), 2);
        for name in ["sites_once", "sites_twice", "sites_list_inside_data"] {
            assert_eq!(sites(unwrap(variant(name))), plain, "{name}");
        }
        let once = unwrap(variant("sites_once"));
        assert_eq!(once["naming_config"]["strategy"], "option2");
        for name in [
            "sites_without_default",
            "sites_two_defaults",
            "server_status_names_only",
            "field_category_list",
            "field_category_comma",
            "naming_option1",
            "naming_suffix_off",
        ] {
            assert_eq!(unwrap(variant(name)), variant(name), "{name}");
        }
    }

    #[test]
    fn every_key_of_a_whole_store_is_understood() {
        let all: Value = serde_json::from_str(KV).unwrap();
        let check = |key: &str, member: Option<&str>, count: usize| {
            let value = unwrap(all[key].clone());
            let list = match member {
                Some(member) => &value[member],
                None => &value,
            };
            assert_eq!(list.as_array().unwrap().len(), count, "{key}");
        };
        check("skills/eye/metadata/sites", Some("sites"), 3);
        check("skills/eye/metadata/fields", Some("fields"), 25);
        check("skills/eye/metadata/categories.json", Some("categories"), 7);
        check("skills/eye/reference-values/company.json", None, 7);
        let settings = &all["skills/eye/settings/ui.json"];
        assert_eq!(unwrap(settings.clone()), json!({"theme": "dark"}));
        assert_eq!(updated_by(settings), Some("maria"));
        assert_eq!(updated_at(settings), Some("2025-01-17T12:00:00Z"));
        for key in ["apps/outro/config", "apps/outro/numero"] {
            assert_eq!(unwrap(all[key].clone()), all[key]);
        }
    }

    #[test]
    fn the_one_array_of_backups_becomes_a_list() {
        let kept = |n: u32| {
            json!({ "fields_data": { "fields": [n] }, "total_fields": 1,
            "backup_timestamp": format!("2025-01-{n:02}"), "backup_version": "2.0.0" })
        };
        let list = json!([kept(3), kept(2), kept(1)]);
        let expected = [3, 2, 1].map(|n: u32| Backup {
            at: Some(format!("2025-01-{n:02}")),
            data: json!({ "fields": [n] }),
        });
        for stored in [
            list.clone(),
            json!({ "data": list, "meta": {} }),
            json!({ "data": { "data": list }, "meta": {} }),
        ] {
            assert_eq!(history(stored), expected);
        }
        assert_eq!(history(kept(3)), expected[..1]);
        let types = json!([{ "types_data": { "data": { "all_types": [] }, "meta": {} } }]);
        assert_eq!(history(types)[0].data, json!({ "all_types": [] }));
        assert_eq!(
            history(json!([{ "fields": [1] }]))[0].data,
            json!({ "fields": [1] })
        );
        assert_eq!(history(json!([1, null, "x"])), []);
    }

    #[test]
    fn what_only_looks_wrapped_stays() {
        for value in [
            json!({ "data": "text" }),
            json!({ "data": [], "other": 1 }),
            json!({ "meta": {} }),
            json!({ "sites": [], "meta": { "version": 1 } }),
            json!(null),
            json!([]),
        ] {
            assert_eq!(unwrap(value.clone()), value);
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(value in crate::documents::stored::tests::any_json()) {
            let inside = unwrap(value.clone());
            prop_assert_eq!(unwrap(inside.clone()), inside.clone());
            let once = json!({ "data": [inside], "meta": value });
            prop_assert!(unwrap(once.clone()).is_array());
            let _ = history(once);
        }
    }
}
