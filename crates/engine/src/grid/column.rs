//! The values of one column.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::table::Cell;
use domain::text::natural_order;

use super::folded::Folded;

/// Every distinct value once. Code 0 is "has none".
#[derive(Clone, Debug)]
pub struct Dictionary {
    values: Vec<String>,
    codes: HashMap<String, u32>,
    folded: Folded,
    ranks: OnceLock<Vec<u32>>,
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut folded = Folded::default();
        folded.push("");
        Self {
            values: vec![String::new()],
            codes: HashMap::from([(String::new(), 0)]),
            folded,
            ranks: OnceLock::new(),
        }
    }
}

impl Dictionary {
    pub fn code(&mut self, value: &str) -> u32 {
        if let Some(code) = self.codes.get(value) {
            return *code;
        }
        let code = self.values.len() as u32;
        self.values.push(value.to_owned());
        self.folded.push(value);
        self.codes.insert(value.to_owned(), code);
        self.ranks = OnceLock::new();
        code
    }

    pub fn value(&self, code: u32) -> &str {
        &self.values[code as usize]
    }

    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// For each code, whether its value passes.
    pub fn matching(&self, mut passes: impl FnMut(&str) -> bool) -> Vec<bool> {
        self.values.iter().map(|value| passes(value)).collect()
    }

    /// For each code, whether its value passes without case and accents.
    pub fn matching_folded(&self, mut passes: impl FnMut(&str) -> bool) -> Vec<bool> {
        let values = 0..self.values.len();
        values.map(|code| passes(self.folded.get(code))).collect()
    }

    /// For each code, whether its value contains a folded word.
    pub fn containing(&self, word: &str) -> Vec<bool> {
        self.folded.containing(word)
    }

    /// The place of each code in the order people expect; worked out once.
    pub fn ranks(&self) -> &[u32] {
        self.ranks.get_or_init(|| {
            let mut codes: Vec<u32> = (0..self.values.len() as u32).collect();
            codes.sort_by(|a, b| {
                let (a, b) = (*a as usize, *b as usize);
                natural_order(self.folded.get(a), self.folded.get(b))
                    .then_with(|| self.values[a].cmp(&self.values[b]))
            });
            let mut ranks = vec![0; codes.len()];
            for (rank, code) in codes.into_iter().enumerate() {
                ranks[code as usize] = rank as u32;
            }
            ranks
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    pub dictionary: Dictionary,
    pub codes: Vec<u32>,
}

impl TextColumn {
    pub fn push(&mut self, value: &str) {
        let code = self.dictionary.code(value);
        self.codes.push(code);
    }
}

/// `NaN` is "has none"; what could not be had says why.
#[derive(Clone, Debug, Default)]
pub struct NumberColumn {
    pub values: Vec<f64>,
    pub unknown: HashMap<u32, String>,
}

/// Lists of texts; equal lists are one code.
#[derive(Clone, Debug, Default)]
pub struct TagColumn {
    pub tags: Dictionary,
    pub lists: Vec<Vec<u32>>,
    by_list: HashMap<Vec<u32>, u32>,
    pub codes: Vec<u32>,
}

impl TagColumn {
    pub fn push<'a>(&mut self, tags: impl IntoIterator<Item = &'a str>) {
        let list: Vec<u32> = tags.into_iter().map(|tag| self.tags.code(tag)).collect();
        let code = *self.by_list.entry(list.clone()).or_insert_with(|| {
            self.lists.push(list);
            self.lists.len() as u32 - 1
        });
        self.codes.push(code);
    }
}

pub enum ColumnData {
    Text(TextColumn),
    Number(NumberColumn),
    Tags(TagColumn),
    /// Made of a row's other values when it is shown; it can be neither searched nor sorted.
    Computed(fn(u32, &[ColumnData]) -> Cell),
}

impl ColumnData {
    /// `all` are the columns of the grid, this one among them.
    pub(super) fn cell(&self, row: u32, all: &[ColumnData]) -> Cell {
        match self {
            ColumnData::Text(column) => {
                Cell::text(column.dictionary.value(column.codes[row as usize]))
            }
            ColumnData::Number(column) => match column.unknown.get(&row) {
                Some(why) => Cell::Unknown(why.clone()),
                None => {
                    let value = column.values[row as usize];
                    if value.is_nan() {
                        Cell::Empty
                    } else {
                        Cell::Number(value)
                    }
                }
            },
            ColumnData::Tags(column) => {
                let list = &column.lists[column.codes[row as usize] as usize];
                if list.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Tags(
                        list.iter()
                            .map(|tag| column.tags.value(*tag).to_owned())
                            .collect(),
                    )
                }
            }
            ColumnData::Computed(make) => make(row, all),
        }
    }

    /// Each value and in how many of the rows it occurs; a list counts for each of its tags.
    pub(super) fn count(&self, rows: &[u32]) -> Vec<(&str, u64)> {
        match self {
            ColumnData::Text(column) => {
                let mut counts = vec![0u64; column.dictionary.values().len()];
                for row in rows {
                    counts[column.codes[*row as usize] as usize] += 1;
                }
                named(&column.dictionary, counts)
            }
            ColumnData::Tags(column) => {
                let mut lists = vec![0u64; column.lists.len()];
                for row in rows {
                    lists[column.codes[*row as usize] as usize] += 1;
                }
                let mut counts = vec![0u64; column.tags.values().len()];
                for (list, count) in column.lists.iter().zip(lists) {
                    if list.is_empty() {
                        counts[0] += count;
                    }
                    for tag in list {
                        counts[*tag as usize] += count;
                    }
                }
                named(&column.tags, counts)
            }
            ColumnData::Number(_) | ColumnData::Computed(_) => Vec::new(),
        }
    }
}

fn named(dictionary: &Dictionary, counts: Vec<u64>) -> Vec<(&str, u64)> {
    dictionary
        .values()
        .iter()
        .map(String::as_str)
        .zip(counts)
        .collect()
}
