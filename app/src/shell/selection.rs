//! Which site and which node are looked at: in the address, and the same on every page.

use domain::text::escape_query;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

/// Empty means all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub site: String,
    pub node: String,
}

impl Selection {
    /// What a link to another page must carry: `?site=rio`, or nothing.
    pub fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in [("site", &self.site), ("node", &self.node)] {
            if !value.is_empty() {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(name);
                query.push('=');
                query.push_str(&escape_query(value));
            }
        }
        query
    }

    /// The address of a page, seen with this selection.
    pub fn link(&self, path: &str) -> String {
        let mut link = path.to_owned();
        link.push_str(&self.query());
        link
    }
}

/// The selection now; made once by the shell.
pub fn selection() -> Memo<Selection> {
    use_context().unwrap_or_else(|| Memo::new(|_| Selection::default()))
}

pub(super) fn provide() {
    let query = use_query_map();
    provide_context(Memo::new(move |_| {
        query.with(|query| {
            let word = |name: &str| query.get(name).unwrap_or_default();
            Selection {
                site: word("site"),
                node: word("node"),
            }
        })
    }));
}

/// Sets one word of the address, or removes it, and leaves the rest as it is.
pub fn choose() -> impl Fn(&'static str, &str) + Clone {
    set_word(false)
}

/// The same, in the place of the address before: "back" does not lead to it.
pub fn replace() -> impl Fn(&'static str, &str) + Clone {
    set_word(true)
}

fn set_word(replace: bool) -> impl Fn(&'static str, &str) + Clone {
    let navigate = use_navigate();
    let location = use_location();
    move |name, value| {
        let mut query = location.query.get_untracked();
        if value.is_empty() {
            query.remove(name);
        } else {
            query.replace(name.to_owned(), value.to_owned());
        }
        let mut address = location.pathname.get_untracked();
        push_query(&mut address, query);
        let options = NavigateOptions {
            scroll: false,
            replace,
            ..Default::default()
        };
        navigate(&address, options);
    }
}

fn push_query(address: &mut String, query: ParamsMap) {
    let mut sign = '?';
    for (name, value) in query {
        address.push(sign);
        address.push_str(&escape_query(&name));
        address.push('=');
        address.push_str(&escape_query(&value));
        sign = '&';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_carry_the_selection() {
        let mut selection = Selection::default();
        assert_eq!(selection.link("/nodes"), "/nodes");
        selection.node = "a b".to_owned();
        assert_eq!(selection.link("/nodes"), "/nodes?node=a%20b");
        selection.site = "rio".to_owned();
        assert_eq!(selection.link("/"), "/?site=rio&node=a%20b");
    }
}
