//! Random choices that a seed repeats (xorshift64*), and input that tends to break parsers.

use std::time::{SystemTime, UNIX_EPOCH};

pub(super) struct Random(u64);

/// Pieces on which parsers trip.
const PIECES: [&str; 28] = [
    "",
    "\0",
    "\n",
    "\r\n",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "=",
    "&",
    ";",
    "%",
    "%00",
    "%2e%2e/",
    "../",
    "<script>",
    "ção",
    "\u{202e}",
    "𝕊",
    "-1",
    "1e999",
    "18446744073709551616",
    "null",
    "true",
    "a.b.c",
];

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub(super) fn one<'list, T>(&mut self, list: &'list [T]) -> &'list T {
        &list[self.below(list.len())]
    }

    /// A short text of awkward pieces, words and noise.
    pub(super) fn text(&mut self, words: &[&str]) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(4) {
            match self.below(4) {
                0 => text.push_str(self.one::<&str>(&PIECES)),
                1 => text.extend(char::from_u32(self.below(0x2_0000) as u32)),
                2 => text.push_str(&"x".repeat(self.below(200))),
                _ => text.push_str(self.one::<&str>(words)),
            }
        }
        text
    }

    /// The bytes with a few places cut, doubled, replaced or swapped.
    pub(super) fn mutate(&mut self, original: &[u8]) -> Vec<u8> {
        let mut bytes = original.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(20)).min(bytes.len());
            match self.below(4) {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
                2 => {
                    let piece = self.one(&PIECES).as_bytes().to_vec();
                    bytes.splice(at..end, piece);
                }
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = self.next() as u8;
                    }
                }
            }
        }
        bytes
    }
}

pub(super) fn fresh_seed() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |now| now.as_nanos() as u64)
}

/// Percent-encodes all but plain letters and digits.
pub(super) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_a_run() {
        let run = |seed| {
            let mut random = Random::new(seed);
            (0..50)
                .map(|_| random.mutate(b"listen = \"127.0.0.1:0\""))
                .collect::<Vec<_>>()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(9));
    }
}
