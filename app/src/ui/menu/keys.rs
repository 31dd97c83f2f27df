//! Where the focus goes in a list that wraps round, and what typing letters finds.

use crate::ui::search::starts_with;

/// A pause longer than this starts a new word.
const PAUSE_MILLISECONDS: f64 = 600.0;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Move {
    Next,
    Previous,
    First,
    Last,
}

impl Move {
    /// The place after this move among `count`, or none when there is nothing.
    pub(crate) fn from(self, current: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, current) {
            (Move::First, _) | (Move::Next, None) => 0,
            (Move::Last, _) | (Move::Previous, None | Some(0)) => last,
            (Move::Next, Some(index)) if index >= last => 0,
            (Move::Next, Some(index)) => index + 1,
            (Move::Previous, Some(index)) => index - 1,
        })
    }
}

/// Letters typed in quick succession.
#[derive(Debug, Default)]
pub(super) struct TypeAhead {
    letters: String,
    at: f64,
}

impl TypeAhead {
    /// The item to go to: one that starts with what was typed, or, when one letter is
    /// pressed again and again, the next one with that letter.
    pub(super) fn key(
        &mut self,
        key: &str,
        at: f64,
        labels: &[String],
        current: Option<usize>,
    ) -> Option<usize> {
        if at - self.at > PAUSE_MILLISECONDS {
            self.letters.clear();
        }
        self.at = at;
        self.letters.push_str(key);
        let first = self.letters.chars().next()?;
        let repeated = self.letters.chars().all(|letter| letter == first);
        let (wanted, start) = if repeated {
            (first.to_string(), current.map_or(0, |index| index + 1))
        } else {
            (self.letters.clone(), current.unwrap_or(0))
        };
        (0..labels.len())
            .map(|offset| (start + offset) % labels.len())
            .find(|index| starts_with(&labels[*index], &wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focus_wraps_round() {
        assert_eq!(Move::Next.from(None, 3), Some(0));
        assert_eq!(Move::Next.from(Some(2), 3), Some(0));
        assert_eq!(Move::Previous.from(Some(0), 3), Some(2));
        assert_eq!(Move::Last.from(Some(0), 3), Some(2));
        assert_eq!(Move::First.from(Some(2), 3), Some(0));
        assert_eq!(Move::Next.from(None, 0), None);
    }

    #[test]
    fn letters_find_items() {
        let labels: Vec<String> = ["Editar", "Excluir", "Exportar", "Últimos"]
            .map(str::to_owned)
            .to_vec();
        let mut typed = TypeAhead::default();
        assert_eq!(typed.key("e", 1_000.0, &labels, Some(0)), Some(1));
        assert_eq!(typed.key("e", 1_100.0, &labels, Some(1)), Some(2));
        assert_eq!(typed.key("e", 1_200.0, &labels, Some(2)), Some(0));
        assert_eq!(typed.key("u", 3_000.0, &labels, Some(0)), Some(3));
        assert_eq!(typed.key("E", 5_000.0, &labels, Some(3)), Some(0));
        assert_eq!(typed.key("x", 5_100.0, &labels, Some(0)), Some(1));
        assert_eq!(typed.key("p", 5_200.0, &labels, Some(1)), Some(2));
        assert_eq!(typed.key("z", 9_000.0, &labels, Some(1)), None);
        assert_eq!(typed.key("z", 19_000.0, &[], None), None);
    }
}
