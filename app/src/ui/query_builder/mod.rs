//! Conditions in groups of "all" and "any", with the twelve operators.

mod edit;
mod group;
mod test;

use domain::table::{Column, Condition};
use leptos::prelude::*;

use super::browser;
use super::button::{IconButton, Size};
use super::icon::IconName;
use crate::context::{locale, text};
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

    /// What had the focus is gone: it goes to the nearest group that is still there.
    fn remove(self, path: &[usize]) {
        self.change(|condition| edit::remove(condition, path));
        let groups = (0..path.len()).rev().map(|depth| &path[..depth]);
        focus_first(groups.map(|group| self.id_at(group, "add")).collect());
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
