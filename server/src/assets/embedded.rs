//! Assets inside the binary, from the table that `build.rs` made.

use std::borrow::Cow;

use super::{Asset, mime};

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

struct Embedded {
    path: &'static str,
    hash: &'static str,
    raw: &'static [u8],
    br: Option<&'static [u8]>,
    gz: Option<&'static [u8]>,
}

/// An address names one content for ever.
pub(super) const FIXED: bool = true;

pub(crate) fn lookup(path: &str) -> Option<Asset> {
    let index = EMBEDDED
        .binary_search_by(|entry| entry.path.cmp(path))
        .ok()?;
    let entry = EMBEDDED.get(index)?;
    Some(Asset {
        mime: mime::of(entry.path),
        hash: Cow::Borrowed(entry.hash),
        raw: Cow::Borrowed(entry.raw),
        br: entry.br,
        gz: entry.gz,
    })
}
