//! Saved views: chosen, saved, deleted.

use leptos::prelude::*;

use super::layout::Layout;
use super::state::TableState;
use super::views::{LONGEST_NAME, MOST_VIEWS, Views};
use crate::context::{text, texts};
use crate::dom::storage;
use crate::ui::{IconName, Placement, Popover, icon};

#[derive(Clone, Copy)]
struct ViewMenu {
    state: TableState,
    views: RwSignal<Views>,
    /// The view that was chosen last.
    current: RwSignal<Option<String>>,
    /// The last one was refused: there is no room.
    full: RwSignal<bool>,
    open: RwSignal<bool>,
}

pub(super) fn view_menu(state: TableState) -> AnyView {
    let views = RwSignal::new(Views::default());
    let name = RwSignal::new(String::new());
    let current = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    let full = RwSignal::new(false);
    let menu = ViewMenu {
        state,
        views,
        current,
        full,
        open,
    };
    let views_key = StoredValue::new(format!("views:{}", state.name.get_value()));
    Effect::new(move |_| {
        if let Some(text) = views_key.with_value(|key| storage::read(key)) {
            views.set(Views::read(&text));
        }
    });
    let store = move || {
        views_key.with_value(|key| storage::write(key, &views.with_untracked(Views::write)));
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let given = name.get_untracked();
        let saved = views
            .try_update(|views| {
                views.save(
                    &given,
                    state.query.get_untracked(),
                    state.layout.get_untracked(),
                )
            })
            .flatten();
        full.set(saved.is_none());
        if saved.is_some() {
            store();
            current.set(saved);
            name.set(String::new());
            open.set(false);
        }
    };
    let standard = move |_| {
        state.ask(|query| *query = domain::table::Query::default());
        state
            .layout
            .set(state.columns.with_untracked(|columns| Layout::of(columns)));
        current.set(None);
        open.set(false);
    };
    let label = move || {
        current
            .get()
            .unwrap_or_else(|| text(|c| c.table.default_view)().to_owned())
    };
    view! {
        <Popover
            id=format!("{}-views", state.name.get_value())
            label=text(|c| c.table.views)
            placement=Placement::BelowEnd
            open=open
            trigger=move || {
                view! {
                    <button type="button" class="dt-tool">
                        <span>{text(|c| c.table.view)} ": " {label}</span>
                        {icon(IconName::ChevronDown)}
                    </button>
                }
            }
        >
            <div class="dt-views">
                <button type="button" class="dt-pick" on:click=standard>
                    {text(|c| c.table.default_view)}
                </button>
                <For
                    each=move || views.with(|views| {
                        views.views.iter().map(|view| view.name.clone()).collect::<Vec<_>>()
                    })
                    key=Clone::clone
                    let:view
                >
                    {line(menu, view, store)}
                </For>
                <form class="dt-save" on:submit=save>
                    <input
                        type="text"
                        class="dt-save-name"
                        maxlength=LONGEST_NAME.to_string()
                        aria-label=text(|c| c.table.view_name)
                        placeholder=text(|c| c.table.save_view)
                        prop:value=move || name.get()
                        on:input:target=move |event| name.set(event.target().value())
                    />
                    <button
                        type="submit"
                        class="dt-tool"
                        disabled=move || name.with(|name| name.trim().is_empty())
                    >
                        {text(|c| c.table.save)}
                    </button>
                </form>
                <p class="dt-views-full" role="alert">
                    {move || full.get().then(|| (texts().table.views_full)(MOST_VIEWS))}
                </p>
                <p class="dt-columns-hint">{text(|c| c.table.view_kept_here)}</p>
            </div>
        </Popover>
    }
    .into_any()
}

fn line(menu: ViewMenu, name: String, store: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let ViewMenu {
        state,
        views,
        current,
        full,
        open,
    } = menu;
    let name = StoredValue::new(name);
    let choose = move |_| {
        let view = views.with_untracked(|views| {
            views
                .views
                .iter()
                .find(|view| name.with_value(|name| view.name == *name))
                .cloned()
        });
        if let Some(view) = view {
            state.ask(|query| *query = view.query);
            let fitted = state
                .columns
                .with_untracked(|columns| view.layout.fitted(columns));
            state.layout.set(fitted);
            current.set(Some(view.name));
            open.set(false);
        }
    };
    let remove = move |_| {
        views.update(|views| views.remove(&name.get_value()));
        store();
        full.set(false);
        if current.with_untracked(|current| *current == Some(name.get_value())) {
            current.set(None);
        }
    };
    view! {
        <div class="dt-views-line">
            <button type="button" class="dt-pick" on:click=choose>{name.get_value()}</button>
            <button
                type="button"
                class="dt-pin-button"
                aria-label=move || format!("{}: {}", text(|c| c.table.delete)(), name.get_value())
                on:click=remove
            >
                {icon(IconName::Trash)}
            </button>
        </div>
    }
    .into_any()
}
