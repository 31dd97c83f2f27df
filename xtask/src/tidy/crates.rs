//! Each of our crates says what it is for, and takes the lints of the house.

use super::Finding;
use super::graph::Graph;
use super::tree::Tree;

/// Shorter than this is no paragraph.
const PARAGRAPH: usize = 80;

pub(super) fn check(tree: &Tree, graph: &Graph) -> Vec<Finding> {
    graph
        .folders
        .values()
        .flat_map(|folder| check_one(tree, folder))
        .collect()
}

fn check_one(tree: &Tree, folder: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let text = |name: &str| tree.text(&format!("{folder}/{name}")).unwrap_or_default();
    let readme: usize = text("README.md")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.trim().len())
        .sum();
    if readme < PARAGRAPH {
        found.push(format!(
            "{folder}/README.md must say in a paragraph what the crate is for"
        ));
    }
    let root = ["src/lib.rs", "src/main.rs"].map(text);
    let root = root
        .iter()
        .find(|text| !text.is_empty())
        .copied()
        .unwrap_or_default();
    if !root.starts_with("//!") {
        found.push(format!(
            "{folder}: its root module must begin with what it is (`//! …`)"
        ));
    }
    let lints = text("Cargo.toml")
        .split("[lints]")
        .nth(1)
        .unwrap_or_default();
    if !lints.trim_start().starts_with("workspace = true") {
        found.push(format!(
            "{folder}/Cargo.toml must take the lints of the workspace"
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_words_or_lints_is_found() {
        let readme = format!("# x\n\n{}", "words ".repeat(20));
        let good = [
            ("x/README.md", readme.as_str()),
            ("x/src/lib.rs", "//! What it is."),
            ("x/Cargo.toml", "[lints]\nworkspace = true\n"),
        ];
        assert!(check_one(&Tree::of(&good), "x").is_empty());
        for left_out in 0..good.len() {
            let mut files = good.to_vec();
            files.remove(left_out);
            assert_eq!(check_one(&Tree::of(&files), "x").len(), 1, "{left_out}");
        }
        let mut files = good.to_vec();
        files[1].1 = "pub fn x() {}";
        assert_eq!(check_one(&Tree::of(&files), "x").len(), 1);
    }
}
