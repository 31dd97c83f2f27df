//! Naming a key that is not there yet.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address::Address;
use super::room::{Fit, Room};
use crate::context::{text, texts};
use crate::shell::selection;
use crate::ui::{Button, Dialog, Field, IconName, Input, Size, Variant};

pub(super) fn button(folder: &str, shown: &Address, room: Room) -> AnyView {
    let open = RwSignal::new(false);
    let name = RwSignal::new(folder.to_owned());
    let (folder, shown) = (folder.to_owned(), shown.clone());
    let (navigate, chosen) = (use_navigate(), selection());
    let begin = move |_| {
        name.set(folder.clone());
        open.set(true);
    };
    let room = StoredValue::new(room);
    let fit = Memo::new(move |_| name.with(|name| room.with_value(|room| room.fit(name.trim()))));
    let submit = Callback::new(move |event: SubmitEvent| {
        event.prevent_default();
        if fit.get_untracked() != Fit::Fits {
            return;
        }
        let key = name.get_untracked().trim().to_owned();
        open.set(false);
        let link = shown.at_key(&key).link_now(chosen);
        navigate(&link, NavigateOptions::default());
    });
    let wrong = Signal::derive(move || {
        let words = |room: &Room| texts().keys.room(&room.plain, &room.documents);
        (fit.get() == Fit::Wrong).then(|| room.with_value(words))
    });
    view! {
        <Button icon=IconName::Plus size=Size::Small on_click=Callback::new(begin)>
            {text(|c| c.keys.new_key)}
        </Button>
        <Dialog open=open title=text(|c| c.keys.new_key)>
            <form class="keys-new" on:submit=move |event| submit.run(event)>
                <Field
                    id="new-key"
                    label=text(|c| c.keys.new_key_name)
                    hint=text(|c| c.keys.new_key_detail)
                    error=wrong
                >
                    <Input
                        id="new-key"
                        value=name
                        mono=true
                        autofocus=true
                        invalid=Signal::derive(move || fit.get() == Fit::Wrong)
                    />
                </Field>
                <Button
                    submit=true
                    variant=Variant::Primary
                    disabled=Signal::derive(move || fit.get() != Fit::Fits)
                >
                    {text(|c| c.keys.open)}
                </Button>
            </form>
        </Dialog>
    }
    .into_any()
}
