//! Finding the sites in what the earlier system wrote: plain, wrapped once or twice, as a
//! list or below `sites`.

use std::collections::HashMap;

use serde_json::Value;

/// Deeper than anything that was ever written.
const DEEPEST: usize = 4;

pub(super) fn by_address(value: &Value) -> HashMap<String, String> {
    let sites = list_in(value).into_iter().flatten();
    sites.filter_map(site).collect()
}

pub(super) fn list_in(value: &Value) -> Option<&Vec<Value>> {
    let mut value = value;
    for _ in 0..DEEPEST {
        match value {
            Value::Array(list) => return Some(list),
            Value::Object(map) => value = map.get("sites").or_else(|| map.get("data"))?,
            _ => return None,
        }
    }
    None
}

/// An object of this name, however deep it was wrapped.
pub(super) fn object_in<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let mut value = value;
    for _ in 0..DEEPEST {
        if let Some(found) = value.get(name) {
            return Some(found);
        }
        value = value.get("data")?;
    }
    None
}

fn site(site: &Value) -> Option<(String, String)> {
    let text = |key: &str| site.get(key).and_then(Value::as_str);
    let address = text("prometheus_host").or_else(|| text("prometheus_instance"))?;
    let name = text("name").or_else(|| text("code"))?;
    Some((address.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_shape_that_was_ever_written_is_read() {
        let sites = json!([
            {"code": "palmas", "name": "Palmas (TO)", "prometheus_host": "192.0.2.10"},
            {"code": "rio", "prometheus_instance": "198.51.100.10"},
            {"code": "no address"},
            "not a site",
        ]);
        for shape in [
            sites.clone(),
            json!({"sites": sites}),
            json!({"data": {"sites": sites, "naming_config": {}}, "meta": {}}),
            json!({"data": {"data": {"sites": sites}, "meta": {}}, "meta": {}}),
            json!({"data": {"data": sites}}),
        ] {
            let names = by_address(&shape);
            assert_eq!(names.len(), 2, "{shape}");
            assert_eq!(names["192.0.2.10"], "Palmas (TO)");
            assert_eq!(names["198.51.100.10"], "rio");
        }
        for strange in [json!(null), json!("x"), json!({"data": 3}), json!([1, 2])] {
            assert!(by_address(&strange).is_empty(), "{strange}");
        }
    }
}
