//! The rows a browser holds: blocks of the answer, the least recently seen given up first.

use std::collections::HashMap;
use std::ops::Range;

use domain::table::{Row, Window};

/// Rows fetched together.
pub const BLOCK: u64 = 100;
/// Blocks held: 6,000 rows, a few megabytes.
const HELD: usize = 60;

#[derive(Default)]
pub struct Blocks {
    /// The order these rows belong to.
    version: u64,
    total: u64,
    rows: HashMap<u64, Block>,
    asked: Vec<u64>,
    clock: u64,
}

struct Block {
    rows: Vec<Row>,
    seen: u64,
}

impl Blocks {
    pub fn version(&self) -> u64 {
        self.version
    }

    pub fn total(&self) -> u64 {
        self.total
    }

    /// Forgets everything: another question is asked.
    pub fn reset(&mut self, version: u64, total: u64) {
        *self = Self {
            version,
            total,
            ..Self::default()
        };
    }

    pub fn row(&self, index: u64) -> Option<&Row> {
        self.rows
            .get(&(index / BLOCK))?
            .rows
            .get((index % BLOCK) as usize)
    }

    /// Where a row stands, if it is held.
    pub fn find(&self, id: &str) -> Option<u64> {
        self.rows.iter().find_map(|(block, held)| {
            let place = held.rows.iter().position(|row| row.id == id)?;
            Some(block * BLOCK + place as u64)
        })
    }

    /// Takes rows of the same order; says which of those that were held have changed.
    pub fn take(&mut self, window: Window) -> Vec<u64> {
        let mut changed = Vec::new();
        self.clock += 1;
        for (place, row) in window.rows.into_iter().enumerate() {
            let index = window.offset + place as u64;
            let block = index / BLOCK;
            let place = (index % BLOCK) as usize;
            self.asked.retain(|asked| *asked != block);
            let held = self.rows.entry(block).or_insert_with(|| Block {
                rows: Vec::with_capacity(BLOCK as usize),
                seen: 0,
            });
            held.seen = self.clock;
            if place == held.rows.len() {
                held.rows.push(row);
            } else if let Some(old) = held.rows.get_mut(place) {
                if old.version != row.version || old.id != row.id {
                    changed.push(index);
                }
                *old = row;
            }
            // A row beyond the end would leave a hole: its block is asked for as a whole.
        }
        self.rows.retain(|_, block| !block.rows.is_empty());
        while self.rows.len() > HELD {
            let oldest = self
                .rows
                .iter()
                .min_by_key(|(_, block)| block.seen)
                .map(|(n, _)| *n);
            let Some(oldest) = oldest else { break };
            self.rows.remove(&oldest);
        }
        changed
    }

    /// What to ask for so that these rows can be shown; each row is named once.
    pub fn missing(&mut self, rows: Range<u64>) -> Vec<Range<u64>> {
        self.clock += 1;
        if self.total == 0 || rows.start >= self.total {
            return Vec::new();
        }
        let last = rows.end.min(self.total).saturating_sub(1) / BLOCK;
        let mut missing: Vec<Range<u64>> = Vec::new();
        for block in rows.start / BLOCK..=last {
            let first = block * BLOCK;
            let full = BLOCK.min(self.total - first);
            let has = match self.rows.get_mut(&block) {
                Some(held) if held.rows.len() as u64 >= full => {
                    held.seen = self.clock;
                    continue;
                }
                Some(held) => held.rows.len() as u64,
                None => 0,
            };
            if self.asked.contains(&block) {
                continue;
            }
            self.asked.push(block);
            match missing.last_mut() {
                // The rest of a block that is here in part comes with the next one.
                Some(last) if last.end == first && last.end - last.start < BLOCK => {
                    last.end = first + full;
                }
                _ => missing.push(first + has..first + full),
            }
        }
        missing
    }

    /// Whether some of these rows are neither here nor asked for.
    pub fn lacks(&self, rows: Range<u64>) -> bool {
        let end = rows.end.min(self.total);
        if rows.start >= end {
            return false;
        }
        (rows.start / BLOCK..=(end - 1) / BLOCK).any(|block| {
            let full = BLOCK.min(self.total - block * BLOCK);
            let held = self
                .rows
                .get(&block)
                .map_or(0, |held| held.rows.len() as u64);
            held < full && !self.asked.contains(&block)
        })
    }

    /// An answer did not come: its rows may be asked for again.
    pub fn give_up(&mut self, rows: &Range<u64>) {
        let blocks = rows.start / BLOCK..rows.end.div_ceil(BLOCK);
        self.asked.retain(|asked| !blocks.contains(asked));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(offset: u64, count: u64, version: u64) -> Window {
        let row = |index: u64| Row {
            id: index.to_string(),
            version,
            cells: vec![],
        };
        let rows = (offset..offset + count).map(row).collect();
        Window {
            version: 1,
            latest: 1,
            total: 1_000,
            all: 1_000,
            offset,
            rows,
        }
    }

    #[test]
    fn asks_once_for_what_is_missing() {
        let mut blocks = Blocks::default();
        blocks.reset(1, 950);
        assert_eq!(
            blocks.missing(90..310),
            [0..100, 100..200, 200..300, 300..400]
        );
        assert_eq!(blocks.missing(90..310), []);
        blocks.take(window(0, 100, 1));
        blocks.give_up(&(100..200));
        assert_eq!(blocks.missing(0..200), Vec::from_iter(Some(100..200)));
        blocks.take(window(900, 50, 1));
        assert_eq!(blocks.missing(900..2_000), []);
        assert_eq!(blocks.row(949).map(|row| row.id.as_str()), Some("949"));
        assert_eq!(blocks.find("905"), Some(905));
    }

    #[test]
    fn the_rest_of_a_block_comes_with_the_next() {
        let mut blocks = Blocks::default();
        blocks.reset(1, 1_000);
        blocks.take(window(0, 58, 1));
        assert_eq!(blocks.missing(0..210), [58..200, 200..300]);
        blocks.give_up(&(58..200));
        assert_eq!(blocks.missing(0..210), Vec::from_iter(Some(58..200)));
        assert!(blocks.take(window(58, 142, 1)).is_empty());
        assert_eq!(blocks.row(199).map(|row| row.id.as_str()), Some("199"));
    }

    #[test]
    fn says_what_changed() {
        let mut blocks = Blocks::default();
        blocks.reset(1, 1_000);
        assert!(
            blocks.take(window(0, 100, 1)).is_empty(),
            "new rows are not changes"
        );
        assert_eq!(blocks.take(window(10, 2, 2)), [10, 11]);
        assert!(blocks.take(window(10, 2, 2)).is_empty());
    }

    #[test]
    fn memory_is_bounded() {
        let mut blocks = Blocks::default();
        blocks.reset(1, 1_000_000);
        for block in 0..200 {
            blocks.take(window(block * BLOCK, BLOCK, 1));
        }
        assert_eq!(blocks.rows.len(), HELD);
        assert!(blocks.row(199 * BLOCK).is_some());
    }
}
