//! Every dependency of the workspace has its line in docs/DEPENDENCIES.md, and is used.

use super::Finding;
use super::tree::Tree;

const DOCUMENT: &str = "docs/DEPENDENCIES.md";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let manifest = tree.text("Cargo.toml").unwrap_or_default();
    let Some(document) = tree.text(DOCUMENT) else {
        return vec![format!("{DOCUMENT} is missing")];
    };
    let unexplained = names(manifest)
        .filter(|name| !document.lines().any(|line| mentions(line, name)))
        .map(|name| format!("{DOCUMENT} has no line for `{name}`"));
    unexplained
        .chain(untaken(tree, manifest))
        .chain(unnamed(tree))
        .collect()
}

/// Declared for all and taken by none.
fn untaken(tree: &Tree, manifest: &str) -> Vec<Finding> {
    names(manifest)
        .filter(|name| !members(tree).any(|(_, manifest)| taken(manifest).any(|one| one == *name)))
        .map(|name| format!("Cargo.toml declares `{name}`, which no member takes"))
        .collect()
}

/// Taken by a member whose sources never name it.
fn unnamed(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (folder, manifest) in members(tree) {
        let sources = || {
            tree.iter()
                .filter(|(path, _)| path.starts_with(folder) && path.ends_with(".rs"))
        };
        for name in taken(manifest) {
            let name_in_code = name.replace('-', "_");
            if !sources().any(|(_, text)| has_word(text, &name_in_code)) {
                found.push(format!(
                    "{folder}Cargo.toml takes `{name}` and never uses it"
                ));
            }
        }
    }
    found
}

/// Each member's folder, with its slash, and manifest.
fn members(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.iter()
        .filter_map(|(path, text)| Some((path.strip_suffix("Cargo.toml")?, text)))
        .filter(|(folder, _)| !folder.is_empty())
}

/// What a member takes from the workspace.
fn taken(manifest: &str) -> impl Iterator<Item = &str> {
    manifest.lines().filter_map(|line| {
        let table = line
            .strip_prefix("[dependencies.")
            .and_then(|rest| rest.strip_suffix(']'));
        let (name, rest) = line.split_once(" = ").unwrap_or_default();
        let row = rest.starts_with("{ workspace = true").then_some(name);
        table.or(row)
    })
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
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
            let tree = Tree::of(&[
                ("Cargo.toml", manifest),
                (DOCUMENT, document),
                (
                    "app/Cargo.toml",
                    "axum = { workspace = true }\nserde = { workspace = true }",
                ),
                ("app/src/lib.rs", "use axum::Router; use serde::Serialize;"),
            ]);
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

    #[test]
    fn a_dependency_that_nobody_uses_is_found() {
        let manifest = "[workspace.dependencies]\naxum = \"0.8\"\nserde = \"1\"\nuuid = \"1\"\n";
        let document = "| x | `axum`, `serde`, `uuid` | y |";
        let tree = Tree::of(&[
            ("Cargo.toml", manifest),
            (DOCUMENT, document),
            (
                "app/Cargo.toml",
                "edition.workspace = true\naxum = { workspace = true }\nserde = { workspace = true }",
            ),
            (
                "app/src/lib.rs",
                "use axum_server::Thing; use serde::Serialize;",
            ),
        ]);
        assert_eq!(
            super::check(&tree),
            [
                "Cargo.toml declares `uuid`, which no member takes",
                "app/Cargo.toml takes `axum` and never uses it",
            ]
        );
    }
}
