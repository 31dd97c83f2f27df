//! Who depends on whom (ARCHITECTURE.md, invariant 1), and crates that must not come in.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use cargo_metadata::{DependencyKind, MetadataCommand};

use super::Finding;
use crate::build::WASM_TARGET;
use crate::project::Project;

/// Below each of our crates, those of ours that it may use.
/// A crate that is not in this table fails the test: its place must be thought about.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("catalog", &[]),
    ("promconf", &["domain"]),
    ("seal", &[]),
    ("consul", &["domain"]),
    ("registry", &["catalog", "domain"]),
    ("remote", &["domain"]),
    (
        "engine",
        &[
            "catalog", "consul", "domain", "promconf", "registry", "remote", "seal",
        ],
    ),
    ("app", &["domain", "engine", "promconf"]),
    ("frontend", &["app", "domain"]),
    // The demo runs the fleet that the tests use.
    (
        "server",
        &[
            "app", "catalog", "consul", "domain", "engine", "promconf", "registry", "remote",
            "seal", "testkit",
        ],
    ),
    (
        "testkit",
        &[
            "consul", "domain", "engine", "promconf", "registry", "remote",
        ],
    ),
    ("xtask", &[]),
];

/// Tests of these may use `testkit` as well.
const TESTED_WITH_KIT: [&str; 6] = ["app", "consul", "engine", "registry", "remote", "server"];

/// What must never be in the lock file, with the reason.
const BANNED: [(&str, &str); 10] = [
    ("aws-lc-sys", "a long C build; rustls uses ring"),
    ("aws-lc-rs", "a long C build; rustls uses ring"),
    ("openssl-sys", "C library; rustls is used"),
    ("native-tls", "C library; rustls is used"),
    (
        "serde_yaml",
        "unmaintained; `yaml_serde` is used under that name",
    ),
    ("serde_yml", "unsound and archived"),
    ("libyml", "unsound and archived"),
    ("bincode", "unmaintained"),
    ("rkyv", "advisories; JSON is used"),
    ("proc-macro-error2", "unmaintained"),
];

pub(super) struct Graph {
    /// Our own crates with what they depend on: name, and whether only their tests do.
    pub(super) ours: BTreeMap<String, Vec<(String, bool)>>,
    /// The folder of each of our crates below the root.
    pub(super) folders: BTreeMap<String, String>,
    /// Every crate of the product: name and version, licence.
    pub(super) product: BTreeMap<String, Option<String>>,
    /// Every crate that only this tool or the tests use.
    pub(super) tools: BTreeMap<String, Option<String>>,
}

impl Graph {
    pub(super) fn read(project: &Project) -> Result<Self> {
        let mut graph = Self {
            ours: BTreeMap::new(),
            folders: BTreeMap::new(),
            product: BTreeMap::new(),
            tools: BTreeMap::new(),
        };
        // One platform at a time: without it cargo would fetch the crates of every system.
        graph.add(project, "server", "x86_64-unknown-linux-gnu")?;
        graph.add(project, "frontend", WASM_TARGET)?;
        graph
            .tools
            .retain(|name, _| !graph.product.contains_key(name));
        Ok(graph)
    }

    fn add(&mut self, project: &Project, root: &str, platform: &str) -> Result<()> {
        let metadata = MetadataCommand::new()
            .current_dir(&project.root)
            .other_options(["--filter-platform".to_owned(), platform.to_owned()])
            .exec()
            .context("cargo metadata failed")?;
        for package in metadata.workspace_packages() {
            let name = package.name.to_string();
            let ours = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.path.is_some());
            let edges = ours.map(|dependency| {
                (
                    dependency.name.clone(),
                    dependency.kind == DependencyKind::Development,
                )
            });
            self.ours.insert(name.clone(), edges.collect());
            let folder = package
                .manifest_path
                .parent()
                .context("a manifest has a folder")?;
            let folder = folder
                .strip_prefix(&metadata.workspace_root)
                .unwrap_or(folder);
            self.folders.insert(name, folder.to_string());
        }
        let resolve = metadata
            .resolve
            .as_ref()
            .context("cargo metadata gave no graph")?;
        let nodes: BTreeMap<_, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
        let mut reached = BTreeSet::new();
        let mut open: Vec<_> = metadata
            .workspace_packages()
            .iter()
            .filter(|package| package.name.as_str() == root)
            .map(|package| &package.id)
            .collect();
        while let Some(id) = open.pop() {
            if !reached.insert(id) {
                continue;
            }
            let edges = nodes
                .get(id)
                .map(|node| node.deps.as_slice())
                .unwrap_or_default();
            open.extend(edges.iter().filter_map(|edge| {
                let shipped = edge
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind != DependencyKind::Development);
                shipped.then_some(&edge.pkg)
            }));
        }
        for package in metadata
            .packages
            .iter()
            .filter(|package| package.source.is_some())
        {
            let name = format!("{} {}", package.name, package.version);
            let place = if reached.contains(&package.id) {
                &mut self.product
            } else {
                &mut self.tools
            };
            place.insert(name, package.license.clone());
        }
        Ok(())
    }
}

pub(super) fn directions(graph: &Graph) -> Vec<Finding> {
    let mut found = Vec::new();
    for (name, edges) in &graph.ours {
        let Some((_, may_use)) = MAY_USE.iter().find(|(known, _)| known == name) else {
            found.push(format!(
                "{name}: a new crate; give it a place in MAY_USE of xtask's tidy"
            ));
            continue;
        };
        for (used, only_tests) in edges {
            let for_tests =
                *only_tests && used == "testkit" && TESTED_WITH_KIT.contains(&name.as_str());
            if !may_use.contains(&used.as_str()) && !for_tests {
                found.push(format!(
                    "{name} must not depend on {used} (ARCHITECTURE.md)"
                ));
            }
        }
    }
    found
}

pub(super) fn banned(lock: &str) -> Vec<Finding> {
    let present: BTreeSet<&str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .collect();
    BANNED
        .iter()
        .filter(|(name, _)| present.contains(name))
        .map(|(name, why)| format!("Cargo.lock has {name}: {why}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &str, bool)]) -> Graph {
        let mut ours: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
        for (from, to, only_tests) in edges {
            ours.entry(from.to_string())
                .or_default()
                .push((to.to_string(), *only_tests));
        }
        Graph {
            ours,
            folders: BTreeMap::new(),
            product: BTreeMap::new(),
            tools: BTreeMap::new(),
        }
    }

    #[test]
    fn dependencies_point_downwards() {
        let check = |from, to, only_tests, good: bool| {
            let found = directions(&graph(&[(from, to, only_tests)]));
            assert_eq!(found.is_empty(), good, "{from} -> {to}: {found:?}");
        };
        check("app", "engine", false, true);
        check("engine", "remote", false, true);
        check("engine", "testkit", true, true);
        check("engine", "testkit", false, false);
        check("domain", "promconf", false, false);
        check("promconf", "remote", false, false);
        check("engine", "app", false, false);
        check("engine", "seal", false, true);
        check("seal", "domain", false, false);
        check("app", "seal", false, false);
        check("app", "server", false, false);
        check("server", "xtask", true, false);
        check("xtask", "domain", false, false);
        check("newcomer", "domain", false, false);
    }

    #[test]
    fn banned_crates_are_found() {
        assert!(banned("name = \"ring\"\n").is_empty());
        let lock = "[[package]]\nname = \"openssl-sys\"\nversion = \"0.9\"\n";
        assert_eq!(banned(lock).len(), 1);
    }
}
