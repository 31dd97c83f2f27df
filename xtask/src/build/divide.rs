//! Divides the module: what every page needs, and parts that are loaded when they are wanted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::site::list;

/// The script that fetches the parts. Only the glue asks for it, by this name.
const LOADER: &str = "parts.js";

pub(super) struct Divided {
    /// What wasm-bindgen gets.
    pub(super) main: Vec<u8>,
    /// What lies beside it: the parts and their loader.
    pub(super) beside: BTreeMap<String, Vec<u8>>,
    /// Of each part, the files that it needs.
    pub(super) needs: BTreeMap<String, Vec<String>>,
}

pub(super) fn divide(module: &[u8], glue: &str, folder: &Path) -> Result<Divided> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let (parts, main) = (folder.join("parts"), folder.join("main.wasm"));
    fs::create_dir_all(&parts).with_context(|| parts.display().to_string())?;
    let (glue, loader) = (format!("./{glue}"), format!("./{LOADER}"));
    let mut options = Options::new(module);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.main_module = &glue;
    options.link_name = &loader;
    let divided = transform(options).map_err(|error| anyhow!("{error:#}"))?;
    let mut beside = BTreeMap::new();
    for path in list(&parts)? {
        let content = fs::read(parts.join(&path)).with_context(|| path.clone())?;
        beside.insert(path, content);
    }
    let file = |name: String| format!("{name}.wasm");
    let needs = divided
        .prefetch_map
        .into_iter()
        .map(|(part, files)| (part, files.into_iter().map(file).collect()))
        .collect();
    Ok(Divided {
        main: fs::read(&main)?,
        beside,
        needs,
    })
}
