//! The order of rows: by integers, empty last in either direction, ties as they were.

use domain::error::AppError;
use domain::table::{Direction, Query};

use super::{ColumnData, Grid};

/// After every value, whatever the direction.
const LAST: u32 = u32::MAX;

pub(super) fn sorted(grid: &Grid, query: &Query, mut rows: Vec<u32>) -> Result<Vec<u32>, AppError> {
    let mut keys = Vec::with_capacity(query.sort.len());
    for sort in &query.sort {
        let index = grid.column_index(&sort.column)?;
        keys.push(ranks(&grid.data[index], sort.direction, grid.len()));
    }
    match keys.as_slice() {
        [] => {}
        [only] => {
            // Key and row in one integer: no look-up while comparing.
            let mut packed: Vec<u64> = rows
                .iter()
                .map(|row| (u64::from(only[*row as usize]) << 32) | u64::from(*row))
                .collect();
            packed.sort_unstable();
            rows = packed.into_iter().map(|key| key as u32).collect();
        }
        several => rows.sort_by(|a, b| {
            several
                .iter()
                .map(|key| key[*a as usize].cmp(&key[*b as usize]))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        }),
    }
    Ok(rows)
}

/// For each row, its place among the values of the column.
fn ranks(column: &ColumnData, direction: Direction, all: usize) -> Vec<u32> {
    let directed = |rank: u32| match direction {
        Direction::Ascending => rank,
        Direction::Descending => LAST - 1 - rank,
    };
    match column {
        ColumnData::Text(column) => {
            let ranks = column.dictionary.ranks();
            let key = |code: &u32| match *code {
                0 => LAST,
                code => directed(ranks[code as usize]),
            };
            column.codes.iter().map(key).collect()
        }
        ColumnData::Tags(column) => {
            let ranks = column.tags.ranks();
            let first = |list: &Vec<u32>| list.first().map(|tag| ranks[*tag as usize]);
            let lists: Vec<u32> = column
                .lists
                .iter()
                .map(|list| first(list).map_or(LAST, directed))
                .collect();
            column
                .codes
                .iter()
                .map(|code| lists[*code as usize])
                .collect()
        }
        ColumnData::Number(column) => {
            let mut order: Vec<u32> = (0..column.values.len() as u32).collect();
            order.retain(|row| !column.values[*row as usize].is_nan());
            order.sort_unstable_by(|a, b| {
                column.values[*a as usize].total_cmp(&column.values[*b as usize])
            });
            let mut keys = vec![LAST; all];
            let mut rank = 0;
            for (place, row) in order.iter().enumerate() {
                let value = column.values[*row as usize];
                if place > 0 && column.values[order[place - 1] as usize] != value {
                    rank += 1;
                }
                keys[*row as usize] = directed(rank);
            }
            keys
        }
        ColumnData::Computed(_) => vec![LAST; all],
    }
}
