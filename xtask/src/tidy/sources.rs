//! Words and sizes that must not appear in our files.

use super::Finding;
use super::tree::Tree;

/// Longer files hide what they are about.
const MOST_LINES: usize = 800;

/// Unfinished work is finished or is an issue, not a comment.
/// Written in halves, so that this very file passes.
const UNFINISHED: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
];

const BARE_ALLOW: [&str; 2] = [concat!("#[al", "low("), concat!("#![al", "low(")];

const UNSAFE: [&str; 3] = [
    concat!("uns", "afe {"),
    concat!("uns", "afe fn"),
    concat!("uns", "afe impl"),
];

/// An example that is never compiled goes stale: let it run, or mark it as `text`.
const NEVER_COMPILED: &str = concat!("```ig", "nore");

/// Where packages come from is the machine's setting, not the project's.
const HOSTS: [&str; 6] = [
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("files.python", "hosted.org"),
    concat!("deb.deb", "ian.org"),
];

/// Folders of one machine.
const MACHINE: [&str; 3] = [
    concat!("/ro", "ot/"),
    concat!("/home", "/"),
    concat!("/wo", "rk/"),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.iter() {
        let rust = path.ends_with(".rs");
        let ours = is_written_by_hand(path);
        for (number, line) in text.lines().enumerate() {
            let mut say = |what: &str| found.push(format!("{path}:{}: {what}", number + 1));
            if ours && UNFINISHED.iter().any(|word| has_word(line, word)) {
                say("unfinished work");
            }
            if rust && is_bare_allow(line) {
                say("use #[expect(…, reason = …)] instead of allow");
            }
            if rust && UNSAFE.iter().any(|word| line.contains(word)) {
                say("no code that the compiler cannot check");
            }
            if rust && line.contains(NEVER_COMPILED) {
                say("an example that is never compiled");
            }
            if HOSTS.iter().any(|host| line.contains(host)) {
                say("the host name of a package registry");
            }
            if ours && MACHINE.iter().any(|folder| line.contains(folder)) {
                say("a path of one machine");
            }
        }
        let lines = text.lines().count();
        if ours && is_code(path) && lines > MOST_LINES {
            found.push(format!("{path}: {lines} lines, at most {MOST_LINES}"));
        }
    }
    found
}

fn is_bare_allow(line: &str) -> bool {
    let conditional = line.contains("cfg_attr(") && line.contains(concat!(" al", "low("));
    conditional || BARE_ALLOW.iter().any(|word| line.contains(word))
}

/// A word that ends where a word ends: `TO` + `DOS` is another one.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        !letter(before) && (!letter(after) || !word.ends_with(char::is_alphanumeric))
    })
}

/// Lock files are made by tools, fixtures and text in `public` come from elsewhere.
fn is_written_by_hand(path: &str) -> bool {
    !(path.ends_with("Cargo.lock")
        || path.ends_with("package-lock.json")
        || path.starts_with("fixtures/")
        || path.starts_with("public/")
        || path.ends_with(".svg")
        || path.ends_with(".snap"))
}

fn is_code(path: &str) -> bool {
    [".rs", ".ts", ".mjs", ".js", ".css"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_can_fail() {
        let check = |path: &str, line: &str, findings: usize| {
            let found = super::check(&Tree::of(&[(path, line)]));
            assert_eq!(found.len(), findings, "{path}: {line}: {found:?}");
        };
        check("a/src/lib.rs", "fn allow() { self.allow(1) }", 0);
        check("a/src/lib.rs", concat!("#[al", "low(dead_code)]"), 1);
        check(
            "a/src/lib.rs",
            concat!("#![al", "low(dead_code, reason = \"x\")]"),
            1,
        );
        check(
            "a/src/lib.rs",
            concat!("#[cfg_attr(test, al", "low(dead_code))]"),
            1,
        );
        check("a/src/lib.rs", concat!("// TO", "DO: later"), 1);
        check("a/src/lib.rs", concat!("let x = to", "do!();"), 1);
        check("a/src/lib.rs", concat!("// MÉTO", "DOS e TO", "DOS"), 0);
        check("a/src/lib.rs", concat!("uns", "afe { x() }"), 1);
        check("a/src/lib.rs", "// unsafe methods need an origin", 0);
        check("a/src/lib.rs", concat!("/// ```ig", "nore"), 1);
        check("README.md", concat!("from registry.npm", "js.org"), 1);
        check("docs/x.md", concat!("in /ro", "ot/.cargo"), 1);
    }

    #[test]
    fn long_files_are_found() {
        let long = "line\n".repeat(MOST_LINES + 1);
        assert_eq!(check(&Tree::of(&[("a/src/lib.rs", &long)])).len(), 1);
        assert!(check(&Tree::of(&[("Cargo.lock", &long)])).is_empty());
    }
}
