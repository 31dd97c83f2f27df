//! Advanced conditions: the twelve operators, in groups of "all" and "any".

use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// Deeper groups are refused: nobody reads them, and each level costs stack.
pub const MAX_CONDITION_DEPTH: usize = 8;
/// More tests than this are refused.
pub const MAX_CONDITION_TESTS: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    Eq,
    Ne,
    Contains,
    Regex,
    In,
    NotIn,
    StartsWith,
    EndsWith,
    Gt,
    Lt,
    Gte,
    Lte,
}

impl Operator {
    pub const ALL: [Operator; 12] = [
        Operator::Eq,
        Operator::Ne,
        Operator::Contains,
        Operator::Regex,
        Operator::In,
        Operator::NotIn,
        Operator::StartsWith,
        Operator::EndsWith,
        Operator::Gt,
        Operator::Lt,
        Operator::Gte,
        Operator::Lte,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Operator::Eq => "eq",
            Operator::Ne => "ne",
            Operator::Contains => "contains",
            Operator::Regex => "regex",
            Operator::In => "in",
            Operator::NotIn => "not_in",
            Operator::StartsWith => "starts_with",
            Operator::EndsWith => "ends_with",
            Operator::Gt => "gt",
            Operator::Lt => "lt",
            Operator::Gte => "gte",
            Operator::Lte => "lte",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operator| operator.as_str() == text)
    }

    pub fn compares_numbers(self) -> bool {
        matches!(
            self,
            Operator::Gt | Operator::Lt | Operator::Gte | Operator::Lte
        )
    }

    /// Whether the operand is a list.
    pub fn takes_list(self) -> bool {
        matches!(self, Operator::In | Operator::NotIn)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Test {
        column: String,
        operator: Operator,
        /// One operand, or the whole list of `in` and `not_in`.
        values: Vec<String>,
    },
}

impl Condition {
    /// Whether a test looks at this column.
    pub fn names(&self, column: &str) -> bool {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().any(|part| part.names(column))
            }
            Condition::Test { column: tested, .. } => tested == column,
        }
    }

    /// An empty group asks nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().all(Condition::is_empty),
            Condition::Test { .. } => false,
        }
    }

    /// The part that can be asked already: tests whose operand is still being written, and
    /// groups of nothing else, are left out.
    #[must_use]
    pub fn complete(&self) -> Option<Condition> {
        let parts = |parts: &[Condition]| {
            let parts: Vec<Condition> = parts.iter().filter_map(Condition::complete).collect();
            (!parts.is_empty()).then_some(parts)
        };
        match self {
            Condition::All(all) => parts(all).map(Condition::All),
            Condition::Any(any) => parts(any).map(Condition::Any),
            Condition::Test {
                operator, values, ..
            } => {
                let written = values.iter().any(|value| !value.is_empty());
                let number = |value: &String| value.trim().parse::<f64>().is_ok();
                let fits = !operator.compares_numbers() || values.iter().all(number);
                (written && fits).then(|| self.clone())
            }
        }
    }

    /// Refuses what is too deep or too wide, with the number that was passed.
    pub fn check(&self) -> Result<(), AppError> {
        let (depth, tests) = self.measure(1);
        if depth > MAX_CONDITION_DEPTH {
            return Err(AppError::over("where (depth)", depth, MAX_CONDITION_DEPTH));
        }
        if tests > MAX_CONDITION_TESTS {
            return Err(AppError::over("where (tests)", tests, MAX_CONDITION_TESTS));
        }
        Ok(())
    }

    /// How many values its tests name together.
    pub fn values(&self) -> usize {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().map(Condition::values).sum()
            }
            Condition::Test { values, .. } => values.len(),
        }
    }

    fn measure(&self, level: usize) -> (usize, usize) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts
                .iter()
                .map(|part| part.measure(level + 1))
                .fold((level, 0), |(deepest, sum), (depth, tests)| {
                    (deepest.max(depth), sum + tests)
                }),
            Condition::Test { .. } => (level, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(operator: Operator, value: &str) -> Condition {
        Condition::Test {
            column: "latency".into(),
            operator,
            values: vec![value.into()],
        }
    }

    #[test]
    fn what_is_being_written_is_not_asked() {
        let whole = Condition::All(vec![
            test(Operator::Gt, "30"),
            test(Operator::Gt, "3x"),
            Condition::Any(vec![test(Operator::Eq, "")]),
        ]);
        let asked = Condition::All(vec![test(Operator::Gt, "30")]);
        assert_eq!(whole.complete(), Some(asked));
        assert_eq!(Condition::Any(vec![]).complete(), None);
    }
}
