//! Many texts without case and accents, one after the other: a search reads them at once.

use domain::text::fold;
use memchr::memmem;

/// Between two texts; no word that is searched contains it.
const END: char = '\n';

#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    all: String,
    /// Where each text ends, its end mark not included.
    ends: Vec<usize>,
}

impl Folded {
    pub(super) fn push(&mut self, text: &str) {
        let folded = fold(text);
        if folded.contains(END) {
            self.all.push_str(&folded.replace(END, " "));
        } else {
            self.all.push_str(&folded);
        }
        self.ends.push(self.all.len());
        self.all.push(END);
    }

    pub(super) fn get(&self, index: usize) -> &str {
        let start = match index.checked_sub(1) {
            Some(before) => self.ends[before] + END.len_utf8(),
            None => 0,
        };
        &self.all[start..self.ends[index]]
    }

    /// For each text, whether it contains the word: one pass over all of them.
    pub(super) fn containing(&self, word: &str) -> Vec<bool> {
        let mut found = vec![word.is_empty(); self.ends.len()];
        if word.is_empty() || word.contains(END) {
            return found;
        }
        let all = self.all.as_bytes();
        let mut mark = Marker::new(&self.ends, &mut found);
        match word.as_bytes() {
            // Single letters are typed first and are everywhere.
            [byte] => memchr::memchr_iter(*byte, all).for_each(|at| mark.at(at)),
            word => memmem::find_iter(all, word).for_each(|at| mark.at(at)),
        }
        found
    }
}

/// Marks the texts of places that only grow.
struct Marker<'a> {
    ends: &'a [usize],
    found: &'a mut [bool],
    text: usize,
}

impl<'a> Marker<'a> {
    fn new(ends: &'a [usize], found: &'a mut [bool]) -> Self {
        Self {
            ends,
            found,
            text: 0,
        }
    }

    fn at(&mut self, place: usize) {
        while self.ends[self.text] < place {
            self.text += 1;
        }
        self.found[self.text] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_never_spans_two_texts() {
        let mut folded = Folded::default();
        for text in ["", "São Paulo", "ab", "bc", "line\nbreak", ""] {
            folded.push(text);
        }
        assert_eq!(folded.get(1), "sao paulo");
        assert_eq!(folded.get(5), "");
        let places = |word: &str| -> Vec<usize> {
            let found = folded.containing(word).into_iter().enumerate();
            found.filter(|(_, found)| *found).map(|(n, _)| n).collect()
        };
        assert_eq!(places("b"), [2, 3, 4]);
        assert_eq!(places("abb"), [0usize; 0]);
        assert_eq!(places("b\nb"), [0usize; 0]);
        assert_eq!(places("ne br"), [4]);
        assert_eq!(places(""), [0, 1, 2, 3, 4, 5]);
    }

    proptest! {
        #[test]
        fn finds_what_looking_at_each_finds(
            texts in prop::collection::vec("[a-cA-CéÉ \n]{0,6}", 0..12),
            word in "[a-ce ]{0,3}",
        ) {
            let mut folded = Folded::default();
            for text in &texts {
                folded.push(text);
            }
            let expected: Vec<bool> = (0..texts.len())
                .map(|n| folded.get(n).contains(&word))
                .collect();
            prop_assert_eq!(folded.containing(&word), expected);
        }
    }
}
