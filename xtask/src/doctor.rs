//! `cargo xtask doctor`: what this machine has, lacks, and how each missing thing is had.

use std::path::Path;

use anyhow::Result;

use crate::build::{self, WASM_TARGET};
use crate::output;
use crate::process;
use crate::project::Project;
use crate::tools::{self, Foreign, Tool};

struct Row {
    name: String,
    /// What was found, or nothing.
    found: Option<String>,
    purpose: &'static str,
    how: String,
}

pub(crate) fn run(project: &Project) -> Result<()> {
    if tools::may_install() {
        install_missing()?;
    }
    let rows = rows(project)?;
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let found = row.found.clone().unwrap_or_else(|| "missing".to_owned());
            vec![row.name.clone(), found, row.purpose.to_owned()]
        })
        .collect();
    output::table(&["tool", "found", "needed for"], &table);
    for row in rows.iter().filter(|row| row.found.is_none()) {
        output::line(format_args!("{} is missing: {}", row.name, row.how));
    }
    Ok(())
}

fn install_missing() -> Result<()> {
    let missing: Vec<&str> = Tool::ALL
        .into_iter()
        .filter(|tool| tool.find().is_none())
        .map(Tool::debian_package)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        tools::install_debian(&missing)
    }
}

fn rows(project: &Project) -> Result<Vec<Row>> {
    let version = |path: &Path| tools::version(path).ok();
    let cargo_tool = |name: &str| tools::on_path(name).map(|path| path.display().to_string());
    let target = build::has_target(project)?.then(|| "installed".to_owned());
    let mut rows = vec![
        Row {
            name: "rustc".into(),
            found: process::read(process::program(project, "rustc", &["--version"])).ok(),
            purpose: "everything",
            how: "install Rust 1.95 or newer".into(),
        },
        Row {
            name: WASM_TARGET.into(),
            found: target,
            purpose: "the browser's half",
            how: format!("rustup target add {WASM_TARGET} (done by the build itself)"),
        },
        Row {
            name: "C linker".into(),
            found: tools::on_path("cc").map(|path| path.display().to_string()),
            purpose: "everything",
            how: "apt-get install --no-install-recommends build-essential".into(),
        },
    ];
    for tool in Tool::ALL {
        rows.push(Row {
            name: tool.name().into(),
            found: tool.find().map(|path| describe(tool, &path)),
            purpose: tool.purpose(),
            how: tool.how(),
        });
    }
    for foreign in &tools::FOREIGN {
        rows.push(Row {
            name: foreign.name.into(),
            found: found(foreign, project),
            purpose: "tests against programs of others",
            how: foreign.how(),
        });
    }
    let wasm_opt = tools::wasm_opt(project);
    rows.push(Row {
        name: "wasm-opt".into(),
        found: wasm_opt.exists().then(|| version(&wasm_opt)).flatten(),
        purpose: "a release build",
        how: "npm ci in end2end (done by the build itself)".into(),
    });
    rows.push(Row {
        name: "cargo-nextest".into(),
        found: cargo_tool("cargo-nextest"),
        purpose: "tests, when present; cargo's own runner is used otherwise",
        how: "optional: cargo install --locked cargo-nextest".into(),
    });
    Ok(rows)
}

fn found(foreign: &Foreign, project: &Project) -> Option<String> {
    let path = foreign.find(project)?;
    // What is no program cannot be asked, and was fetched in this version.
    let version = tools::version(&path).unwrap_or_else(|_| foreign.version().to_owned());
    Some(format!("{version}: {}", path.display()))
}

fn describe(tool: Tool, path: &Path) -> String {
    // wrk prints its help instead of a version, and Chromium starts half a browser to say one.
    match tool {
        Tool::Node | Tool::Npm => tools::version(path).unwrap_or_else(|error| format!("{error:#}")),
        Tool::Chromium | Tool::Wrk | Tool::Pip => path.display().to_string(),
    }
}
