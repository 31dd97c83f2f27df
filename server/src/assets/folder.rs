//! Assets in the site folder, for development and tests.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use super::{Asset, mime};

pub(crate) const BUILD_ID: &str = "dev";

/// The same address gives what is built now.
pub(super) const FIXED: bool = false;

pub(crate) fn lookup(path: &str) -> Option<Asset> {
    let below = Path::new(path);
    // Only plain names: nothing outside the folder is reachable.
    if below
        .components()
        .any(|part| !matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let raw = std::fs::read(site().join(below)).ok()?;
    Some(Asset {
        mime: mime::of(path),
        hash: Cow::Borrowed("dev"),
        raw: Cow::Owned(raw),
        br: None,
        gz: None,
    })
}

/// The folder that `cargo xtask dev` and `cargo leptos watch` name.
fn site() -> PathBuf {
    std::env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| "target/site".into(), PathBuf::from)
}
