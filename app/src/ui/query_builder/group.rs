//! A group: all or any of its parts, and what can be added to it.

use domain::table::{Condition, Operator};
use leptos::prelude::*;

use super::edit::{self, Shape};
use super::{Builder, Path, focus_first};
use crate::context::text;
use crate::ui::button::{Button, Size, Variant};
use crate::ui::choice::{Choice, Segmented};
use crate::ui::icon::IconName;

impl Builder {
    pub(super) fn group(self, parts: &[Shape], path: Path) -> AnyView {
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
}
