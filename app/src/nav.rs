//! The rooms of the product, in the order of the sidebar.
//!
//! One entry a page: its address, its name, when it comes. Routes, sidebar, breadcrumb,
//! palette and titles are all made from this list, so that they cannot disagree.

use domain::access::Permission;

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
    Registry,
    People,
    Fields,
    Targets,
    Files,
    Install,
}

impl Step {
    pub const ALL: [Step; 6] = [
        Step::Registry,
        Step::People,
        Step::Fields,
        Step::Targets,
        Step::Files,
        Step::Install,
    ];

    pub fn label(self, c: &'static Catalog) -> &'static str {
        match self {
            Step::Registry => c.nav.step_registry,
            Step::People => c.nav.step_people,
            Step::Fields => c.nav.step_fields,
            Step::Targets => c.nav.step_targets,
            Step::Files => c.nav.step_files,
            Step::Install => c.nav.step_install,
        }
    }

    pub fn detail(self, c: &'static Catalog) -> &'static str {
        match self {
            Step::Registry => c.nav.step_registry_detail,
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

const fn room(
    path: &'static str,
    group: Group,
    icon: IconName,
    stage: Stage,
    pick: fn(&'static Catalog) -> &'static PageText,
) -> Entry {
    Entry {
        path,
        aliases: &[],
        group,
        icon,
        stage,
        permission: Permission::ViewPages,
        pick,
        short: None,
    }
}

impl Entry {
    const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    const fn called(mut self, short: fn(&'static Catalog) -> &'static str) -> Self {
        self.short = Some(short);
        self
    }

    const fn admins(mut self) -> Self {
        self.permission = Permission::Administer;
        self
    }
}

use Group::{Configuration, Monitoring, Operation, Tools};
use Stage::{Coming, Kit, Ready};
use Step::{Fields, Files, Install, People, Registry, Targets};

pub static ENTRIES: &[Entry] = &[
    room("/", Operation, IconName::Dashboard, Ready, |c| {
        &c.nav.dashboard
    })
    .also(&["/dashboard", "/home"]),
    room(
        "/targets",
        Operation,
        IconName::Targets,
        Coming(Targets),
        |c| &c.nav.targets,
    )
    .also(&[
        "/services",
        "/exporters",
        "/blackbox",
        "/blackbox-targets",
        "/blackbox-groups",
    ]),
    room(
        "/not-scraped",
        Operation,
        IconName::NotScraped,
        Coming(Targets),
        |c| &c.nav.not_scraped,
    ),
    room(
        "/service-groups",
        Operation,
        IconName::Groups,
        Coming(Targets),
        |c| &c.nav.groups,
    ),
    room(
        "/monitoring/network-probes",
        Monitoring,
        IconName::NetworkProbes,
        Coming(Targets),
        |c| &c.nav.network_probes,
    )
    .also(&["/monitoring"]),
    room(
        "/monitoring/web-probes",
        Monitoring,
        IconName::WebProbes,
        Coming(Targets),
        |c| &c.nav.web_probes,
    ),
    room(
        "/monitoring/system-exporters",
        Monitoring,
        IconName::Systems,
        Coming(Targets),
        |c| &c.nav.systems,
    ),
    room(
        "/monitoring/database-exporters",
        Monitoring,
        IconName::Databases,
        Coming(Targets),
        |c| &c.nav.databases,
    ),
    room(
        "/monitoring/infrastructure-exporters",
        Monitoring,
        IconName::Infrastructure,
        Coming(Targets),
        |c| &c.nav.infrastructure,
    ),
    room(
        "/monitoring/hardware-exporters",
        Monitoring,
        IconName::Hardware,
        Coming(Targets),
        |c| &c.nav.hardware,
    ),
    room(
        "/monitoring/network-devices",
        Monitoring,
        IconName::NetworkDevices,
        Coming(Targets),
        |c| &c.nav.network_devices,
    ),
    room(
        "/monitoring/custom-exporters",
        Monitoring,
        IconName::Custom,
        Coming(Targets),
        |c| &c.nav.custom,
    ),
    room(
        "/metadata-fields",
        Configuration,
        IconName::Fields,
        Coming(Fields),
        |c| &c.nav.fields,
    ),
    room(
        "/monitoring-types",
        Configuration,
        IconName::Types,
        Coming(Targets),
        |c| &c.nav.types,
    )
    .called(|c| c.nav.types_short),
    room(
        "/settings/monitoring-rules",
        Configuration,
        IconName::Rules,
        Coming(Targets),
        |c| &c.nav.rules,
    )
    .called(|c| c.nav.rules_short),
    room(
        "/reference-values",
        Configuration,
        IconName::ReferenceValues,
        Coming(Targets),
        |c| &c.nav.reference_values,
    ),
    room(
        "/sites",
        Configuration,
        IconName::Sites,
        Coming(Fields),
        |c| &c.nav.sites,
    )
    .also(&["/settings"]),
    room(
        "/prometheus-config",
        Configuration,
        IconName::SiteFiles,
        Coming(Files),
        |c| &c.nav.site_files,
    ),
    room("/nodes", Tools, IconName::Nodes, Coming(Registry), |c| {
        &c.nav.nodes
    }),
    room("/hosts", Tools, IconName::Hosts, Coming(Registry), |c| {
        &c.nav.hosts
    }),
    room(
        "/kv-browser",
        Tools,
        IconName::KeyValue,
        Coming(Registry),
        |c| &c.nav.key_value,
    )
    .admins(),
    room(
        "/installer",
        Tools,
        IconName::Install,
        Coming(Install),
        |c| &c.nav.install,
    ),
    room("/people", Tools, IconName::Users, Coming(People), |c| {
        &c.nav.people
    })
    .admins(),
    room("/audit-log", Tools, IconName::Audit, Coming(People), |c| {
        &c.nav.audit
    }),
    room(
        "/cache-management",
        Tools,
        IconName::Cache,
        Coming(Registry),
        |c| &c.nav.cache,
    )
    .admins(),
    room("/kit", Tools, IconName::Kit, Kit, |c| &c.nav.kit),
    room("/kit/table", Tools, IconName::Table, Kit, |c| {
        &c.nav.kit_table
    }),
];

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
}
