//! Limits, as Consul's, and in its words.

/// Bytes of a value, and of a request that carries one.
pub(crate) const VALUE_BYTES: usize = 524_288;
/// Bytes of any other request.
pub(crate) const BODY_BYTES: usize = 524_288;
/// Operations of a transaction.
pub(crate) const OPERATIONS: usize = 64;
const META_PAIRS: usize = 64;
const META_KEY: usize = 128;
const META_VALUE: usize = 512;
/// Keys that Consul itself uses begin so.
const RESERVED: &str = "consul-";

/// Whether a Meta may be stored, in the words that Consul uses for nodes and services.
pub(crate) fn check_meta(meta: &[(String, String)]) -> Result<(), String> {
    if meta.len() > META_PAIRS {
        return Err(format!(
            "Node metadata cannot contain more than {META_PAIRS} key/value pairs"
        ));
    }
    meta.iter()
        .try_for_each(|(key, value)| check_pair(key, value))
}

/// The same for an agent's registrations, where Consul keeps some keys to itself.
pub(crate) fn check_agent_meta(meta: &[(String, String)]) -> Result<(), String> {
    check_meta(meta)?;
    match meta.iter().find(|(key, _)| key.starts_with(RESERVED)) {
        None => Ok(()),
        Some((key, value)) => Err(format!(
            "Couldn't load metadata pair ('{key}', '{value}'): Key prefix '{RESERVED}' is reserved \
             for internal use"
        )),
    }
}

fn check_pair(key: &str, value: &str) -> Result<(), String> {
    let wrong = if key.is_empty() {
        "Key cannot be blank".to_owned()
    } else if !key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    {
        "Key contains invalid characters".to_owned()
    } else if key.len() > META_KEY {
        format!("Key is too long (limit: {META_KEY} characters)")
    } else if value.len() > META_VALUE {
        format!("Value is too long (limit: {META_VALUE} characters)")
    } else {
        return Ok(());
    };
    Err(format!(
        "Couldn't load metadata pair ('{key}', '{value}'): {wrong}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meta_is_refused_in_the_words_of_consul() {
        let check = |key: &str, value: &str, expected: &str| {
            let meta = [(key.to_owned(), value.to_owned())];
            let words = check_agent_meta(&meta).err().unwrap_or_default();
            assert!(words.ends_with(expected), "{words}");
            assert_eq!(words.is_empty(), expected.is_empty(), "{words}");
        };
        check("company", "ACME", "");
        check(&"k".repeat(128), &"v".repeat(512), "");
        check("", "v", "Key cannot be blank");
        check("a b", "v", "Key contains invalid characters");
        check(
            &"k".repeat(129),
            "v",
            "Key is too long (limit: 128 characters)",
        );
        check(
            "k",
            &"v".repeat(513),
            "Value is too long (limit: 512 characters)",
        );
        check(
            "consul-x",
            "v",
            "Key prefix 'consul-' is reserved for internal use",
        );
        let many: Vec<_> = (0..65).map(|n| (format!("k{n}"), String::new())).collect();
        assert!(check_meta(&many).is_err());
        assert!(check_meta(&many[1..]).is_ok());
    }
}
