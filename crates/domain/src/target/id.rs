//! The ID of a target: what it may be made of.

use crate::error::Reason;

/// Each becomes `_`; control characters do as well.
const REPLACED: &str = "[] `~!\\#$^&*=|\"{}':;?";

/// An ID as it is written into Consul: what an address cannot carry is replaced.
///
/// # Errors
///
/// When its slashes would name something else in the path of a request, so that nobody
/// could remove it again.
pub fn sanitised(id: &str) -> Result<String, Reason> {
    let is_replaced = |c: char| c.is_control() || REPLACED.contains(c);
    let id: String = id
        .trim()
        .chars()
        .map(|c| if is_replaced(c) { '_' } else { c })
        .collect();
    match unsafe_path(&id) {
        Some(reason) => Err(reason),
        None => Ok(id),
    }
}

pub(super) fn unsafe_path(name: &str) -> Option<Reason> {
    if name.is_empty() {
        return Some(Reason::Empty);
    }
    let is_unsafe = |part: &str| matches!(part, "" | "." | "..");
    name.split('/').any(is_unsafe).then_some(Reason::UnsafePath)
}
