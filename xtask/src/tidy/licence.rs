//! Every crate's licence is one of a list: shorter for the product than for the tools.

use super::Finding;
use super::graph::Graph;

const PRODUCT: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Allowed where nothing of it is shipped: the CSS minifier is under it.
const TOOLS: [&str; 1] = ["MPL-2.0"];

pub(super) fn check(graph: &Graph) -> Vec<Finding> {
    let product = graph
        .product
        .iter()
        .map(|(name, licence)| (name, licence, &[] as &[&str]));
    let tools = graph
        .tools
        .iter()
        .map(|(name, licence)| (name, licence, &TOOLS as &[&str]));
    product
        .chain(tools)
        .filter_map(|(name, licence, more)| match licence {
            None => Some(format!("{name} names no licence")),
            Some(licence) if allowed(licence, more) => None,
            Some(licence) => Some(format!("{name}: licence {licence} is not on the list")),
        })
        .collect()
}

/// Whether one of the ways to read an SPDX expression uses only licences of the list.
fn allowed(expression: &str, more: &[&str]) -> bool {
    // `/` is an old way to write OR; an exception only gives more rights.
    let text = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        more,
    };
    reader.either() && reader.words.is_empty()
}

struct Reader<'text> {
    words: &'text [&'text str],
    more: &'text [&'text str],
}

impl<'text> Reader<'text> {
    fn next(&mut self) -> Option<&'text str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn follows(&mut self, word: &str) -> bool {
        let yes = self.words.first() == Some(&word);
        if yes {
            self.next();
        }
        yes
    }

    fn either(&mut self) -> bool {
        let mut good = self.both();
        while self.follows("OR") {
            good |= self.both();
        }
        good
    }

    fn both(&mut self) -> bool {
        let mut good = self.one();
        while self.follows("AND") {
            good &= self.one();
        }
        good
    }

    fn one(&mut self) -> bool {
        if self.follows("(") {
            let good = self.either();
            return self.follows(")") && good;
        }
        let Some(name) = self.next() else {
            return false;
        };
        if self.follows("WITH") {
            self.next();
        }
        PRODUCT.contains(&name) || self.more.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn expressions_are_understood() {
        let check = |text, good| assert_eq!(allowed(text, &[]), good, "{text}");
        check("MIT", true);
        check("MIT/Apache-2.0", true);
        check("GPL-3.0 OR MIT", true);
        check("GPL-3.0 AND MIT", false);
        check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
        check("Apache-2.0 WITH LLVM-exception OR GPL-2.0", true);
        check("MPL-2.0", false);
        check("(MIT", false);
        check("", false);
    }

    #[test]
    fn the_product_is_held_to_the_shorter_list() {
        let row = |licence: &str| BTreeMap::from([("x 1".to_owned(), Some(licence.to_owned()))]);
        let graph = |product, tools| Graph {
            ours: BTreeMap::new(),
            folders: BTreeMap::new(),
            product,
            tools,
        };
        assert!(check(&graph(BTreeMap::new(), row("MPL-2.0"))).is_empty());
        assert_eq!(check(&graph(row("MPL-2.0"), BTreeMap::new())).len(), 1);
        let none = BTreeMap::from([("x 1".to_owned(), None)]);
        assert_eq!(check(&graph(none, BTreeMap::new())).len(), 1);
    }
}
