//! A real Consul for the tests.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::older::Package;
use super::on_path;
use crate::project::Project;

/// Newer releases of Debian have none; this is the version that must work.
const PACKAGE: Package = Package {
    release: "bullseye",
    name: "consul",
    program: "usr/bin/consul",
};

const VARIABLE: &str = "CONSUL_BIN";

/// `CONSUL_BIN`, else the one in `PATH`, else the one that was fetched before.
pub(crate) fn find_consul(project: &Project) -> Option<PathBuf> {
    if let Some(told) = env::var_os(VARIABLE) {
        return Some(PathBuf::from(told)).filter(|told| told.is_file());
    }
    on_path("consul").or_else(|| PACKAGE.find(project))
}

/// The same, or it is fetched now, into `target/tools` and nowhere else.
pub(crate) fn consul(project: &Project) -> Result<PathBuf> {
    if let Some(found) = find_consul(project) {
        return Ok(found);
    }
    if let Some(told) = env::var_os(VARIABLE) {
        bail!("{VARIABLE} names {}, which is no file", told.display());
    }
    PACKAGE
        .fetch(project)
        .with_context(|| format!("no Consul; install one and set {VARIABLE}"))
}
