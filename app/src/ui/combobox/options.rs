//! Which options a written text leaves.

use crate::ui::search;

/// More rows than this are not drawn; one writes a letter more instead.
const MOST_SHOWN: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComboOption {
    pub value: String,
    pub label: String,
    /// A quiet word beside it.
    pub detail: String,
}

impl ComboOption {
    /// One whose value is what is shown.
    pub fn plain(value: &str) -> Self {
        Self {
            value: value.to_owned(),
            label: value.to_owned(),
            detail: String::new(),
        }
    }

    pub fn new(value: &str, label: &str, detail: &str) -> Self {
        Self {
            value: value.to_owned(),
            label: label.to_owned(),
            detail: detail.to_owned(),
        }
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Option(ComboOption),
    /// A value that is not there yet.
    Create(String),
}

/// The options that contain what is written, those that start with it first.
pub(crate) fn matching(options: &[ComboOption], wanted: &str) -> Vec<ComboOption> {
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return options.iter().take(MOST_SHOWN).cloned().collect();
    }
    let found = |option: &&ComboOption| {
        [&option.label, &option.value, &option.detail]
            .into_iter()
            .any(|text| search::find(text, wanted).is_some())
    };
    let (first, rest): (Vec<_>, Vec<_>) = options
        .iter()
        .filter(found)
        .partition(|option| search::starts_with(&option.label, wanted));
    first
        .into_iter()
        .chain(rest)
        .take(MOST_SHOWN)
        .cloned()
        .collect()
}

/// Rows of the list, with an offer to create what is written and is no option.
pub(crate) fn entries(shown: Vec<ComboOption>, wanted: &str, may_create: bool) -> Vec<Entry> {
    let new = wanted.trim();
    let exists = shown
        .iter()
        .any(|option| option.label.trim() == new || option.value == new);
    let create = (may_create && !new.is_empty() && !exists).then(|| Entry::Create(new.to_owned()));
    shown.into_iter().map(Entry::Option).chain(create).collect()
}

/// How a value is called.
pub(crate) fn label_of(options: &[ComboOption], value: &str) -> String {
    options
        .iter()
        .find(|option| option.value == value)
        .map_or_else(|| value.to_owned(), |option| option.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn companies() -> Vec<ComboOption> {
        ["Acme Foods", "Banco Tietê", "Agro Cerrado", "Porto Rio"]
            .map(ComboOption::plain)
            .to_vec()
    }

    fn labels(found: &[ComboOption]) -> Vec<&str> {
        found.iter().map(|option| option.label.as_str()).collect()
    }

    #[test]
    fn those_that_start_with_it_come_first() {
        let check = |wanted: &str, expected: &[&str]| {
            assert_eq!(
                labels(&matching(&companies(), wanted)),
                expected,
                "{wanted:?}"
            );
        };
        check("ti", &["Banco Tietê"]);
        check("a", &["Acme Foods", "Agro Cerrado", "Banco Tietê"]);
        check("zzz", &[]);
        check(
            " ",
            &["Acme Foods", "Banco Tietê", "Agro Cerrado", "Porto Rio"],
        );
    }

    #[test]
    fn only_what_is_new_can_be_created() {
        let offers = |wanted: &str| {
            entries(matching(&companies(), wanted), wanted, true)
                .into_iter()
                .any(|entry| matches!(entry, Entry::Create(_)))
        };
        assert!(offers("Acme"));
        assert!(offers("acme foods"));
        assert!(!offers("Acme Foods"));
        assert!(!offers("  "));
        assert!(entries(Vec::new(), "x", false).is_empty());
    }
}
