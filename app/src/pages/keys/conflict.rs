//! Somebody else was quicker: both sides, and what can be done about it.

use domain::key::KeyView;
use leptos::prelude::*;

use super::compare::comparison;
use super::editor::Draft;
use crate::context::text;
use crate::ui::{Button, IconName, Variant, icon};

pub(super) fn conflict(draft: Draft, theirs: KeyView) -> AnyView {
    let index = theirs.index;
    let before = Signal::stored(theirs.text.clone());
    let title = text(if index == 0 {
        |c| c.keys.conflict_gone
    } else {
        |c| c.keys.conflict
    });
    let overwrite = move |_| {
        draft.theirs.set(None);
        draft.save(index);
    };
    let take = move |_| draft.take(theirs.clone());
    let go_on = move |_| draft.theirs.set(None);
    view! {
        <section class="keys-conflict" role="alert">
            <div class="notice" data-tone="warning">
                {icon(IconName::Warning)} <div class="notice-words">
                    <p class="notice-title">{title}</p>
                    <p>{text(|c| c.keys.conflict_detail)}</p>
                </div>
            </div>
            {comparison(before, draft.text.into(), text(|c| c.keys.theirs_and_mine))}
            <div class="keys-actions">
                <Button on_click=Callback::new(take)>{text(|c| c.keys.take_theirs)}</Button>
                <Button variant=Variant::Danger on_click=Callback::new(overwrite)>
                    {text(|c| c.keys.overwrite)}
                </Button>
                <Button variant=Variant::Ghost on_click=Callback::new(go_on)>
                    {text(|c| c.keys.keep_editing)}
                </Button>
            </div>
        </section>
    }
    .into_any()
}
