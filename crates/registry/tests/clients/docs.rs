//! The examples of docs/REGISTRY.md.

const PAGE: &str = include_str!("../../../../docs/REGISTRY.md");

/// The one example in a language that has these words in it.
pub(crate) fn example(language: &str, words: &str) -> &'static str {
    let begin = format!("```{language}\n");
    let mut found = PAGE
        .split(&begin)
        .skip(1)
        .filter_map(|rest| rest.split_once("```\n"))
        .map(|(example, _)| example)
        .filter(|example| example.contains(words));
    let example = found
        .next()
        .unwrap_or_else(|| panic!("no example with {words:?}"));
    assert_eq!(found.next(), None, "two examples with {words:?}");
    example
}
