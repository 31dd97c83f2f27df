//! Which rows answer: text, filters and condition.

use std::collections::{BTreeSet, HashSet};

use domain::error::AppError;
use domain::table::{Condition, Query};
use domain::text::fold;

use super::condition::Test;
use super::{ColumnData, Grid};

/// A set of rows; `None` is all of them.
pub(super) struct Selection {
    passing: Option<Vec<bool>>,
}

impl Selection {
    pub(super) fn of(grid: &Grid, query: &Query) -> Result<Self, AppError> {
        let mut passing: Option<Vec<bool>> = None;
        let narrow = |by: Vec<bool>, passing: &mut Option<Vec<bool>>| match passing {
            None => *passing = Some(by),
            Some(passing) => {
                for (row, keep) in passing.iter_mut().zip(by) {
                    *row &= keep;
                }
            }
        };
        for filter in query
            .filters
            .iter()
            .filter(|filter| !filter.values.is_empty())
        {
            let index = grid.column_index(&filter.column)?;
            narrow(
                with_any_of(&grid.data[index], &filter.values, grid.len()),
                &mut passing,
            );
        }
        let text = fold(&query.text);
        let words: BTreeSet<&str> = text.split_whitespace().collect();
        for word in words {
            narrow(containing(grid, word), &mut passing);
        }
        if let Some(condition) = query.condition.as_ref().filter(|one| !one.is_empty()) {
            narrow(holding(grid, condition)?, &mut passing);
        }
        Ok(Self { passing })
    }

    pub(super) fn rows(&self, all: usize) -> Vec<u32> {
        match &self.passing {
            None => (0..all as u32).collect(),
            Some(passing) => (0..all as u32)
                .filter(|row| passing[*row as usize])
                .collect(),
        }
    }
}

/// Rows whose value is one of these; a list answers with any of its tags.
fn with_any_of(column: &ColumnData, values: &[String], all: usize) -> Vec<bool> {
    let values: HashSet<&str> = values.iter().map(String::as_str).collect();
    let wanted = |value: &str| values.contains(value);
    match column {
        ColumnData::Text(column) => {
            let passing = column.dictionary.matching(wanted);
            column
                .codes
                .iter()
                .map(|code| passing[*code as usize])
                .collect()
        }
        ColumnData::Tags(column) => {
            let tags = column.tags.matching(wanted);
            let lists: Vec<bool> = column
                .lists
                .iter()
                .map(|list| {
                    list.iter().any(|tag| tags[*tag as usize]) || (list.is_empty() && tags[0])
                })
                .collect();
            column
                .codes
                .iter()
                .map(|code| lists[*code as usize])
                .collect()
        }
        ColumnData::Number(column) => {
            let numbers: Vec<f64> = values.iter().filter_map(|text| text.parse().ok()).collect();
            let empty = values.contains("");
            let passes = |value: &f64| {
                if value.is_nan() {
                    empty
                } else {
                    numbers.contains(value)
                }
            };
            column.values.iter().map(passes).collect()
        }
        ColumnData::Computed(_) => vec![false; all],
    }
}

/// Rows in which any searchable column contains the folded word.
fn containing(grid: &Grid, word: &str) -> Vec<bool> {
    let mut passing = vec![false; grid.len()];
    for column in &grid.data {
        match column {
            ColumnData::Text(column) => {
                let values = column.dictionary.containing(word);
                for (row, code) in passing.iter_mut().zip(&column.codes) {
                    *row |= values[*code as usize];
                }
            }
            ColumnData::Tags(column) => {
                let tags = column.tags.containing(word);
                let lists: Vec<bool> = column
                    .lists
                    .iter()
                    .map(|list| list.iter().any(|tag| tags[*tag as usize]))
                    .collect();
                for (row, code) in passing.iter_mut().zip(&column.codes) {
                    *row |= lists[*code as usize];
                }
            }
            ColumnData::Number(_) | ColumnData::Computed(_) => {}
        }
    }
    passing
}

fn holding(grid: &Grid, condition: &Condition) -> Result<Vec<bool>, AppError> {
    match condition {
        Condition::All(parts) => {
            let mut rows = vec![true; grid.len()];
            for part in parts.iter().filter(|part| !part.is_empty()) {
                for (row, keep) in rows.iter_mut().zip(holding(grid, part)?) {
                    *row &= keep;
                }
            }
            Ok(rows)
        }
        Condition::Any(parts) => {
            let mut rows = vec![false; grid.len()];
            for part in parts.iter().filter(|part| !part.is_empty()) {
                for (row, keep) in rows.iter_mut().zip(holding(grid, part)?) {
                    *row |= keep;
                }
            }
            Ok(rows)
        }
        Condition::Test {
            column,
            operator,
            values,
        } => {
            let index = grid.column_index(column)?;
            let test = Test::compile(column, *operator, values)?;
            Ok(test.rows(&grid.data[index], grid.len()))
        }
    }
}
