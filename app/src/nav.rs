//! The rooms of the product, in the order of the sidebar.
//!
//! One entry a page: its address, its name, when it comes. Routes, sidebar, breadcrumb,
//! palette and titles are all made from this list, so that they cannot disagree.

use domain::access::{Permission, Role};

use crate::i18n::{Catalog, PageText};
use crate::ui::IconName;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Operation,
    Monitoring,
    Configuration,
    Tools,
}

impl Group {
    pub const ALL: [Group; 4] = [
        Group::Operation,
        Group::Monitoring,
        Group::Configuration,
        Group::Tools,
    ];

    pub fn label(self, c: &'static Catalog) -> &'static str {
        match self {
            Group::Operation => c.nav.operation,
            Group::Monitoring => c.nav.monitoring,
            Group::Configuration => c.nav.configuration,
            Group::Tools => c.nav.tools,
        }
    }
}

/// What has to be built before a page can exist, in the order of building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    People,
    Fields,
    Targets,
    Files,
    Install,
}

impl Step {
    pub const ALL: [Step; 5] = [
        Step::People,
        Step::Fields,
        Step::Targets,
        Step::Files,
        Step::Install,
    ];

    pub fn label(self, c: &'static Catalog) -> &'static str {
        match self {
            Step::People => c.nav.step_people,
            Step::Fields => c.nav.step_fields,
            Step::Targets => c.nav.step_targets,
            Step::Files => c.nav.step_files,
            Step::Install => c.nav.step_install,
        }
    }

    pub fn detail(self, c: &'static Catalog) -> &'static str {
        match self {
            Step::People => c.nav.step_people_detail,
            Step::Fields => c.nav.step_fields_detail,
            Step::Targets => c.nav.step_targets_detail,
            Step::Files => c.nav.step_files_detail,
            Step::Install => c.nav.step_install_detail,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Ready,
    /// The page says what it will do, and that it comes with this step.
    Coming(Step),
    /// Only in builds that have the page of components.
    Kit,
}

pub struct Entry {
    pub path: &'static str,
    /// Addresses of the earlier system that lead here.
    pub aliases: &'static [&'static str],
    pub group: Group,
    pub icon: IconName,
    pub stage: Stage,
    pub permission: Permission,
    pick: fn(&'static Catalog) -> &'static PageText,
    short: Option<fn(&'static Catalog) -> &'static str>,
}

impl Entry {
    /// The name in the sidebar.
    pub fn short(&self, c: &'static Catalog) -> &'static str {
        self.short.map_or(self.text(c).label, |short| short(c))
    }

    pub fn text(&self, c: &'static Catalog) -> &'static PageText {
        (self.pick)(c)
    }

    pub fn is_coming(&self) -> bool {
        matches!(self.stage, Stage::Coming(_))
    }

    /// Whether this build has the page.
    pub fn is_here(&self) -> bool {
        self.stage != Stage::Kit || cfg!(feature = "kit")
    }

    /// Whether it belongs in this reader's menu; the server refuses the rest anyway.
    pub fn is_open_to(&self, role: Option<Role>) -> bool {
        self.is_here() && role.is_none_or(|role| role.may(self.permission))
    }

    /// Whether it leads from the first page to what works already.
    pub fn is_door(&self, role: Option<Role>) -> bool {
        self.stage == Stage::Ready && self.path != "/" && self.is_open_to(role)
    }

    /// Whether this address belongs to the page or to something below it.
    pub fn covers(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        match path.strip_prefix(self.path.trim_end_matches('/')) {
            Some("") => true,
            Some(rest) => self.path != "/" && rest.starts_with('/'),
            None => false,
        }
    }
}

/// The page that an address belongs to; of one page and another below it, the one below.
pub fn find(path: &str) -> Option<&'static Entry> {
    let covering = ENTRIES.iter().filter(|entry| entry.covers(path));
    covering.max_by_key(|entry| entry.path.len())
}

/// The page that is at an address, and not only above it.
pub fn at(path: &str) -> Option<&'static Entry> {
    let is_at = |entry: &&Entry| {
        entry.path.trim_end_matches('/') == path.trim_end_matches('/') && entry.is_here()
    };
    ENTRIES.iter().find(is_at)
}

/// One line a room: address, group, icon, stage, name. Then, where there are any, a shorter
/// name for the sidebar, the permission and the addresses of the earlier system.
macro_rules! rooms {
    ($(
        $path:literal $group:ident $icon:ident $stage:expr, $text:ident
        $(, called $short:ident)? $(, needs $permission:ident)? $(, also [$($alias:literal),*])?;
    )*) => {
        pub static ENTRIES: &[Entry] = &[$(Entry {
            path: $path,
            aliases: &[$($($alias),*)?],
            group: Group::$group,
            icon: IconName::$icon,
            stage: $stage,
            permission: rooms!(@permission $($permission)?),
            pick: |c| &c.nav.$text,
            short: rooms!(@short $($short)?),
        }),*];
    };
    (@permission) => { Permission::ViewPages };
    (@permission $permission:ident) => { Permission::$permission };
    (@short) => { None };
    (@short $short:ident) => { Some(|c| c.nav.$short) };
}

use Stage::{Coming, Kit, Ready};
use Step::{Fields, Files, Install, People, Targets};

rooms! {
    "/"                                    Operation     Dashboard       Ready,            dashboard, also ["/dashboard", "/home"];
    "/targets"                             Operation     Targets         Coming(Targets),  targets, also ["/services", "/exporters", "/blackbox", "/blackbox-targets", "/blackbox-groups"];
    "/not-scraped"                         Operation     NotScraped      Coming(Targets),  not_scraped;
    "/service-groups"                      Operation     Groups          Coming(Targets),  groups;

    "/monitoring/network-probes"           Monitoring    NetworkProbes   Coming(Targets),  network_probes, also ["/monitoring"];
    "/monitoring/web-probes"               Monitoring    WebProbes       Coming(Targets),  web_probes;
    "/monitoring/system-exporters"         Monitoring    Systems         Coming(Targets),  systems;
    "/monitoring/database-exporters"       Monitoring    Databases       Coming(Targets),  databases;
    "/monitoring/infrastructure-exporters" Monitoring    Infrastructure  Coming(Targets),  infrastructure;
    "/monitoring/hardware-exporters"       Monitoring    Hardware        Coming(Targets),  hardware;
    "/monitoring/network-devices"          Monitoring    NetworkDevices  Coming(Targets),  network_devices;
    "/monitoring/custom-exporters"         Monitoring    Custom          Coming(Targets),  custom;

    "/metadata-fields"                     Configuration Fields          Coming(Fields),   fields;
    "/monitoring-types"                    Configuration Types           Coming(Targets),  types, called types_short;
    "/settings/monitoring-rules"           Configuration Rules           Coming(Targets),  rules, called rules_short;
    "/reference-values"                    Configuration ReferenceValues Coming(Targets),  reference_values;
    "/sites"                               Configuration Sites           Coming(Fields),   sites, also ["/settings"];
    "/prometheus-config"                   Configuration SiteFiles       Coming(Files),    site_files;

    "/nodes"                               Tools         Nodes           Ready,            nodes;
    "/hosts"                               Tools         Hosts           Ready,            hosts;
    "/kv-browser"                          Tools         KeyValue        Ready,            key_value, needs Administer;
    "/installer"                           Tools         Install         Coming(Install),  install;
    "/people"                              Tools         Users           Coming(People),   people, needs Administer;
    "/audit-log"                           Tools         Audit           Coming(People),   audit;
    "/cache-management"                    Tools         Cache           Ready,            cache, needs Administer;
    "/kit"                                 Tools         Kit             Kit,              kit;
    "/kit/table"                           Tools         Table           Kit,              kit_table;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_address_belongs_to_one_page() {
        let mut seen = BTreeSet::new();
        for entry in ENTRIES {
            for path in entry.aliases.iter().chain([&entry.path]) {
                assert!(path.starts_with('/'), "{path}");
                assert!(path.split('/').count() <= 3, "{path}: two segments at most");
                assert!(seen.insert(*path), "{path} stands twice");
            }
        }
    }

    #[test]
    fn pages_cover_what_is_below_them() {
        let path = |path: &str| find(path).map(|entry| entry.path);
        assert_eq!(path("/"), Some("/"));
        assert_eq!(path("/targets"), Some("/targets"));
        assert_eq!(path("/targets/"), Some("/targets"));
        assert_eq!(path("/targets/x@y"), Some("/targets"));
        assert_eq!(path("/targetsx"), None);
        assert_eq!(path("/nothing"), None);
    }

    #[test]
    fn nothing_is_at_an_address_below_a_page() {
        let path = |path: &str| at(path).map(|entry| entry.path);
        assert_eq!(path("/"), Some("/"));
        assert_eq!(path("/targets/"), Some("/targets"));
        assert_eq!(path("/targets/x@y"), None);
        assert_eq!(path("/kit").is_some(), cfg!(feature = "kit"));
    }
}
