//! The entries, and which of them a pattern names.

use std::collections::BTreeSet;

use domain::cache::{CacheEntry, CacheKind, CacheList};
use domain::node::Standing;

use super::Part;
use crate::nodes::words;
use crate::store::Store;

/// Before the name of a node.
const NODE: &str = "node:";

pub(super) fn of(store: &Store) -> CacheList {
    let (mirror, names) = (&store.mirror, &store.site_names);
    let image = mirror.image();
    let members = mirror.members();
    let entry = |kind: CacheKind, items, standing| CacheEntry {
        key: part(kind).as_str().to_owned(),
        kind,
        items,
        standing: words::standing(&standing),
        lifetime_seconds: None,
    };
    let catalog = mirror.standing();
    let nodes = catalog.age().map(|_| image.node_count());
    let heard = members.standing();
    let count = heard.age().map(|_| members.list.len());
    let mut entries = vec![
        entry(CacheKind::Catalog, nodes, catalog),
        entry(CacheKind::Members, count, heard),
        CacheEntry {
            lifetime_seconds: Some(names.lifetime().as_secs()),
            ..entry(
                CacheKind::SiteNames,
                names.age().map(|_| names.len()),
                names.standing(),
            )
        },
    ];
    entries.extend(image.nodes().map(|shard| {
        let standing = words::standing(&shard.pulse().standing());
        let known = shard.read || standing.is_failing();
        CacheEntry {
            key: [NODE, &*shard.node.name].concat(),
            kind: CacheKind::Node,
            items: shard.read.then(|| shard.tally.services()),
            standing: if known { standing } else { Standing::NotYet },
            lifetime_seconds: None,
        }
    }));
    CacheList {
        entries,
        read_again: store.signals.heard(),
    }
}

fn part(kind: CacheKind) -> Part {
    match kind {
        CacheKind::Catalog | CacheKind::Node => Part::Catalog,
        CacheKind::Members => Part::Members,
        CacheKind::SiteNames => Part::SiteNames,
    }
}

pub(super) fn parts(list: &CacheList, pattern: &str) -> BTreeSet<Part> {
    let named = list
        .entries
        .iter()
        .filter(|entry| fits(&entry.key, pattern));
    named.map(|entry| part(entry.kind)).collect()
}

/// All that is read with these parts: more than what was named, where a node was.
pub(super) fn keys(list: &CacheList, parts: &BTreeSet<Part>) -> Vec<String> {
    let read = list.entries.iter();
    let read = read.filter(|entry| parts.contains(&part(entry.kind)));
    read.map(|entry| entry.key.clone()).collect()
}

/// In linear time: every piece between two stars is looked for once.
fn fits(key: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return key == pattern;
    };
    let Some(mut key) = key.strip_prefix(first) else {
        return false;
    };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in middle.split('*') {
        let Some(at) = key.find(piece) else {
            return false;
        };
        key = &key[at + piece.len()..];
    }
    key.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        let check = |key: &str, pattern: &str, expected: bool| {
            assert_eq!(fits(key, pattern), expected, "{key} {pattern}");
        };
        check("node:web-1", "node:web-1", true);
        check("node:web-1", "node:web", false);
        check("node:web-1", "*", true);
        check("node:web-1", "node:*", true);
        check("node:web-1", "*-1", true);
        check("node:web-1", "n*w*-*1", true);
        check("node:web-1", "n*w*-*2", false);
        check("aba", "ab*ba", false);
        check("abba", "ab*ba", true);
        check("ação", "a*ã*o", true);
        check("members", "", false);
        check("", "**", true);
    }
}
