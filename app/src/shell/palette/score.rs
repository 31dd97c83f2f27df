//! How well a few letters fit a text: they must all be there, in their order.
//!
//! Letters at the start of a word and letters in a row count more, so that `cr` finds
//! *Campos de Referência* and `aud` finds *Auditoria* before anything else.

use domain::text::fold_letter;

const FIRST_OF_TEXT: i32 = 12;
const FIRST_OF_WORD: i32 = 8;
const IN_A_ROW: i32 = 6;
const SKIPPED: i32 = -1;
/// A long gap says no more than a middling one.
const MOST_SKIPPED: i32 = 6;
const IMPOSSIBLE: i32 = i32::MIN / 2;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) score: i32,
    /// Which letters of the text were meant, counted in characters.
    pub(super) letters: Vec<usize>,
}

pub(super) fn fit(text: &str, wanted: &str) -> Option<Fit> {
    let text: Vec<char> = text.chars().collect();
    let wanted: Vec<char> = wanted
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(fold_letter)
        .collect();
    if wanted.is_empty() || wanted.len() > text.len() {
        return None;
    }
    let folded: Vec<char> = text.iter().copied().map(fold_letter).collect();
    // best[i][j]: the score of the first i + 1 letters when the last of them is at j.
    let mut best = vec![vec![IMPOSSIBLE; text.len()]; wanted.len()];
    let mut from = vec![vec![usize::MAX; text.len()]; wanted.len()];
    for (i, letter) in wanted.iter().enumerate() {
        for j in i..text.len() {
            if folded[j] != *letter {
                continue;
            }
            let here = place(&text, j);
            if i == 0 {
                best[0][j] = here + skipped(j);
                continue;
            }
            for before in i - 1..j {
                let gap = j - before - 1;
                let step = if gap == 0 { IN_A_ROW } else { skipped(gap) };
                let score = best[i - 1][before] + here + step;
                if best[i - 1][before] > IMPOSSIBLE && score > best[i][j] {
                    best[i][j] = score;
                    from[i][j] = before;
                }
            }
        }
    }
    let last = best.last()?;
    let (mut at, score) = last
        .iter()
        .copied()
        .enumerate()
        .rev()
        .max_by_key(|(_, score)| *score)?;
    if score <= IMPOSSIBLE {
        return None;
    }
    let mut letters = vec![at];
    for i in (1..wanted.len()).rev() {
        at = from[i][at];
        letters.push(at);
    }
    letters.reverse();
    Some(Fit { score, letters })
}

fn place(text: &[char], index: usize) -> i32 {
    match index.checked_sub(1).map(|before| text[before]) {
        None => FIRST_OF_TEXT,
        Some(before) if !before.is_alphanumeric() => FIRST_OF_WORD,
        Some(_) => 0,
    }
}

fn skipped(count: usize) -> i32 {
    let count = i32::try_from(count).unwrap_or(MOST_SKIPPED);
    SKIPPED * count.min(MOST_SKIPPED)
}

/// The text in pieces: each with whether it was meant.
pub(super) fn pieces(text: &str, letters: &[usize]) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (index, letter) in text.chars().enumerate() {
        let meant = letters.binary_search(&index).is_ok();
        match pieces.last_mut() {
            Some((last, piece)) if *last == meant => piece.push(letter),
            _ => pieces.push((meant, letter.to_string())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOMS: &[&str] = &[
        "Painel",
        "Alvos",
        "Não coletados",
        "Sondas de rede",
        "Sondas web",
        "Regras de categorização",
        "Valores de referência",
        "Arquivos dos sites",
        "Armazenamento KV",
        "Auditoria",
        "Cache",
    ];

    fn first(wanted: &str) -> Option<&'static str> {
        ROOMS
            .iter()
            .filter_map(|room| fit(room, wanted).map(|fit| (fit.score, *room)))
            .max_by_key(|(score, _)| *score)
            .map(|(_, room)| room)
    }

    #[test]
    fn finds_what_people_mean() {
        let check = |wanted, room| assert_eq!(first(wanted), Some(room), "{wanted:?}");
        check("aud", "Auditoria");
        check("kv", "Armazenamento KV");
        check("nao", "Não coletados");
        check("vr", "Valores de referência");
        check("sw", "Sondas web");
        check("sonda rede", "Sondas de rede");
        check("CATEGORIZAÇÃO", "Regras de categorização");
        assert_eq!(first("xyz"), None);
        assert_eq!(first(""), None);
        assert_eq!(first("  "), None);
    }

    #[test]
    fn the_letters_meant_are_those_in_a_row() {
        let letters = |text, wanted| fit(text, wanted).map(|fit| fit.letters);
        assert_eq!(letters("Alvos", "al"), Some(vec![0, 1]));
        // Not the `c` of "Descoberto", but the word.
        assert_eq!(
            letters("Descoberto em cache", "cache"),
            Some(vec![14, 15, 16, 17, 18])
        );
        assert_eq!(letters("Tietê", "te"), Some(vec![0, 2]));
        assert_eq!(letters("abc", "abcd"), None);
    }

    #[test]
    fn pieces_make_the_text_again() {
        let text = "Não coletados";
        let fit = fit(text, "ncol").unwrap();
        let pieces = pieces(text, &fit.letters);
        let joined: String = pieces.iter().map(|(_, piece)| piece.as_str()).collect();
        assert_eq!(joined, text);
        assert_eq!(pieces[0], (true, "N".to_owned()));
        assert_eq!(pieces[2], (true, "col".to_owned()));
    }
}
