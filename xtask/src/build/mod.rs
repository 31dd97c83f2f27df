//! From sources to the binary with the whole site inside.
//!
//! The order is fixed here, because embedding wants the site before the server:
//! WASM, its JavaScript, wasm-opt, CSS, public files, compression, then the server.

pub(crate) mod cache;
mod compress;
mod css;
mod divide;
mod public;
mod server;
mod site;
mod wasm;
mod wasm_opt;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;

use crate::output;
use crate::project::Project;

pub(crate) use server::kit_binary;
use site::Files;
pub(crate) use wasm::{TARGET as WASM_TARGET, ensure_target, has_target};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build: WASM without LTO, light compression, cargo's `dev` profile.
    Demo,
    /// What people install.
    Release,
}

/// Which binary is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flavour {
    pub(crate) profile: Profile,
    /// With the page that shows every component, for the browser tests.
    pub(crate) kit: bool,
}

pub(crate) struct Built {
    pub(crate) binary: PathBuf,
    pub(crate) site: PathBuf,
}

impl Flavour {
    pub(crate) const RELEASE: Self = Self {
        profile: Profile::Release,
        kit: false,
    };

    /// Each flavour has its own site folder, so that none rebuilds another's server.
    fn site_suffix(self) -> &'static str {
        match (self.profile, self.kit) {
            (Profile::Release, false) => "",
            (Profile::Release, true) => "-kit",
            (Profile::Demo, false) => "-demo",
            (Profile::Demo, true) => "-demo-kit",
        }
    }
}

/// Builds the site and the server around it.
pub(crate) fn build(project: &Project, flavour: Flavour) -> Result<Built> {
    let site = build_site(project, flavour)?;
    let started = Instant::now();
    output::step("server");
    let binary = server::build(project, flavour, &site)?;
    let size = std::fs::metadata(&binary)?.len();
    output::line(format_args!(
        "   {} is {}, in {}",
        binary
            .strip_prefix(&project.root)
            .unwrap_or(&binary)
            .display(),
        output::bytes(size),
        output::seconds(started.elapsed()),
    ));
    Ok(Built { binary, site })
}

/// Where a build leaves the binary and its site.
pub(crate) fn places(project: &Project, flavour: Flavour) -> (PathBuf, PathBuf) {
    let binary = if flavour.kit {
        kit_binary(project, flavour.profile)
    } else {
        server::cargo_writes(project, flavour.profile)
    };
    (binary, project.site(flavour.site_suffix()))
}

/// What the browser loads while somebody develops: plain files, and a script's end added.
pub(crate) fn build_dev_site(project: &Project, added: &str) -> Result<PathBuf> {
    let folder = project.site("-dev");
    let mut files = gather(
        project,
        Flavour {
            profile: Profile::Demo,
            kit: true,
        },
    )?;
    let script = format!(
        "{}/{}.js",
        project.leptos.site_pkg_dir, project.leptos.output_name
    );
    files.append(&script, added);
    files.write_to(&folder)?;
    Ok(folder)
}

fn gather(project: &Project, flavour: Flavour) -> Result<Files> {
    let mut files = Files::default();
    wasm::add(project, flavour, &mut files)?;
    css::add(project, &mut files)?;
    public::add(project, &mut files)?;
    css::check_references(&files)?;
    Ok(files)
}

/// Builds only what the browser loads; returns its folder.
pub(crate) fn build_site(project: &Project, flavour: Flavour) -> Result<PathBuf> {
    let folder = project.site(flavour.site_suffix());
    let started = Instant::now();
    output::step("front end");
    let mut files = gather(project, flavour)?;
    let sizes = compress::add(project, flavour.profile, &mut files)?;
    files.write_to(&folder)?;
    output::table(
        &["file", "raw", "brotli", "gzip"],
        &sizes.iter().map(compress::Sizes::row).collect::<Vec<_>>(),
    );
    output::line(format_args!(
        "   {} files in {}",
        files.len(),
        output::seconds(started.elapsed())
    ));
    Ok(folder)
}
