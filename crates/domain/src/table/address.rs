//! A query as the address of a page, and back.
//!
//! `?q=rio&f.company=Acme,Norte&sort=-latency,name&where={…}`; a comma or backslash
//! inside a value is escaped with a backslash. What cannot be read is an error that names
//! the parameter, never silently another question.

use super::condition::Condition;
use super::query::{Direction, Filter, Query, QueryLimits, Sort};
use crate::error::AppError;

/// Name and value of each parameter, in a fixed order, not yet percent-encoded.
pub fn to_pairs(query: &Query) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    if !query.text.is_empty() {
        pairs.push(("q".to_owned(), query.text.clone()));
    }
    for filter in query
        .filters
        .iter()
        .filter(|filter| !filter.values.is_empty())
    {
        pairs.push((format!("f.{}", filter.column), join(&filter.values)));
    }
    if let Some(condition) = query
        .condition
        .as_ref()
        .filter(|condition| !condition.is_empty())
        && let Ok(json) = serde_json::to_string(condition)
    {
        pairs.push(("where".to_owned(), json));
    }
    if !query.sort.is_empty() {
        let sorts: Vec<String> = query
            .sort
            .iter()
            .map(|sort| match sort.direction {
                Direction::Ascending => sort.column.clone(),
                Direction::Descending => format!("-{}", sort.column),
            })
            .collect();
        pairs.push(("sort".to_owned(), join(&sorts)));
    }
    pairs
}

/// Reads what [`to_pairs`] wrote; parameters of others are left alone.
pub fn from_pairs<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Query, AppError> {
    let mut query = Query::default();
    for (name, value) in pairs {
        match name {
            "q" => value.clone_into(&mut query.text),
            "where" => {
                let condition: Condition = serde_json::from_str(value)
                    .map_err(|error| AppError::bad_parameter("where", value, error))?;
                query.condition = Some(condition);
            }
            "sort" => {
                query.sort = split(value)
                    .into_iter()
                    .filter(|name| !name.is_empty())
                    .map(|name| match name.strip_prefix('-') {
                        Some(column) => Sort {
                            column: column.to_owned(),
                            direction: Direction::Descending,
                        },
                        None => Sort {
                            column: name,
                            direction: Direction::Ascending,
                        },
                    })
                    .collect();
            }
            _ => {
                if let Some(column) = name.strip_prefix("f.") {
                    query.filters.push(Filter {
                        column: column.to_owned(),
                        values: split(value),
                    });
                }
            }
        }
    }
    query.check(&QueryLimits::DEFAULT)?;
    Ok(query)
}

fn join(values: &[String]) -> String {
    let mut text = String::new();
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        for c in value.chars() {
            if c == ',' || c == '\\' {
                text.push('\\');
            }
            text.push(c);
        }
    }
    text
}

fn split(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            ',' => values.push(String::new()),
            '\\' => last(&mut values).extend(chars.next()),
            _ => last(&mut values).push(c),
        }
    }
    values
}

fn last(values: &mut Vec<String>) -> &mut String {
    if values.is_empty() {
        values.push(String::new());
    }
    let end = values.len() - 1;
    &mut values[end]
}

#[cfg(test)]
mod tests {
    use super::super::condition::Operator;
    use super::*;
    use proptest::prelude::*;

    fn read(pairs: &[(String, String)]) -> Result<Query, AppError> {
        from_pairs(
            pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
    }

    #[test]
    fn reads_an_address_by_hand() {
        let query = from_pairs([
            ("q", "rio"),
            ("f.company", "Acme\\, Ltda,Norte Log"),
            ("sort", "-latency,name"),
            ("node", "not ours"),
        ])
        .unwrap();
        assert_eq!(query.text, "rio");
        assert_eq!(
            query.filter("company").unwrap().values,
            ["Acme, Ltda", "Norte Log"]
        );
        assert_eq!(query.sort_of("latency"), Some((1, Direction::Descending)));
    }

    #[test]
    fn names_what_it_cannot_read() {
        let error = from_pairs([("where", "{nonsense")]).unwrap_err();
        assert_eq!(error.arg("name"), "where");
        let deep = "{\"all\":[".repeat(20) + &"]}".repeat(20);
        let error = from_pairs([("where", deep.as_str())]).unwrap_err();
        assert_eq!((error.arg("reason"), error.arg("limit")), ("at_most", "8"));
        let error = from_pairs([("q", "x".repeat(600).as_str())]).unwrap_err();
        assert_eq!((error.arg("value"), error.arg("limit")), ("600", "512"));
    }

    fn value() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), Just(",\\,".to_owned()), "\\PC{0,12}"]
    }

    proptest! {
        #[test]
        fn an_address_says_all_of_the_query(
            text in "\\PC{0,40}",
            filters in prop::collection::btree_map(
                "[a-z_]{1,8}", prop::collection::vec(value(), 1..4), 0..4),
            sorts in prop::collection::btree_map("[a-z_]{1,8}", any::<bool>(), 0..4),
            operand in value(),
        ) {
            let query = Query {
                text,
                filters: filters
                    .into_iter()
                    .map(|(column, values)| Filter { column, values })
                    .collect(),
                condition: Some(Condition::Any(vec![Condition::Test {
                    column: "site".into(), operator: Operator::Regex, values: vec![operand],
                }])),
                sort: sorts
                    .into_iter()
                    .map(|(column, down)| Sort {
                        column,
                        direction: if down { Direction::Descending } else { Direction::Ascending },
                    })
                    .collect(),
            };
            prop_assert_eq!(read(&to_pairs(&query)).unwrap(), query);
        }

        #[test]
        fn any_address_is_read_or_refused(name in "\\PC{0,8}", value in "\\PC{0,60}") {
            let _ = read(&[(name, value.clone()), ("where".into(), value)]);
        }
    }
}
