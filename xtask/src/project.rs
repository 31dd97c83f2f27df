//! Names and paths, read once from `[[workspace.metadata.leptos]]` in Cargo.toml.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use cargo_metadata::MetadataCommand;
use serde::Deserialize;

pub(crate) struct Project {
    pub(crate) root: PathBuf,
    /// `target`, wherever cargo puts it.
    pub(crate) target: PathBuf,
    pub(crate) version: String,
    pub(crate) leptos: Leptos,
}

/// The keys of the metadata that this tool uses; `cargo leptos` reads the same ones.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Leptos {
    pub(crate) output_name: String,
    pub(crate) bin_package: String,
    pub(crate) bin_target: String,
    pub(crate) lib_package: String,
    pub(crate) lib_profile_release: String,
    pub(crate) site_root: PathBuf,
    pub(crate) site_pkg_dir: String,
    pub(crate) site_addr: String,
    pub(crate) style_file: PathBuf,
    pub(crate) assets_dir: PathBuf,
    pub(crate) wasm_opt_features: Vec<String>,
}

impl Project {
    pub(crate) fn load() -> Result<Self> {
        let metadata = MetadataCommand::new()
            .no_deps()
            .exec()
            .context("cargo metadata failed")?;
        let leptos = metadata
            .workspace_metadata
            .get("leptos")
            .and_then(|projects| projects.get(0))
            .context("Cargo.toml has no [[workspace.metadata.leptos]]")?;
        let leptos: Leptos = serde_json::from_value(leptos.clone())
            .context("[[workspace.metadata.leptos]] in Cargo.toml")?;
        let version = metadata
            .packages
            .iter()
            .find(|package| package.name.as_str() == leptos.bin_package)
            .with_context(|| format!("no package `{}` in the workspace", leptos.bin_package))?
            .version
            .to_string();
        Ok(Self {
            root: metadata.workspace_root.into(),
            target: metadata.target_directory.into(),
            version,
            leptos,
        })
    }

    /// Where the npm packages are: Playwright, its helpers, and binaryen.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The site folder of a flavour of the build, e.g. `target/site-demo`.
    pub(crate) fn site(&self, suffix: &str) -> PathBuf {
        let mut name = self.leptos.site_root.as_os_str().to_owned();
        name.push(suffix);
        self.root.join(name)
    }
}
