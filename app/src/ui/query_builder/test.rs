//! One test: a column, an operator, and what it is compared with.

use domain::table::{ColumnKind, Condition, Operator};
use leptos::prelude::*;

use super::{Builder, Path, edit};
use crate::context::{locale, text, texts};
use crate::ui::choice::{Choice, Select};
use crate::ui::combobox::{ComboOption, TagsInput};
use crate::ui::input::Input;

/// One test as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
struct Test {
    column: String,
    operator: Option<Operator>,
    values: Vec<String>,
}

impl Builder {
    pub(super) fn test(self, path: Path) -> AnyView {
        let id = |what: &str| self.id_at(&path, what);
        let (column_id, operator_id, value_id) = (id("column"), id("operator"), id("value"));
        let path = StoredValue::new(path);
        let test = Memo::new(move |_| {
            let found = |condition: &Condition| {
                path.with_value(|path| match edit::at(condition, path) {
                    Some(Condition::Test {
                        column,
                        operator,
                        values,
                    }) => Some(Test {
                        column: column.clone(),
                        operator: Some(*operator),
                        values: values.clone(),
                    }),
                    _ => None,
                })
            };
            self.condition.with(found).unwrap_or_default()
        });
        let set_column = Callback::new(move |new: String| {
            self.change(|condition| {
                let place = path.with_value(|path| edit::at_mut(condition, path));
                if let Some(Condition::Test { column, values, .. }) = place {
                    *column = new;
                    values.iter_mut().for_each(String::clear);
                }
            });
        });
        let set_operator = Callback::new(move |new: String| {
            if let Some(operator) = Operator::parse(&new) {
                self.change(|condition| {
                    path.with_value(|path| edit::set_operator(condition, path, operator));
                });
            }
        });
        let set_values = Callback::new(move |new: Vec<String>| {
            self.change(|condition| {
                let place = path.with_value(|path| edit::at_mut(condition, path));
                if let Some(Condition::Test { values, .. }) = place {
                    *values = new;
                }
            });
        });
        let columns = Signal::derive(move || {
            let locale = locale();
            self.columns.with(|columns| {
                columns
                    .iter()
                    .filter(|column| column.filterable)
                    .map(|column| Choice::new(&column.key, column.label.get(locale).to_owned()))
                    .collect::<Vec<_>>()
            })
        });
        let operators = Signal::derive(move || {
            let choice = |operator: Operator| {
                Choice::new(operator.as_str(), move || operator_name(operator))
            };
            Operator::ALL.map(choice).to_vec()
        });
        let takes_list =
            Memo::new(move |_| test.with(|test| test.operator.is_some_and(Operator::takes_list)));
        let operand = move || {
            if takes_list.get() {
                self.list_operand(value_id.clone(), test, set_values)
            } else {
                self.single_operand(value_id.clone(), test, set_values)
            }
        };
        view! {
            <div class="query-test">
                <Select
                    id=column_id
                    label=text(|c| c.kit.column)
                    value=Signal::derive(move || test.with(|test| test.column.clone()))
                    options=columns
                    on_change=set_column
                />
                <Select
                    id=operator_id
                    label=text(|c| c.kit.operator)
                    value=Signal::derive(move || {
                        let operator = test.with(|test| test.operator);
                        operator.map(|operator| operator.as_str().to_owned()).unwrap_or_default()
                    })
                    options=operators
                    on_change=set_operator
                />
                <div class="query-value">{operand}</div>
                {self.remove_button(path)}
            </div>
        }
        .into_any()
    }

    fn single_operand(
        self,
        id: String,
        test: Memo<Test>,
        set_values: Callback<Vec<String>>,
    ) -> AnyView {
        let value = RwSignal::new(untrack(|| {
            test.with(|test| test.values.first().cloned().unwrap_or_default())
        }));
        Effect::new(move |_| {
            let now = test.with(|test| test.values.first().cloned().unwrap_or_default());
            if value.with_untracked(|value| *value != now) {
                value.set(now);
            }
        });
        let is_number = test.with_untracked(|test| self.is_number(&test.column));
        view! {
            <Input
                id=id
                label=text(|c| c.kit.value)
                value=value
                kind=if is_number { "number" } else { "text" }
                on_input=Callback::new(move |new: String| set_values.run(vec![new]))
            />
        }
        .into_any()
    }

    fn list_operand(
        self,
        id: String,
        test: Memo<Test>,
        set_values: Callback<Vec<String>>,
    ) -> AnyView {
        let suggestions = Signal::derive(move || {
            let column = test.with(|test| test.column.clone());
            let known = self.values_of.map(|values_of| values_of.run(column));
            let options = known.unwrap_or_default();
            options
                .iter()
                .map(|value| ComboOption::plain(value))
                .collect::<Vec<_>>()
        });
        view! {
            <TagsInput
                id=id
                label=text(|c| c.kit.values)
                values=Signal::derive(move || test.with(|test| test.values.clone()))
                suggestions=suggestions
                on_change=set_values
            />
        }
        .into_any()
    }

    fn is_number(self, key: &str) -> bool {
        self.columns.with_untracked(|columns| {
            columns
                .iter()
                .any(|column| column.key == key && matches!(column.kind, ColumnKind::Number { .. }))
        })
    }
}

/// The operator in words.
fn operator_name(operator: Operator) -> &'static str {
    let kit = &texts().kit;
    match operator {
        Operator::Eq => kit.operator_eq,
        Operator::Ne => kit.operator_ne,
        Operator::Contains => kit.operator_contains,
        Operator::Regex => kit.operator_regex,
        Operator::In => kit.operator_in,
        Operator::NotIn => kit.operator_not_in,
        Operator::StartsWith => kit.operator_starts_with,
        Operator::EndsWith => kit.operator_ends_with,
        Operator::Gt => kit.operator_gt,
        Operator::Lt => kit.operator_lt,
        Operator::Gte => kit.operator_gte,
        Operator::Lte => kit.operator_lte,
    }
}
