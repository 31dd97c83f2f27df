//! Finding a text in another as people type it: without accents, without capitals.

use std::ops::Range;

use domain::text::fold_letter;

/// The bytes of `text` in which `wanted` was found first.
pub(crate) fn find(text: &str, wanted: &str) -> Option<Range<usize>> {
    let wanted: Vec<char> = wanted.trim().chars().map(fold_letter).collect();
    if wanted.is_empty() {
        return None;
    }
    text.char_indices().find_map(|(start, _)| {
        let mut letters = text[start..].char_indices();
        for letter in &wanted {
            match letters.next() {
                Some((_, found)) if fold_letter(found) == *letter => {}
                _ => return None,
            }
        }
        let length = letters
            .next()
            .map_or(text.len() - start, |(offset, _)| offset);
        Some(start..start + length)
    })
}

pub(crate) fn starts_with(text: &str, wanted: &str) -> bool {
    find(text, wanted).is_some_and(|range| range.start == 0)
}

/// Before, inside and after what was found; all of it before when nothing was.
pub(crate) fn split<'a>(text: &'a str, wanted: &str) -> (&'a str, &'a str, &'a str) {
    match find(text, wanted) {
        Some(range) => (
            &text[..range.start],
            &text[range.clone()],
            &text[range.end..],
        ),
        None => (text, "", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_without_accents_or_capitals() {
        let check = |text: &str, wanted: &str, found: Option<&str>| {
            let range = find(text, wanted);
            assert_eq!(
                range.map(|range| &text[range]),
                found,
                "{text:?} {wanted:?}"
            );
        };
        check("Banco Tietê", "tiete", Some("Tietê"));
        check("Banco Tietê", "TIETÊ", Some("Tietê"));
        check("São João", "o j", Some("o J"));
        check("São João", "", None);
        check("abc", "abcd", None);
        check("🛰️ Delta", "delta", Some("Delta"));
        check("Delta", " del ", Some("Del"));
    }

    #[test]
    fn splits_for_highlighting() {
        assert_eq!(split("Acme Varejo", "var"), ("Acme ", "Var", "ejo"));
        assert_eq!(split("Acme", "x"), ("Acme", "", ""));
        assert!(starts_with("Últimos", "ul"));
    }
}
