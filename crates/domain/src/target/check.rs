//! What a target must be like before Consul is asked. The rules for Meta and address are
//! Consul's own (seen on 1.8.7; it counts bytes where it says characters), the others keep
//! out what could not be discovered or removed again.

use std::net::IpAddr;

use super::Target;
use super::id::unsafe_path;
use crate::error::{AppError, Reason};

pub const ID_BYTES: usize = 512;
pub const NAME_BYTES: usize = 255;
pub const TAGS: usize = 64;
pub const TAG_BYTES: usize = 255;
pub const ADDRESS_BYTES: usize = 255;
pub const HIGHEST_PORT: i64 = 65_535;
/// Consul's own.
pub const META_PAIRS: usize = 64;
/// Consul's own.
pub const META_KEY_BYTES: usize = 128;
/// Consul's own.
pub const META_VALUE_BYTES: usize = 512;
/// Keys that begin so are Consul's own, in this case only.
const RESERVED: &str = "consul-";

impl Target {
    /// Everything that is wrong with it, each with its field and limit.
    pub fn violations(&self) -> Vec<AppError> {
        let mut found = Vec::new();
        name(&mut found, "node", &self.node, NAME_BYTES);
        name(&mut found, "id", &self.id, ID_BYTES);
        name(&mut found, "name", &self.name, NAME_BYTES);
        if self.tags.len() > TAGS {
            found.push(AppError::over("tags", self.tags.len(), TAGS));
        }
        for tag in &self.tags {
            text(&mut found, "tags", tag, TAG_BYTES);
            if tag.is_empty() {
                found.push(AppError::bad_parameter("tags", tag, Reason::Empty));
            }
        }
        text(&mut found, "address", &self.address, ADDRESS_BYTES);
        if stands_for_all(&self.address) {
            let reason = Reason::AllAddresses;
            found.push(AppError::bad_parameter("address", &self.address, reason));
        }
        if !(0..=HIGHEST_PORT).contains(&self.port) {
            let value = self.port.to_string();
            let error = AppError::bad_parameter("port", &value, Reason::Between);
            found.push(error.with("least", 0).with("limit", HIGHEST_PORT));
        }
        if self.meta.len() > META_PAIRS {
            found.push(AppError::over("meta", self.meta.len(), META_PAIRS));
        }
        for (key, value) in &self.meta {
            meta_key(&mut found, key);
            // What is in a value is up to who reads it; only its length is Consul's concern.
            longest(&mut found, &format!("meta.{key}"), value, META_VALUE_BYTES);
        }
        found
    }
}

/// A name that travels in the path of a request.
fn name(found: &mut Vec<AppError>, field: &str, value: &str, limit: usize) {
    if let Some(reason) = unsafe_path(value) {
        found.push(AppError::bad_parameter(field, value, reason));
    }
    text(found, field, value, limit);
}

fn text(found: &mut Vec<AppError>, field: &str, value: &str, limit: usize) {
    longest(found, field, value, limit);
    if value.contains(char::is_control) {
        found.push(AppError::bad_parameter(field, value, Reason::Invisible));
    }
}

fn longest(found: &mut Vec<AppError>, field: &str, value: &str, limit: usize) {
    if value.len() > limit {
        let size = format!("{} bytes", value.len());
        let error = AppError::bad_parameter(field, &size, Reason::AtMost);
        found.push(error.with("limit", format!("{limit} bytes")));
    }
}

fn meta_key(found: &mut Vec<AppError>, key: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if key.is_empty() {
        found.push(AppError::bad_parameter("meta", key, Reason::Empty));
    }
    if !key.bytes().all(is_plain) {
        found.push(AppError::bad_parameter("meta", key, Reason::NotPlain));
    }
    if key.starts_with(RESERVED) {
        let error = AppError::bad_parameter("meta", key, Reason::Reserved);
        found.push(error.with("prefix", RESERVED));
    }
    longest(found, "meta", key, META_KEY_BYTES);
}

fn stands_for_all(address: &str) -> bool {
    let bare = address
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let parsed = bare.unwrap_or(address).parse::<IpAddr>();
    parsed.is_ok_and(|address| address.is_unspecified())
}
