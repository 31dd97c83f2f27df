//! What a person asked a table for.

use serde::{Deserialize, Serialize};

use super::column::{Column, ColumnKind};
use super::condition::Condition;
use crate::error::AppError;
use crate::text::fold;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Ascending,
    Descending,
}

impl Direction {
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    pub column: String,
    pub direction: Direction,
}

/// Any of the values; an empty text stands for "has none".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    pub column: String,
    pub values: Vec<String>,
}

/// Text, filters and the condition must all hold; rows come in the order of `sort`,
/// empty values last in either direction, and rows that are equal keep their own order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub filters: Vec<Filter>,
    #[serde(default)]
    pub condition: Option<Condition>,
    #[serde(default)]
    pub sort: Vec<Sort>,
}

/// How much one question may ask.
#[derive(Clone, Copy, Debug)]
pub struct QueryLimits {
    pub text: usize,
    /// Each is looked for in every searchable value.
    pub words: usize,
    pub filters: usize,
    pub values: usize,
    pub sorts: usize,
}

impl QueryLimits {
    pub const DEFAULT: QueryLimits = QueryLimits {
        text: 512,
        words: 16,
        filters: 64,
        values: 2_000,
        sorts: 8,
    };
}

impl Query {
    /// Whether every row answers.
    pub fn selects_all(&self) -> bool {
        self.text.trim().is_empty()
            && self.filters.iter().all(|filter| filter.values.is_empty())
            && self.condition.as_ref().is_none_or(Condition::is_empty)
    }

    /// Whether other values in this column could make another answer or another order.
    pub fn depends_on(&self, column: &Column) -> bool {
        let key = column.key.as_str();
        self.sort.iter().any(|sort| sort.column == key)
            || self
                .filter(key)
                .is_some_and(|filter| !filter.values.is_empty())
            || self
                .condition
                .as_ref()
                .is_some_and(|condition| condition.names(key))
            || self.text_looks_at(column)
    }

    fn text_looks_at(&self, column: &Column) -> bool {
        match &column.kind {
            ColumnKind::Number { .. } | ColumnKind::Spark { .. } => false,
            // A closed set: a word that is in none of its values finds nothing there.
            ColumnKind::Badge { values } => self.text.split_whitespace().any(|word| {
                let word = fold(word);
                values
                    .iter()
                    .any(|style| fold(&style.value).contains(&*word))
            }),
            _ => !self.text.trim().is_empty(),
        }
    }

    pub fn filter(&self, column: &str) -> Option<&Filter> {
        self.filters.iter().find(|filter| filter.column == column)
    }

    /// Replaces the filter of one column; no values means no filter.
    pub fn set_filter(&mut self, column: &str, values: Vec<String>) {
        self.filters.retain(|filter| filter.column != column);
        if !values.is_empty() {
            self.filters.push(Filter {
                column: column.to_owned(),
                values,
            });
        }
    }

    /// The question without one column's own filter: what that column's facet counts.
    #[must_use]
    pub fn without_filter(&self, column: &str) -> Self {
        let mut query = self.clone();
        query.filters.retain(|filter| filter.column != column);
        query
    }

    /// Position (from 1) and direction of a column among the sorts.
    pub fn sort_of(&self, column: &str) -> Option<(usize, Direction)> {
        let index = self.sort.iter().position(|sort| sort.column == column)?;
        Some((index + 1, self.sort[index].direction))
    }

    /// Ascending, descending, none; `add` keeps the other columns.
    pub fn cycle_sort(&mut self, column: &str, add: bool) {
        let current = self.sort_of(column).map(|(_, direction)| direction);
        if !add {
            self.sort.retain(|sort| sort.column == column);
        }
        match current {
            None => self.sort.push(Sort {
                column: column.to_owned(),
                direction: Direction::Ascending,
            }),
            Some(Direction::Ascending) => {
                for sort in self.sort.iter_mut().filter(|sort| sort.column == column) {
                    sort.direction = Direction::Descending;
                }
            }
            Some(Direction::Descending) => self.sort.retain(|sort| sort.column != column),
        }
    }

    /// Refuses what is over the limits, naming the limit.
    pub fn check(&self, limits: &QueryLimits) -> Result<(), AppError> {
        let over = |name: &str, count: usize, limit: usize| {
            if count > limit {
                Err(AppError::over(name, count, limit))
            } else {
                Ok(())
            }
        };
        over("q (letters)", self.text.chars().count(), limits.text)?;
        over(
            "q (words)",
            self.text.split_whitespace().count(),
            limits.words,
        )?;
        over("filters", self.filters.len(), limits.filters)?;
        over("sort", self.sort.len(), limits.sorts)?;
        for filter in &self.filters {
            over(&filter.column, filter.values.len(), limits.values)?;
        }
        let Some(condition) = &self.condition else {
            return Ok(());
        };
        condition.check()?;
        over("where (values)", condition.values(), limits.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::table::Operator;

    #[test]
    fn a_question_has_limits() {
        let check = |query: Query| query.check(&QueryLimits::DEFAULT).map_err(|e| e.code);
        let text = |words: usize| Query {
            text: "a ".repeat(words),
            ..Query::default()
        };
        assert_eq!(check(text(16)), Ok(()));
        assert_eq!(check(text(17)), Err(ErrorCode::BadParameter));
        let list = |values: usize| Query {
            condition: Some(Condition::All(vec![Condition::Test {
                column: "site".into(),
                operator: Operator::In,
                values: vec![String::new(); values],
            }])),
            ..Query::default()
        };
        assert_eq!(check(list(2_000)), Ok(()));
        assert_eq!(check(list(2_001)), Err(ErrorCode::BadParameter));
    }

    #[test]
    fn knows_which_columns_it_is_about() {
        use crate::table::{Label, Tone, ValueStyle};
        let column = |key: &str, kind| Column::new(key, Label::same(key), kind, 100);
        let state = column(
            "state",
            ColumnKind::Badge {
                values: vec![ValueStyle {
                    value: "down".into(),
                    tone: Tone::Critical,
                    label: Label::same("down"),
                }],
            },
        );
        let name = column("name", ColumnKind::Text);
        let depends = |query: &Query| (query.depends_on(&state), query.depends_on(&name));
        let mut query = Query::default();
        assert_eq!(depends(&query), (false, false));
        query.text = "rio".into();
        assert_eq!(depends(&query), (false, true));
        query.text = "rio DOW".into();
        assert_eq!(depends(&query), (true, true));
        query.text.clear();
        query.cycle_sort("name", false);
        assert_eq!(depends(&query), (false, true));
        query.set_filter("state", vec!["down".into()]);
        assert_eq!(depends(&query), (true, true));
        query.condition = Some(Condition::All(vec![Condition::Test {
            column: "state".into(),
            operator: Operator::Eq,
            values: vec!["up".into()],
        }]));
        query.set_filter("state", Vec::new());
        assert_eq!(depends(&query), (true, true));
    }

    #[test]
    fn sort_cycles_through_three_states() {
        let mut query = Query::default();
        query.cycle_sort("name", false);
        assert_eq!(query.sort_of("name"), Some((1, Direction::Ascending)));
        query.cycle_sort("name", false);
        assert_eq!(query.sort_of("name"), Some((1, Direction::Descending)));
        query.cycle_sort("site", true);
        assert_eq!(query.sort_of("site"), Some((2, Direction::Ascending)));
        query.cycle_sort("name", true);
        assert_eq!(query.sort_of("name"), None);
        assert_eq!(query.sort_of("site"), Some((1, Direction::Ascending)));
        query.cycle_sort("name", false);
        assert_eq!(query.sort.len(), 1);
    }
}
