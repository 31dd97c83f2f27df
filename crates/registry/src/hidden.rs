//! Keys that are not for everybody.

/// How hidden keys begin. Case makes no difference: a key that looks like a hidden one has
/// no business there either.
#[derive(Debug, Default)]
pub(crate) struct Hidden(Vec<String>);

impl FromIterator<String> for Hidden {
    fn from_iter<T: IntoIterator<Item = String>>(prefixes: T) -> Self {
        Self(prefixes.into_iter().collect())
    }
}

impl Hidden {
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|prefix| begins(key, prefix))
    }

    /// Whether a hidden key may lie below a prefix.
    pub(crate) fn is_below(&self, prefix: &str) -> bool {
        self.has(prefix) || self.0.iter().any(|hidden| begins(hidden, prefix))
    }
}

fn begins(text: &str, prefix: &str) -> bool {
    let beginning = text.as_bytes().get(..prefix.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_the_trees_they_lie_in_are_told_apart() {
        let hidden: Hidden = ["app/v2/auth/".to_owned()].into_iter().collect();
        let check = |key: &str, is_hidden: bool, is_below: bool| {
            assert_eq!(hidden.has(key), is_hidden, "{key}");
            assert_eq!(hidden.is_below(key), is_below, "{key}");
        };
        check("app/v2/auth/users", true, true);
        check("app/v2/auth/", true, true);
        check("APP/v2/Auth/users", true, true);
        check("app/v2/auth", false, true);
        check("app/v2/a", false, true);
        check("app/", false, true);
        check("", false, true);
        check("app/v2/author", false, false);
        check("app/v2/settings", false, false);
        check("other/app/v2/auth/x", false, false);
    }
}
