//! The sites as the earlier system wrote them, with how it names services.

use serde_json::Value;

use super::names::{list_in, object_in};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldSite {
    pub code: String,
    pub name: String,
    pub color: String,
    pub is_default: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldSites {
    pub sites: Vec<OldSite>,
    /// "option1" or "option2".
    pub strategy: String,
    pub suffix_enabled: bool,
}

impl Default for OldSites {
    /// What the earlier system does where nothing was said.
    fn default() -> Self {
        Self {
            sites: Vec::new(),
            strategy: "option2".to_owned(),
            suffix_enabled: true,
        }
    }
}

impl OldSites {
    pub(super) fn read(value: &Value) -> Self {
        let sites = list_in(value).into_iter().flatten().filter_map(site);
        let naming = object_in(value, "naming_config");
        let of = |key: &str| naming.and_then(|naming| naming.get(key));
        let unsaid = Self::default();
        Self {
            sites: sites.collect(),
            strategy: of("strategy")
                .and_then(Value::as_str)
                .map_or(unsaid.strategy, str::to_owned),
            suffix_enabled: of("suffix_enabled")
                .and_then(Value::as_bool)
                .unwrap_or(unsaid.suffix_enabled),
        }
    }

    /// The one that was marked; of several or none, the first.
    pub fn default_site(&self) -> Option<&str> {
        let marked = self.sites.iter().find(|site| site.is_default);
        let site = marked.or_else(|| self.sites.first());
        site.map(|site| site.code.as_str())
    }
}

fn site(site: &Value) -> Option<OldSite> {
    let text = |key: &str| site.get(key).and_then(Value::as_str).map(str::to_owned);
    let code = text("code")?;
    Some(OldSite {
        name: text("name").unwrap_or_else(|| code.clone()),
        color: text("color").unwrap_or_else(|| "blue".to_owned()),
        is_default: site.get("is_default") == Some(&Value::Bool(true)),
        code,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const VARIANTS: &str = include_str!("../../../../fixtures/kv-variants.json");

    #[test]
    fn every_shape_of_the_earlier_system_is_read() {
        let variants: Value = serde_json::from_str(VARIANTS).unwrap();
        for shape in [
            "sites_plain",
            "sites_once",
            "sites_twice",
            "sites_list_inside_data",
        ] {
            let read = OldSites::read(&variants[shape]);
            assert_eq!(read.sites.len(), 2, "{shape}");
            assert_eq!(read.default_site(), Some("palmas"), "{shape}");
            assert_eq!(read.sites[1].color, "gold", "{shape}");
            assert_eq!((&*read.strategy, read.suffix_enabled), ("option2", true));
        }
        for shape in ["sites_without_default", "sites_two_defaults"] {
            let read = OldSites::read(&variants[shape]);
            assert_eq!(read.default_site(), Some("palmas"), "{shape}");
        }
    }

    #[test]
    fn what_was_said_of_names_counts() {
        let naming = json!({"strategy": "option1", "suffix_enabled": false});
        let deep = json!({"data": {"data": {"sites": [], "naming_config": naming}}});
        let read = OldSites::read(&deep);
        assert_eq!((&*read.strategy, read.suffix_enabled), ("option1", false));
        assert_eq!(OldSites::read(&json!(null)), OldSites::default());
    }
}
