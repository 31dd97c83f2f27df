//! Naming a key that is not there yet.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address::Address;
use crate::context::text;
use crate::shell::selection;
use crate::ui::{Button, Dialog, IconName, Input, Size, Variant};

pub(super) fn button(folder: &str, shown: &Address) -> AnyView {
    let open = RwSignal::new(false);
    let name = RwSignal::new(folder.to_owned());
    let (folder, shown) = (folder.to_owned(), shown.clone());
    let (navigate, chosen) = (use_navigate(), selection());
    let begin = move |_| {
        name.set(folder.clone());
        open.set(true);
    };
    let submit = Callback::new(move |event: SubmitEvent| {
        event.prevent_default();
        let key = name.get_untracked().trim().to_owned();
        if key.is_empty() || key.ends_with('/') {
            return;
        }
        open.set(false);
        let link = shown.at_key(&key).link_now(chosen);
        navigate(&link, NavigateOptions::default());
    });
    let unfinished = Signal::derive(move || {
        name.with(|name| name.trim().is_empty() || name.trim().ends_with('/'))
    });
    view! {
        <Button icon=IconName::Plus size=Size::Small on_click=Callback::new(begin)>
            {text(|c| c.keys.new_key)}
        </Button>
        <Dialog open=open title=text(|c| c.keys.new_key)>
            <form class="keys-new" on:submit=move |event| submit.run(event)>
                <label for="new-key">{text(|c| c.keys.new_key_name)}</label>
                <Input id="new-key" value=name mono=true autofocus=true />
                <p>{text(|c| c.keys.new_key_detail)}</p>
                <Button submit=true variant=Variant::Primary disabled=unfinished>
                    {text(|c| c.keys.open)}
                </Button>
            </form>
        </Dialog>
    }
    .into_any()
}
