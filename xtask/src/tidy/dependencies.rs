//! Every dependency of the workspace has its line in docs/DEPENDENCIES.md.

use super::Finding;
use super::tree::Tree;

const DOCUMENT: &str = "docs/DEPENDENCIES.md";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let manifest = tree.text("Cargo.toml").unwrap_or_default();
    let Some(document) = tree.text(DOCUMENT) else {
        return vec![format!("{DOCUMENT} is missing")];
    };
    names(manifest)
        .filter(|name| !document.lines().any(|line| mentions(line, name)))
        .map(|name| format!("{DOCUMENT} has no line for `{name}`"))
        .collect()
}

/// The names in `[workspace.dependencies]` that are not rooms of this house.
fn names(manifest: &str) -> impl Iterator<Item = &str> {
    manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .unwrap_or_default()
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#') && !line.contains("path = "))
        .filter_map(|line| Some(line.split_once('=')?.0.trim()))
}

/// A row of a table whose cells name the crate, alone or in a list.
fn mentions(line: &str, name: &str) -> bool {
    line.trim_start().starts_with('|')
        && line
            .split(['|', ',', '`', ' ', '(', ')'])
            .any(|word| word.trim() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_a_line_is_found() {
        let manifest = "[workspace.dependencies]\n# Ours\napp = { path = \"app\" }\n\
                        axum = \"0.8\"\nserde = { version = \"1\" }\n[profile.dev]\nx = 1\n";
        let check = |document: &str, findings: usize| {
            let tree = Tree::of(&[("Cargo.toml", manifest), (DOCUMENT, document)]);
            assert_eq!(super::check(&tree).len(), findings, "{document}");
        };
        check("| Server | `axum`, `serde` | why |", 0);
        check("| Server | axum | why |", 1);
        check("axum and serde, in a sentence", 2);
        assert_eq!(
            super::check(&Tree::of(&[("Cargo.toml", manifest)])).len(),
            1
        );
    }
}
