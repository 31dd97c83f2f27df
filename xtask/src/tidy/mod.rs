//! Rules about the tree that no compiler checks: who may depend on whom, licences,
//! words that must not appear, documents that must.
//!
//! Each rule is a function over values, so that its tests can show it failing.

mod crates;
mod dependencies;
mod graph;
mod licence;
mod sources;
mod tree;

use anyhow::{Result, bail};

use crate::output;
use crate::project::Project;

/// What a rule found: where, and what is wrong.
type Finding = String;

/// Every rule over the tree as it is.
fn findings(project: &Project) -> Result<Vec<Finding>> {
    let tree = tree::Tree::read(&project.root)?;
    let graph = graph::Graph::read(project)?;
    let lock = tree.text("Cargo.lock").unwrap_or_default();
    let mut found = Vec::new();
    found.extend(graph::directions(&graph));
    found.extend(graph::banned(lock));
    found.extend(licence::check(&graph));
    found.extend(sources::check(&tree));
    found.extend(crates::check(&tree, &graph));
    found.extend(dependencies::check(&tree));
    Ok(found)
}

pub(crate) fn run(project: &Project) -> Result<()> {
    output::step("tidy");
    let found = findings(project)?;
    for finding in &found {
        output::line(format_args!("   {finding}"));
    }
    match found.len() {
        0 => Ok(()),
        count => bail!("the tree is not tidy: {count} findings"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_tidy() {
        let found = findings(&Project::load().unwrap()).unwrap();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
