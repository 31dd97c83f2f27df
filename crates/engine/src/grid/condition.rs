//! One test of an advanced condition.
//!
//! Equality is exact; `contains`, `starts_with` and `ends_with` ignore case and accents, an
//! expression ignores case; the four comparisons are of numbers, and a
//! value that is no number never passes them. A row without a value passes only `ne` and
//! `not_in`. On a list, a test passes when one of its tags does, `ne` and `not_in` when all do.

use std::collections::HashSet;

use domain::error::{AppError, Reason};
use domain::table::Operator;
use domain::text::fold;
use regex::{Regex, RegexBuilder};

use super::{ColumnData, Dictionary};

/// A compiled expression may take this many bytes.
const REGEX_SIZE: usize = 1 << 20;

pub(super) enum Test {
    /// `true`: is one of them; `false`: is none of them.
    OneOf(HashSet<String>, bool),
    Contains(String),
    StartsWith(String),
    EndsWith(String),
    Regex(Box<Regex>),
    Number(fn(f64, f64) -> bool, f64),
}

impl Test {
    pub(super) fn compile(
        column: &str,
        operator: Operator,
        values: &[String],
    ) -> Result<Self, AppError> {
        let one = || match values {
            [value] => Ok(value.as_str()),
            _ => {
                let count = format!("{} values", values.len());
                let error = AppError::bad_parameter(column, &count, Reason::TakesOneValue);
                Err(error.with("operator", operator.as_str()))
            }
        };
        let number = || {
            let text = one()?;
            text.trim()
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
                .ok_or_else(|| {
                    AppError::bad_parameter(column, text, Reason::ComparesNumbers)
                        .with("operator", operator.as_str())
                })
        };
        Ok(match operator {
            Operator::Eq => Test::OneOf(HashSet::from([one()?.to_owned()]), true),
            Operator::Ne => Test::OneOf(HashSet::from([one()?.to_owned()]), false),
            Operator::In => Test::OneOf(values.iter().cloned().collect(), true),
            Operator::NotIn => Test::OneOf(values.iter().cloned().collect(), false),
            Operator::Contains => Test::Contains(fold(one()?).into_owned()),
            Operator::StartsWith => Test::StartsWith(fold(one()?).into_owned()),
            Operator::EndsWith => Test::EndsWith(fold(one()?).into_owned()),
            Operator::Regex => Test::Regex(Box::new(regex(column, one()?)?)),
            Operator::Gt => Test::Number(|a, b| a > b, number()?),
            Operator::Lt => Test::Number(|a, b| a < b, number()?),
            Operator::Gte => Test::Number(|a, b| a >= b, number()?),
            Operator::Lte => Test::Number(|a, b| a <= b, number()?),
        })
    }

    pub(super) fn rows(&self, column: &ColumnData, all: usize) -> Vec<bool> {
        match column {
            ColumnData::Text(column) => {
                let passing = self.passing(&column.dictionary);
                column
                    .codes
                    .iter()
                    .map(|code| passing[*code as usize])
                    .collect()
            }
            ColumnData::Tags(column) => {
                let tags = self.passing(&column.tags);
                let lists: Vec<bool> = column
                    .lists
                    .iter()
                    .map(|list| match (self.is_negative(), list.is_empty()) {
                        (_, true) => tags[0],
                        (true, _) => list.iter().all(|tag| tags[*tag as usize]),
                        (false, _) => list.iter().any(|tag| tags[*tag as usize]),
                    })
                    .collect();
                column
                    .codes
                    .iter()
                    .map(|code| lists[*code as usize])
                    .collect()
            }
            ColumnData::Number(column) => column
                .values
                .iter()
                .map(|value| self.passes_number(*value))
                .collect(),
            ColumnData::Computed(_) => vec![self.is_negative(); all],
        }
    }

    fn is_negative(&self) -> bool {
        matches!(self, Test::OneOf(_, false))
    }

    /// For each value, whether it passes; what ignores case reads the folded values.
    fn passing(&self, values: &Dictionary) -> Vec<bool> {
        match self {
            Test::Contains(part) if !part.is_empty() => values.containing(part),
            Test::StartsWith(part) => {
                values.matching_folded(|value| !value.is_empty() && value.starts_with(part))
            }
            Test::EndsWith(part) => {
                values.matching_folded(|value| !value.is_empty() && value.ends_with(part))
            }
            _ => values.matching(|value| self.passes(value)),
        }
    }

    fn passes(&self, value: &str) -> bool {
        if value.is_empty() {
            return self.is_negative();
        }
        match self {
            Test::OneOf(values, wanted) => values.contains(value) == *wanted,
            Test::Contains(part) => fold(value).contains(part.as_str()),
            Test::StartsWith(part) => fold(value).starts_with(part.as_str()),
            Test::EndsWith(part) => fold(value).ends_with(part.as_str()),
            Test::Regex(regex) => regex.is_match(value),
            Test::Number(compare, number) => value
                .trim()
                .parse()
                .is_ok_and(|value: f64| compare(value, *number)),
        }
    }

    fn passes_number(&self, value: f64) -> bool {
        if value.is_nan() {
            return self.is_negative();
        }
        match self {
            Test::Number(compare, number) => compare(value, *number),
            Test::OneOf(values, wanted) => {
                let equal = |text: &String| text.trim().parse::<f64>() == Ok(value);
                values.iter().any(equal) == *wanted
            }
            _ => self.passes(&value.to_string()),
        }
    }
}

fn regex(column: &str, pattern: &str) -> Result<Regex, AppError> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(REGEX_SIZE)
        .build()
        .map_err(|error| {
            let text = error.to_string();
            let reason = text
                .lines()
                .last()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            AppError::bad_parameter(column, pattern, reason)
        })
}
