//! What is looked at, which is the address of the page.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;

use crate::shell::{Selection, selection};

const PATH: &str = "/kv-browser";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The open folder; empty for the top.
    pub(super) prefix: String,
    pub(super) words: String,
    /// How many keys come before the first row.
    pub(super) from: usize,
    /// The open key.
    pub(super) key: String,
}

impl Address {
    pub(super) fn folder(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn at_key(&self, key: &str) -> Self {
        Self {
            key: key.to_owned(),
            ..self.clone()
        }
    }

    /// Keeps what other pages look at, and follows it.
    pub(super) fn link(&self) -> String {
        self.after(selection().get().link(PATH))
    }

    /// The same at this moment, for what a person does.
    pub(super) fn link_now(&self, chosen: Memo<Selection>) -> String {
        self.after(chosen.get_untracked().link(PATH))
    }

    fn after(&self, mut link: String) -> String {
        let from = match self.from {
            0 => String::new(),
            from => from.to_string(),
        };
        for (name, value) in [
            ("prefix", &self.prefix),
            ("q", &self.words),
            ("from", &from),
            ("key", &self.key),
        ] {
            if !value.is_empty() {
                link.push(if link.contains('?') { '&' } else { '?' });
                link.push_str(name);
                link.push('=');
                link.push_str(&Url::escape(value));
            }
        }
        link
    }
}

pub(super) fn address() -> Memo<Address> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let word = |name: &str| query.get(name).unwrap_or_default();
            Address {
                prefix: word("prefix"),
                words: word("q"),
                from: word("from").parse().unwrap_or_default(),
                key: word("key"),
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_only_what_is_looked_at() {
        let mut address = Address::default();
        assert_eq!(address.after(PATH.to_owned()), "/kv-browser");
        address.prefix = "skills/eye/".to_owned();
        address.words = "a b".to_owned();
        assert_eq!(
            address.after("/kv-browser?site=rio".to_owned()),
            "/kv-browser?site=rio&prefix=skills%2Feye%2F&q=a%20b"
        );
        let key = Address::folder("").at_key("x");
        assert_eq!(key.after(PATH.to_owned()), "/kv-browser?key=x");
    }
}
