//! Where one is: the group and the page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::context::{text, texts};
use crate::nav;

pub(super) fn view() -> AnyView {
    let path = use_location().pathname;
    let page = Memo::new(move |_| path.with(|path| nav::find(path).map(|page| page.path)));
    let entry = move || page.get().and_then(nav::find);
    let group = move || {
        entry().map(|page| {
            view! {
                <li class="breadcrumb-group">{page.group.label(texts())}</li>
            }
            .into_any()
        })
    };
    let label = move || {
        let c = texts();
        entry().map_or(c.pages.not_found, |page| page.text(c).label)
    };
    view! {
        <nav class="breadcrumb" aria-label=text(|c| c.shell.breadcrumb)>
            <ol>
                {group} <li class="breadcrumb-page" aria-current="page">
                    {label}
                </li>
            </ol>
        </nav>
    }
    .into_any()
}
