//! Several views in one place.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::browser;
use super::icon::{IconName, icon};
use super::menu::Move;

#[derive(Clone)]
pub struct Tab {
    pub key: &'static str,
    pub label: TextProp,
    pub icon: Option<IconName>,
    /// A quiet number beside the label.
    pub count: Option<Signal<String>>,
}

impl Tab {
    pub fn new(key: &'static str, label: impl Into<TextProp>) -> Self {
        Self {
            key,
            label: label.into(),
            icon: None,
            count: None,
        }
    }

    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    #[must_use]
    pub fn count(mut self, count: impl Into<Signal<String>>) -> Self {
        self.count = Some(count.into());
        self
    }
}

/// The row of tabs; each view stands in a [`TabPanel`] with the same `id`.
/// Arrows move the focus and choose, as the ARIA pattern has it.
#[component]
pub fn Tabs(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    tabs: Vec<Tab>,
    #[prop(into)] selected: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let on_keydown = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        let step = match event.key().as_str() {
            "ArrowRight" => Move::Next,
            "ArrowLeft" => Move::Previous,
            "Home" => Move::First,
            "End" => Move::Last,
            _ => return,
        };
        event.prevent_default();
        let tabs = browser::elements(&list, "tab");
        let next = step.from(browser::focused_index(&tabs), tabs.len());
        if let Some(tab) = next.and_then(|index| tabs.get(index)) {
            browser::focus(tab);
            tab.click();
        }
    };
    let buttons: Vec<_> = tabs
        .into_iter()
        .map(|tab| {
            let key = tab.key;
            let chosen = Signal::derive(move || selected.with(|selected| selected == key));
            view! {
                <button
                    type="button"
                    class="tab"
                    role="tab"
                    id=tab_id(&id, key)
                    aria-controls=panel_id(&id, key)
                    aria-selected=move || chosen.get().to_string()
                    tabindex=move || if chosen.get() { "0" } else { "-1" }
                    on:click=move |_| on_select.run(key.to_owned())
                >
                    {tab.icon.map(icon)} <span>{move || tab.label.get()}</span>
                    {tab
                        .count
                        .map(|count| view! { <span class="tab-count">{move || count.get()}</span> })}
                </button>
            }
        })
        .collect();
    view! {
        <div node_ref=list class="tabs" role="tablist" aria-label=label on:keydown=on_keydown>
            {buttons}
        </div>
    }
}

/// One view; only the chosen one is rendered.
#[component]
pub fn TabPanel(
    /// That of the [`Tabs`].
    #[prop(into)]
    id: String,
    key: &'static str,
    #[prop(into)] selected: Signal<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let chosen = Memo::new(move |_| selected.with(|selected| selected == key));
    view! {
        <div
            class="tab-panel"
            role="tabpanel"
            id=panel_id(&id, key)
            aria-labelledby=tab_id(&id, key)
            hidden=move || !chosen.get()
        >
            {move || chosen.get().then(|| children())}
        </div>
    }
}

fn tab_id(id: &str, key: &str) -> String {
    format!("{id}-tab-{key}")
}

fn panel_id(id: &str, key: &str) -> String {
    format!("{id}-panel-{key}")
}
