//! What is installed and what a first visit loads.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::figure::Rank;
use super::{Case, Context, Figure, Outcome};
use crate::process;

const KB: f64 = 1_000.0;
const MB: f64 = 1_000_000.0;

/// Names that belong to the C library.
const C_LIBRARY: [&str; 8] = [
    "linux-vdso",
    "libc.so",
    "libm.so",
    "libgcc_s.so",
    "ld-linux",
    "libpthread.so",
    "libdl.so",
    "librt.so",
];

pub(super) struct Sizes;

impl Case for Sizes {
    fn name(&self) -> &'static str {
        "sizes"
    }

    fn measure(&self, context: &Context<'_>) -> Result<Outcome> {
        let name = &context.project.leptos.output_name;
        Ok(Outcome::Measured(budgets(
            name,
            &context.binary,
            &context.site,
        )?))
    }
}

/// The size gate: also a step of `cargo xtask ci`.
pub(crate) fn budgets(name: &str, binary: &Path, site: &Path) -> Result<Vec<Figure>> {
    let size = |path: String| -> Result<f64> {
        let path = site.join(path);
        let metadata = path
            .metadata()
            .with_context(|| path.display().to_string())?;
        Ok(metadata.len() as f64 / KB)
    };
    let sent = |extension: &str, limit: f64| -> Result<Figure> {
        let value = size(format!("pkg/{name}.{extension}.br"))?;
        Ok(Figure::single(format!("{extension}, brotli"), "kB", value).at_most(Rank::P50, limit))
    };
    let part = largest_part(site)?;
    let font = size("fonts/inter-latin.woff2".into())?;
    let installed = binary.metadata()?.len() as f64 / MB;
    let foreign = foreign_libraries(binary)?;
    Ok(vec![
        sent("wasm", 350.0)?,
        Figure::single("largest part of a page, brotli", "kB", part).at_most(Rank::P50, 150.0),
        sent("js", 30.0)?,
        sent("css", 30.0)?,
        Figure::single("font", "kB", font).at_most(Rank::P50, 60.0),
        Figure::single("binary", "MB", installed).at_most(Rank::P50, 40.0),
        Figure::single("libraries beyond C's", "", foreign.len() as f64).at_most(Rank::P50, 0.0),
    ])
}

/// What the page with the most code of its own loads beside what every page loads.
fn largest_part(site: &Path) -> Result<f64> {
    let package = site.join("pkg");
    let needs = fs::read(package.join("parts.json")).context("which parts there are")?;
    let needs: BTreeMap<String, Vec<String>> = serde_json::from_slice(&needs)?;
    let mut largest = 0.0_f64;
    for files in needs.values() {
        let mut part = 0.0;
        for file in files {
            let path = package.join(format!("{file}.br"));
            let metadata = path
                .metadata()
                .with_context(|| path.display().to_string())?;
            part += metadata.len() as f64 / KB;
        }
        largest = largest.max(part);
    }
    Ok(largest)
}

/// What `ldd` names that is not of the C library.
fn foreign_libraries(binary: &Path) -> Result<Vec<String>> {
    let mut command = Command::new("ldd");
    command.arg(binary);
    let listed = process::read(command)?;
    Ok(foreign(&listed))
}

fn foreign(listed: &str) -> Vec<String> {
    listed
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| !C_LIBRARY.iter().any(|known| name.contains(known)))
        .filter(|name| *name != "statically")
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_of_others_are_seen() {
        let listed = "\tlinux-vdso.so.1 (0x1)\n\tlibgcc_s.so.1 => /lib/libgcc_s.so.1 (0x2)\n\
                      \tlibc.so.6 => /lib/libc.so.6 (0x3)\n\t/lib64/ld-linux-x86-64.so.2 (0x4)\n";
        assert!(foreign(listed).is_empty());
        assert_eq!(
            foreign("\tlibssl.so.3 => /lib/libssl.so.3 (0x5)\n"),
            ["libssl.so.3"]
        );
    }
}
