//! Asks before something is changed, and shows what as a comparison.

use leptos::prelude::*;

use super::compare::comparison;
use crate::context::text;
use crate::i18n::Catalog;
use crate::ui::{Button, Dialog, Size, Variant};

pub(super) type Pick = fn(&'static Catalog) -> &'static str;

#[derive(Clone, Copy)]
pub(super) struct Question {
    pub(super) open: RwSignal<bool>,
    pub(super) title: Pick,
    pub(super) detail: Pick,
    /// What the comparison is of.
    pub(super) label: Pick,
    /// The word on the button.
    pub(super) act: Pick,
    pub(super) danger: bool,
}

impl Question {
    /// The focus starts on the way out, never on the act.
    pub(super) fn view(
        self,
        before: Signal<String>,
        after: Signal<String>,
        on_confirm: Callback<()>,
    ) -> AnyView {
        let open = self.open;
        let footer = move || {
            let variant = if self.danger {
                Variant::Danger
            } else {
                Variant::Primary
            };
            view! {
                <Button on_click=Callback::new(move |_| open.set(false)) attr:data-autofocus="">
                    {text(|c| c.kit.cancel)}
                </Button>
                <Button variant=variant on_click=Callback::new(move |_| on_confirm.run(()))>
                    {text(self.act)}
                </Button>
            }
        };
        view! {
            <Dialog open=open title=text(self.title) size=Size::Large footer=footer alert=true>
                <p class="keys-question">{text(self.detail)}</p>
                {comparison(before, after, text(self.label))}
            </Dialog>
        }
        .into_any()
    }
}
