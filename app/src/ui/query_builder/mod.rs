//! Conditions in groups of "all" and "any", with the twelve operators.

mod edit;

use domain::table::{Column, ColumnKind, Condition, Operator};
use leptos::prelude::*;

use super::browser;
use super::button::{Button, IconButton, Size, Variant};
use super::choice::{Choice, Segmented, Select};
use super::combobox::{ComboOption, TagsInput};
use super::icon::IconName;
use super::input::Input;
use crate::context::{locale, text, texts};
use crate::i18n::kit_phrases;
use edit::Shape;

type Path = Vec<usize>;

/// Edits a condition whose root is a group; every change goes out whole.
#[component]
pub fn QueryBuilder(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    #[prop(into)] columns: Signal<Vec<Column>>,
    #[prop(into)] condition: Signal<Condition>,
    #[prop(into)] on_change: Callback<Condition>,
    /// Known values of a column, to choose from.
    #[prop(optional, into)]
    values_of: Option<Callback<String, Vec<String>>>,
) -> impl IntoView {
    let builder = Builder {
        id: StoredValue::new(id),
        columns,
        condition,
        on_change,
        values_of,
    };
    let shape = Memo::new(move |_| condition.with(edit::shape));
    let summary = move || {
        let tests = condition.with(edit::tests) as u64;
        kit_phrases::conditions(locale(), tests)
    };
    view! {
        <div class="query" role="group" aria-label=text(|c| c.kit.conditions)>
            {move || builder.node(&shape.get(), Vec::new())}
            <p class="visually-hidden" role="status">
                {summary}
            </p>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Builder {
    id: StoredValue<String>,
    columns: Signal<Vec<Column>>,
    condition: Signal<Condition>,
    on_change: Callback<Condition>,
    values_of: Option<Callback<String, Vec<String>>>,
}

/// One test as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
struct Test {
    column: String,
    operator: Option<Operator>,
    values: Vec<String>,
}

impl Builder {
    fn change(self, change: impl FnOnce(&mut Condition)) {
        let mut condition = self.condition.get_untracked();
        change(&mut condition);
        self.on_change.run(condition);
    }

    fn id_at(self, path: &[usize], what: &str) -> String {
        let steps: Vec<String> = path.iter().map(usize::to_string).collect();
        self.id
            .with_value(|id| format!("{id}-{}-{what}", steps.join("-")))
    }

    fn node(self, shape: &Shape, path: Path) -> AnyView {
        match shape {
            Shape::Group(parts) => self.group(parts, path),
            Shape::Test => self.test(path),
        }
    }

    fn group(self, parts: &[Shape], path: Path) -> AnyView {
        let inside: Vec<AnyView> = parts
            .iter()
            .enumerate()
            .map(|(index, part)| {
                let mut path = path.clone();
                path.push(index);
                view! { <li class="query-part">{self.node(part, path)}</li> }.into_any()
            })
            .collect();
        let is_root = path.is_empty();
        let nests = edit::may_nest(&path);
        let options = vec![
            Choice::new("all", text(|c| c.kit.all_of)),
            Choice::new("any", text(|c| c.kit.any_of)),
        ];
        let path = StoredValue::new(path);
        let full = Signal::derive(move || !self.condition.with(edit::may_add));
        let add_test = move |_| {
            let column = self.columns.with_untracked(|columns| {
                let first = columns.iter().find(|column| column.filterable);
                first.map(|column| column.key.clone()).unwrap_or_default()
            });
            let test = Condition::Test {
                column,
                operator: Operator::Eq,
                values: vec![String::new()],
            };
            let added = self.add(path, test);
            focus_first(vec![self.id_at(&added, "column")]);
        };
        let add_group = move |_| {
            let added = self.add(path, Condition::Any(Vec::new()));
            focus_first(vec![self.id_at(&added, "add")]);
        };
        let turn = Callback::new(move |value: String| {
            self.change(|condition| {
                path.with_value(|path| edit::set_any(condition, path, value == "any"));
            });
        });
        let mode = Signal::derive(move || {
            let any = self.condition.with(|condition| {
                path.with_value(|path| matches!(edit::at(condition, path), Some(Condition::Any(_))))
            });
            if any { "any" } else { "all" }.to_owned()
        });
        let add_id = self.id_at(&path.get_value(), "add");
        view! {
            <div class="query-group">
                <div class="query-head">
                    <Segmented
                        name=self.id_at(&path.get_value(), "mode")
                        label=text(|c| c.kit.match_mode)
                        size=Size::Small
                        options=options
                        value=mode
                        on_change=turn
                    />
                    {(!is_root)
                        .then(|| {
                            view! { <span class="query-remove">{self.remove_button(path)}</span> }
                        })}
                </div>
                <ul class="query-parts">{inside}</ul>
                <div class="query-actions">
                    <Button
                        variant=Variant::Ghost
                        size=Size::Small
                        icon=IconName::Plus
                        disabled=full
                        reason=text(|c| c.kit.too_many_conditions)
                        on_click=Callback::new(add_test)
                        attr:id=add_id
                    >
                        {text(|c| c.kit.add_condition)}
                    </Button>
                    {nests
                        .then(|| {
                            view! {
                                <Button
                                    variant=Variant::Ghost
                                    size=Size::Small
                                    icon=IconName::Plus
                                    on_click=Callback::new(add_group)
                                >
                                    {text(|c| c.kit.add_group)}
                                </Button>
                            }
                        })}
                </div>
            </div>
        }
        .into_any()
    }

    fn remove_button(self, path: StoredValue<Path>) -> AnyView {
        view! {
            <IconButton
                icon=IconName::X
                label=text(|c| c.kit.remove_condition)
                size=Size::Small
                on_click=Callback::new(move |_| self.remove(&path.get_value()))
            />
        }
        .into_any()
    }

    /// Puts a part at the end of a group and tells where it stands.
    fn add(self, group: StoredValue<Path>, part: Condition) -> Path {
        let mut path = group.get_value();
        let last = self
            .condition
            .with_untracked(|condition| edit::count(condition, &path));
        self.change(|condition| edit::add(condition, &path, part));
        path.push(last);
        path
    }

    /// What had the focus is gone: it goes to the nearest group that is still there.
    fn remove(self, path: &[usize]) {
        self.change(|condition| edit::remove(condition, path));
        let groups = (0..path.len()).rev().map(|depth| &path[..depth]);
        focus_first(groups.map(|group| self.id_at(group, "add")).collect());
    }

    fn test(self, path: Path) -> AnyView {
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

/// Gives the focus to the first of these that is in the page, once it has been drawn.
fn focus_first(ids: Vec<String>) {
    request_animation_frame(move || {
        let found = ids.iter().find_map(|id| document().get_element_by_id(id));
        if let Some(element) = found {
            browser::focus(&element);
        }
    });
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
