//! Getting around.

use leptos::prelude::*;

use super::specimen::{specimen, wide};
use crate::context::{locale, text};
use crate::ui::{Breadcrumb, Crumb, IconName, Tab, TabPanel, Tabs};

pub(super) fn view() -> AnyView {
    view! { {tabs()} {breadcrumb()} }.into_any()
}

fn tabs() -> AnyView {
    let selected = RwSignal::new("targets".to_owned());
    let tabs = vec![
        Tab::new("targets", text(|c| c.kit_page.targets))
            .icon(IconName::Targets)
            .count(Signal::derive(|| locale().integer(8_204))),
        Tab::new("history", text(|c| c.kit_page.history)).icon(IconName::History),
        Tab::new("files", text(|c| c.kit_page.files)).icon(IconName::SiteFiles),
    ];
    specimen(
        "Tabs",
        |c| c.kit_page.tabs,
        vec![wide(
            |c| c.kit_page.example,
            view! {
                <div class="kit-fill">
                    <Tabs
                        id="kit-tabs"
                        label=text(|c| c.kit_page.sites)
                        tabs=tabs
                        selected=selected
                        on_select=Callback::new(move |new| selected.set(new))
                    />
                    <TabPanel id="kit-tabs" key="targets" selected=selected>
                        {text(|c| c.kit_page.tab_targets)}
                    </TabPanel>
                    <TabPanel id="kit-tabs" key="history" selected=selected>
                        {text(|c| c.kit_page.tab_history)}
                    </TabPanel>
                    <TabPanel id="kit-tabs" key="files" selected=selected>
                        {text(|c| c.kit_page.tab_files)}
                    </TabPanel>
                </div>
            },
        )],
    )
}

fn breadcrumb() -> AnyView {
    let crumbs = Signal::derive(|| {
        vec![
            Crumb::new(text(|c| c.nav.configuration)),
            Crumb::new(text(|c| c.kit_page.sites)).link("/kit"),
            Crumb::new("palmas"),
        ]
    });
    specimen(
        "Breadcrumb",
        |c| c.kit_page.breadcrumb,
        vec![wide(
            |c| c.kit_page.example,
            view! { <Breadcrumb crumbs=crumbs /> },
        )],
    )
}
